// The shapes of what agents are answered.
#include "view/shapes.h"
#include "agents/messages.h"

namespace pkit::shape {

namespace {

constexpr Field kErrorFields[] = {
    {.key = "Code", .type = FieldType::integer, .required = true},
    {.key = "CodeString", .type = FieldType::text, .required = true},
    {.key = "Message", .type = FieldType::text, .required = true},
};
constexpr Shape kError = map_of(kErrorFields);
constexpr Field kResultFields[] = {
    {.key = "Status", .type = FieldType::integer, .required = true, .least = 1, .most = 3},
    {.key = "Error", .type = kError, .required = true},
};
constexpr Shape kResult = map_of(kResultFields);
constexpr Shape kSessionOrNull = {.type = Shape::Type::any, .called = "a session, or null"};
constexpr Field kSessionFields[] = {
    {.key = "Result", .type = kResult, .required = true},
    {.key = "Session", .type = kSessionOrNull},
};
constexpr Field kConfigurationFields[] = {
    {.key = "InventoryEndpoint", .type = FieldType::word},
    {.key = "AuditId", .type = FieldType::integer, .required = true},
    {.key = "JobCancelled", .type = FieldType::boolean, .required = true},
    {.key = "Result", .type = kResult, .required = true},
    {.key = "Job", .type = FieldType::map},
};
constexpr Field kTakenFields[] = {{.key = "Result", .type = kResult, .required = true}};
constexpr Field kCompletedFields[] = {
    {.key = "Result", .type = kResult, .required = true},
    {.key = "InventoryJob", .type = FieldType::text},
};

}  // namespace

constinit const Shape agent_session = map_of(kSessionFields);
constinit const Shape job_configuration = map_of(kConfigurationFields);
constinit const Shape inventory_taken = map_of(kTakenFields);
constinit const Shape job_completion = map_of(kCompletedFields);

}  // namespace pkit::shape
