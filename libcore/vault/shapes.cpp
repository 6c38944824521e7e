#include "vault/shapes.h"

#include "view/shapes.h"

namespace pkit {

namespace {

constexpr Shape kNumber = {.type = Shape::Type::integer, .called = "an integer", .least = 1};
constexpr Shape kCount = {.type = Shape::Type::integer, .called = "an integer", .least = 0};
const Shape* const kTextOrNullAmong[] = {&FieldType::word, &FieldType::null};
constexpr Shape kVaultTextOrNull = either_of(kTextOrNullAmong);
const Shape* const kNumberOrNullAmong[] = {&kNumber, &FieldType::null};
constexpr Shape kNumberOrNull = either_of(kNumberOrNullAmong);

constexpr Field kTemplateFields[] = {
    {.key = "id", .type = kNumber, .required = true},
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "kind", .type = FieldType::text, .required = true, .words = kOneOf<"vault", "mirror">},
    {.key = "retention", .type = kVaultTextOrNull, .required = true},
    {.key = "quota", .type = kNumberOrNull, .required = true},
    {.key = "created", .type = shape::time, .required = true},
};
constexpr Shape kTemplate = map_of(kTemplateFields);
constexpr Shape kTemplates = list_of(kTemplate);
constexpr Field kVaultFields[] = {
    {.key = "id", .type = kNumber, .required = true},
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "description", .type = FieldType::text, .required = true},
    {.key = "provisioningCode", .type = FieldType::word, .required = true},
    {.key = "templateId", .type = kNumber, .required = true},
    {.key = "mirrorId", .type = kNumberOrNull, .required = true},
    {.key = "mirrorPositionCode", .type = kVaultTextOrNull, .required = true},
    {.key = "retention", .type = kVaultTextOrNull, .required = true},
    {.key = "quota", .type = kNumberOrNull, .required = true},
    {.key = "objects", .type = kCount, .required = true},
    {.key = "octets", .type = kCount, .required = true},
    {.key = "created", .type = shape::time, .required = true},
};
constexpr Shape kVault = map_of(kVaultFields);
constexpr Shape kVaultList = list_of(kVault);
constexpr Field kMirrorFields[] = {
    {.key = "id", .type = kNumber, .required = true},
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "templateId", .type = kNumber, .required = true},
    {.key = "created", .type = shape::time, .required = true},
};
constexpr Shape kMirror = map_of(kMirrorFields);
constexpr Field kObjectFields[] = {
    {.key = "id", .type = FieldType::word},
    {.key = "vault", .type = FieldType::word, .required = true},
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "version", .type = kNumber, .required = true},
    {.key = "sealedSize", .type = kCount, .required = true},
    {.key = "signature", .type = FieldType::word},
    {.key = "stored", .type = shape::time},
    {.key = "retainedUntil", .type = kVaultTextOrNull},
};
constexpr Shape kObject = map_of(kObjectFields);
constexpr Shape kObjectList = list_of(kObject);

constexpr Field kTemplateAnswer[] = {
    {.key = "template", .type = kTemplate},
    {.key = "templates", .type = kTemplates},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = FieldType::map, .with = "dryRun"},
};
constexpr Field kVaultAnswer[] = {
    {.key = "vault", .type = kVault},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = FieldType::map, .with = "dryRun"},
};
constexpr Field kMirrorAnswer[] = {{.key = "mirror", .type = kMirror}};
constexpr Field kListAnswer[] = {
    {.key = "vaults", .type = kVaultList},
    {.key = "objects", .type = kObjectList},
    {.key = "next", .type = FieldType::word},
};
constexpr Field kObjectAnswer[] = {
    {.key = "object", .type = kObject, .required = true},
    {.key = "file", .type = FieldType::word},
    {.key = "directory", .type = FieldType::word},
};

constexpr Field kArrivingFields[] = {
    {.key = "id", .type = FieldType::word, .required = true},
    {.key = "vault", .type = FieldType::word},
    {.key = "name", .type = FieldType::word},
    {.key = "version", .type = kNumber},
};
constexpr Shape kArriving = map_of(kArrivingFields);
constexpr Field kSealedAnswer[] = {
    {.key = "object", .type = kArriving, .required = true},
    {.key = "sealedFor", .type = FieldType::word},
};
constexpr Shape kIds = list_of(FieldType::word);
constexpr Field kOpenedAnswer[] = {
    {.key = "object", .type = kObject, .required = true},
    {.key = "sealedFor", .type = FieldType::word, .required = true},
    {.key = "contents", .type = kIds, .required = true},
    {.key = "envelope", .type = shape::base64, .required = true},
    {.key = "signature", .type = shape::base64, .required = true},
};
constexpr Field kPartAnswer[] = {{.key = "part", .type = FieldType::text, .required = true}};
constexpr Field kWrapFields[] = {
    {.key = "object", .type = FieldType::word, .required = true},
    {.key = "sealedFor", .type = FieldType::word, .required = true},
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "version", .type = kNumber, .required = true},
    {.key = "envelope", .type = shape::base64, .required = true},
    {.key = "signature", .type = shape::base64, .required = true},
};
constexpr Shape kWrap = map_of(kWrapFields);
constexpr Shape kWraps = list_of(kWrap);
constexpr Field kWrapsAnswer[] = {{.key = "wraps", .type = kWraps, .required = true}};

}  // namespace

namespace shape {

constinit const Shape vault_templates = some_of(kTemplateAnswer);
constinit const Shape vault_made = some_of(kVaultAnswer);
constinit const Shape mirror_made = some_of(kMirrorAnswer);
constinit const Shape vault_listed = some_of(kListAnswer);
constinit const Shape object_told = map_of(kObjectAnswer);
constinit const Shape object_sealed = map_of(kSealedAnswer);
constinit const Shape object_opened = map_of(kOpenedAnswer);
constinit const Shape object_part = map_of(kPartAnswer);
constinit const Shape object_wraps = map_of(kWrapsAnswer);
constinit const Shape vault_refused = map_of({});

}  // namespace shape

}  // namespace pkit
