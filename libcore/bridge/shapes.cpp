#include "bridge/shapes.h"

#include "view/shapes.h"

namespace pkit {

namespace {

constexpr Field kRequirementsFields[] = {
    {.key = "commonName", .type = FieldType::word, .required = true},
    {.key = "additionalSubject", .type = FieldType::text_map, .required = true},
    {.key = "additionalAttributes", .type = FieldType::text_map, .required = true},
};
constexpr Shape kUserId = text_like("^u-[a-z2-7]{16}$");
constexpr Field kUserFields[] = {
    {.key = "id", .type = kUserId, .required = true},
    {.key = "source", .type = FieldType::word, .required = true},
    {.key = "userName", .type = FieldType::word, .required = true},
};
constexpr Field kIdentityFields[] = {
    {.key = "userName", .type = FieldType::word, .required = true},
    {.key = "displayName", .type = FieldType::text, .required = true},
    {.key = "attributes", .type = FieldType::text_map, .required = true},
    {.key = "appID", .type = FieldType::text, .required = true},
    {.key = "deviceId", .type = FieldType::text, .required = true},
};

constexpr Field kAskedFields[] = {
    {.key = "state",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"RequirementsIssued", "DependentOnly", "Refused">},
    {.key = "requirements", .type = shape::requirements},
};
constexpr Field kRegisteredFields[] = {
    {.key = "state", .type = FieldType::text, .words = kOneOf<"Issued", "DependentOnly", "Refused", "Failed">},
    {.key = "user", .type = shape::user},
    {.key = "certificate", .type = shape::certificate},
    {.key = "certificateBase64", .type = FieldType::word, .with = "certificate"},
    {.key = "differences", .type = shape::differences},
    {.key = "faults", .type = shape::faults},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = shape::would, .with = "dryRun"},
    {.key = "trace", .type = shape::trace},
};
constexpr Field kLoginFields[] = {
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"Active", "ReEnrol">},
    {.key = "identity", .type = shape::identity},
    {.key = "certificate", .type = shape::certificate, .with = "identity"},
};

constexpr Field kImportedFields[] = {
    {.key = "realm", .type = FieldType::word, .required = true},
    {.key = "userSource", .type = FieldType::word, .required = true},
    {.key = "adapters", .type = shape::texts, .required = true},
    {.key = "yaml", .type = FieldType::word, .required = true},
};
constexpr Field kHashedFields[] = {{.key = "password", .type = FieldType::word, .required = true}};
const Shape* const kTextOrNullAmong[] = {&FieldType::text, &FieldType::null};
constexpr Shape kTextOrNull = either_of(kTextOrNullAmong);
constexpr Field kCalledFields[] = {
    {.key = "realm", .type = FieldType::word, .required = true},
    {.key = "procedure", .type = FieldType::word, .required = true},
    {.key = "called", .type = FieldType::word, .required = true},
    {.key = "parameter", .type = FieldType::any, .required = true},
    {.key = "answer", .type = FieldType::any, .required = true},
    {.key = "failure", .type = kTextOrNull, .required = true},
    {.key = "verdict", .type = kTextOrNull, .required = true},
};

}  // namespace

namespace shape {

constinit const Shape requirements = map_of(kRequirementsFields, "requirements");
constinit const Shape user = map_of(kUserFields, "user");
constinit const Shape identity = map_of(kIdentityFields);
constinit const Shape csr_requirements = map_of(kAskedFields);
constinit const Shape user_registered = some_of(kRegisteredFields);
constinit const Shape realm_login = map_of(kLoginFields);
constinit const Shape realm_imported = map_of(kImportedFields);
constinit const Shape password_hashed = map_of(kHashedFields);
constinit const Shape realm_called = map_of(kCalledFields);

}  // namespace shape

}  // namespace pkit
