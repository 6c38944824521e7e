// The shapes of what is told of SSH keys.
#include "view/shapes.h"
#include "sshkeys/operations.h"

namespace pkit::shape {

namespace {

constexpr Words kKeyStates = kOneOf<"managed", "retiring", "retired">;
constexpr Words kFoundStates = kOneOf<"managed", "retiring", "retired", "unmanaged">;
constexpr Words kProofWords = kOneOf<"none", "done">;
constexpr Shape kSshCount = {.type = Shape::Type::integer, .called = "an integer", .least = 0};
constexpr Shape kFingerprint = text_like("^SHA256:[A-Za-z0-9+/]{43}$");

constexpr Field kKeyFields[] = {
    {.key = "fingerprint", .type = kFingerprint, .required = true},
    {.key = "keytype", .type = FieldType::word, .required = true},
    {.key = "keylength", .type = kSshCount, .required = true},
    {.key = "comment", .type = FieldType::text, .required = true},
    {.key = "username", .type = FieldType::text, .required = true},
    {.key = "serverlogons", .type = shape::texts, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kKeyStates},
    {.key = "rotateBy", .type = shape::time},
    {.key = "retireAfter", .type = shape::time},
    {.key = "file", .type = FieldType::word},
    {.key = "created", .type = shape::time, .required = true},
};
constexpr Shape kKey = map_of(kKeyFields, "sshKey", "an SSH key that pkit looks after");
constexpr Shape kKeys = list_of(kKey);

constexpr Field kWouldFields[] = {
    {.key = "file", .type = FieldType::word, .required = true},
    {.key = "keyType", .type = FieldType::word, .required = true},
    {.key = "stores", .type = shape::texts, .required = true},
};
constexpr Shape kWould = map_of(kWouldFields);
constexpr Field kOneFields[] = {
    {.key = "key", .type = kKey},
    {.key = "dryRun", .type = FieldType::yes},
    {.key = "would", .type = kWould, .with = "dryRun"},
};
constexpr Field kListedFields[] = {{.key = "keys", .type = kKeys, .required = true}};

constexpr Field kFoundFields[] = {
    {.key = "store", .type = FieldType::word, .required = true},
    {.key = "path", .type = FieldType::word, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kFoundStates},
    {.key = "fingerprint", .type = kFingerprint, .required = true},
    {.key = "keytype", .type = FieldType::word, .required = true},
    {.key = "keylength", .type = kSshCount, .required = true},
    {.key = "comment", .type = FieldType::text},
    {.key = "options", .type = FieldType::text},
};
constexpr Shape kFound = map_of(kFoundFields);
constexpr Shape kAllFound = list_of(kFound);
constexpr Field kScanFields[] = {
    {.key = "found", .type = kAllFound, .required = true},
    {.key = "adopted", .type = kSshCount},
    {.key = "dryRun", .type = FieldType::yes},
};

constexpr Field kRotatedFields[] = {
    {.key = "stores", .type = shape::texts, .required = true},
    {.key = "key", .type = kKey},
    {.key = "former", .type = kKey, .required = true},
    {.key = "proof", .type = FieldType::text, .words = kProofWords},
    {.key = "dryRun", .type = FieldType::yes},
};

constexpr Field kRetiredKeyFields[] = {
    {.key = "fingerprint", .type = kFingerprint, .required = true},
    {.key = "keytype", .type = FieldType::word, .required = true},
    {.key = "keylength", .type = kSshCount, .required = true},
    {.key = "comment", .type = FieldType::text, .required = true},
    {.key = "username", .type = FieldType::text, .required = true},
    {.key = "stores", .type = shape::texts, .required = true},
};
constexpr Shape kRetiredKey = map_of(kRetiredKeyFields);
constexpr Shape kRetiredKeys = list_of(kRetiredKey);
constexpr Field kRetiredFields[] = {
    {.key = "retired", .type = kRetiredKeys, .required = true},
    {.key = "dryRun", .type = FieldType::yes},
};

}  // namespace

constinit const Shape ssh_key = map_of(kOneFields);
constinit const Shape ssh_key_list = map_of(kListedFields);
constinit const Shape ssh_key_scan = map_of(kScanFields);
constinit const Shape ssh_key_rotated = map_of(kRotatedFields);
constinit const Shape ssh_key_retired = map_of(kRetiredFields);

}  // namespace pkit::shape
