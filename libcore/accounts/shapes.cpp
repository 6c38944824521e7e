#include "accounts/shapes.h"

#include "view/shapes.h"

namespace pkit {

namespace {

constexpr Shape kAccountId = {.type = Shape::Type::integer, .called = "an integer", .least = 1};
const Shape* const kAccountIdOrNullAmong[] = {&kAccountId, &FieldType::null};
constexpr Shape kAccountIdOrNull = either_of(kAccountIdOrNullAmong);
constexpr Shape kPrincipalId = text_like("^a-[a-z2-7]{16}$");
const Shape* const kTextOrNullAmong[] = {&FieldType::word, &FieldType::null};
constexpr Shape kTextOrNull = either_of(kTextOrNullAmong);
const Shape* const kDigestOrNullAmong[] = {&shape::sha256, &FieldType::null};
constexpr Shape kDigestOrNull = either_of(kDigestOrNullAmong);

constexpr Field kCredentialFields[] = {
    {.key = "expires", .type = shape::time, .required = true},
    {.key = "expired", .type = FieldType::boolean, .required = true},
    {.key = "locked", .type = FieldType::boolean, .required = true},
    {.key = "keyDigest", .type = kDigestOrNull, .required = true},
    {.key = "subject", .type = kTextOrNull, .required = true},
};
constexpr Shape kCredential = map_of(kCredentialFields);
const Shape* const kCredentialOrNullAmong[] = {&kCredential, &FieldType::null};
constexpr Shape kCredentialOrNull = either_of(kCredentialOrNullAmong);

constexpr Field kNewestFields[] = {
    {.key = "id", .type = shape::certificate_id, .required = true},
    {.key = "serial", .type = shape::serial, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "notBefore", .type = shape::time, .required = true},
    {.key = "notAfter", .type = shape::time, .required = true},
};
constexpr Shape kNewest = map_of(kNewestFields);
const Shape* const kNewestOrNullAmong[] = {&kNewest, &FieldType::null};
constexpr Shape kNewestOrNull = either_of(kNewestOrNullAmong);

constexpr Field kAccountFields[] = {
    {.key = "id", .type = kAccountId, .required = true},
    {.key = "principal", .type = kPrincipalId, .required = true},
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "email", .type = FieldType::text, .required = true},
    {.key = "role", .type = FieldType::text, .required = true, .words = kOneOf<"vaultProvisioner", "none">},
    {.key = "provisioning",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"none", "createOnly", "createAndDelete">},
    {.key = "enabled", .type = FieldType::boolean, .required = true},
    {.key = "credentialState",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"None", "OneTime", "Certified", "Deleted">},
    {.key = "stranded", .type = FieldType::boolean, .required = true},
    {.key = "credential", .type = kCredentialOrNull, .required = true},
    {.key = "keyId", .type = kDigestOrNull, .required = true},
    {.key = "certificate", .type = kNewestOrNull, .required = true},
    {.key = "created", .type = shape::time, .required = true},
};

constexpr Field kWouldFields[] = {
    {.key = "exit", .type = FieldType::integer, .required = true},
    {.key = "account", .type = kAccountId},
    {.key = "name", .type = FieldType::word},
    {.key = "email", .type = FieldType::text},
    {.key = "role", .type = FieldType::word},
    {.key = "provisioning", .type = FieldType::word},
    {.key = "credentialState", .type = FieldType::word},
};
constexpr Shape kWould = map_of(kWouldFields);
constexpr Field kChangedFields[] = {
    {.key = "account", .type = shape::account},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kWould, .with = "dryRun"},
};
constexpr Field kShownFields[] = {{.key = "account", .type = shape::account, .required = true}};
constexpr Shape kAccounts = list_of(shape::account);
constexpr Field kListFields[] = {{.key = "accounts", .type = kAccounts, .required = true}};

constexpr Field kRegisteredFields[] = {
    {.key = "account", .type = shape::account},
    {.key = "certificate", .type = shape::certificate},
    {.key = "differences", .type = shape::differences},
    {.key = "faults", .type = shape::faults},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = shape::would, .with = "dryRun"},
    {.key = "trace", .type = shape::trace},
};

constexpr Field kHandoffFields[] = {
    {.key = "accountId", .type = kAccountId, .required = true},
    {.key = "username", .type = FieldType::word, .required = true},
    {.key = "vaultTemplateId", .type = kAccountId, .required = true},
    {.key = "mirrorTemplateId", .type = kAccountIdOrNull, .required = true},
};
constexpr Shape kHandoff = map_of(kHandoffFields);
constexpr Field kHandedFields[] = {
    {.key = "handoff", .type = kHandoff, .required = true},
    {.key = "directory", .type = FieldType::word, .required = true},
};

}  // namespace

namespace shape {

constinit const Shape account = map_of(kAccountFields, "account");
constinit const Shape account_changed = some_of(kChangedFields);
constinit const Shape account_shown = map_of(kShownFields);
constinit const Shape account_list = map_of(kListFields);
constinit const Shape account_handoff = map_of(kHandedFields);
constinit const Shape account_registered = map_of(kRegisteredFields);

}  // namespace shape

}  // namespace pkit
