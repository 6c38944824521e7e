// The shapes of what is told of kept keys.
#include "view/shapes.h"
#include "kept/operations.h"

namespace pkit::shape {

namespace {

constexpr Shape kKeptKeyId = text_like("^k-[a-z2-7]{16}$");
constexpr Field kKeptKeyFields[] = {
    {.key = "id", .type = kKeptKeyId, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"waiting", "married">},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "keyType", .type = FieldType::word, .required = true},
    {.key = "keyId", .type = shape::sha256, .required = true},
    {.key = "created", .type = shape::time, .required = true},
    {.key = "marriedAt", .type = shape::time},
    {.key = "serial", .type = shape::serial},
    {.key = "issuer", .type = FieldType::text},
    {.key = "fingerprint", .type = shape::sha256},
    {.key = "notAfter", .type = shape::time},
};
constexpr Field kKeptRequestFields[] = {
    {.key = "key", .type = shape::kept_key},
    {.key = "csrPem", .type = shape::pem},
    {.key = "keyFile", .type = FieldType::word, .with = "subject"},  // these three: of a key for a realm
    {.key = "keyId", .type = shape::sha256, .with = "subject"},
    {.key = "subject", .type = FieldType::text, .with = "keyFile"},
    {.key = "dryRun", .type = FieldType::yes},
    {.key = "would", .type = FieldType::map},
};
constexpr Field kMarriedFields[] = {{.key = "key", .type = shape::kept_key, .required = true}};
constexpr Field kExportedFields[] = {
    {.key = "key", .type = shape::kept_key, .required = true},
    {.key = "file", .type = FieldType::word},
};

}  // namespace

constinit const Shape kept_key = map_of(kKeptKeyFields, "keptKey", "a key that pkit keeps");
constinit const Shape kept_request = map_of(kKeptRequestFields);
constinit const Shape married_key = map_of(kMarriedFields);
constinit const Shape exported_key = map_of(kExportedFields);

}  // namespace pkit::shape
