#include "renewal/shapes.h"

#include "view/shapes.h"

namespace pkit::shape {

namespace {

constexpr Shape kSerials = list_of(serial);
constexpr Field kAnswerFields[] = {
    {.key = "account", .type = FieldType::map},
    {.key = "orchestrator", .type = orchestrator},
    {.key = "certificate", .type = certificate},
    {.key = "differences", .type = differences},
    {.key = "faults", .type = faults},
    {.key = "dryRun", .type = FieldType::yes},
    {.key = "would", .type = would},
    {.key = "trace", .type = FieldType::map},
    {.key = "replaces", .type = certificate_id},
    {.key = "published", .type = FieldType::word},
    {.key = "ClientParameters", .type = FieldType::map},
    {.key = "item", .type = FieldType::word},
    {.key = "registration", .type = registration},
};
constexpr Field kRenewalFields[] = {
    {.key = "renewed", .type = FieldType::boolean},
    {.key = "due", .type = FieldType::boolean},
    {.key = "dueAt", .type = time},
};
constexpr auto kAllRenewalFields = joined(kAnswerFields, kRenewalFields);
constexpr Field kRotationFields[] = {{.key = "revoked", .type = kSerials}};
constexpr auto kAllRotationFields = joined(kAnswerFields, kRotationFields);
constexpr Field kAuthenticationFields[] = {
    {.key = "state", .type = FieldType::word},
    {.key = "identity", .type = FieldType::map},
    {.key = "account", .type = FieldType::map},
    {.key = "orchestrator", .type = orchestrator},
    {.key = "certificate", .type = certificate},
    {.key = "challenge", .type = FieldType::word},
    {.key = "expires", .type = time},
};

}  // namespace

constinit const Shape renewal = some_of(kAllRenewalFields);
constinit const Shape rotation = some_of(kAllRotationFields);
constinit const Shape authentication = some_of(kAuthenticationFields);

}  // namespace pkit::shape
