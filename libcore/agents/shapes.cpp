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
constexpr Shape kPemOrNull = {.type = Shape::Type::any, .called = "a certificate in PEM, or null"};
constexpr Field kSessionFields[] = {
    {.key = "Result", .type = kResult, .required = true},
    {.key = "Session", .type = kSessionOrNull},
};
constexpr Field kConfigurationFields[] = {
    {.key = "InventoryEndpoint", .type = FieldType::word},
    {.key = "EnrollEndpoint", .type = FieldType::word},
    {.key = "AuditId", .type = FieldType::integer, .required = true},
    {.key = "JobCancelled", .type = FieldType::boolean, .required = true},
    {.key = "Result", .type = kResult, .required = true},
    {.key = "Job", .type = FieldType::map},
    {.key = "ClientMachine", .type = FieldType::word},
    {.key = "StorePath", .type = FieldType::word},
    {.key = "StorePassword", .type = FieldType::text},
    {.key = "KeyType", .type = FieldType::word},
    {.key = "KeySize", .type = FieldType::integer},
    {.key = "Subject", .type = FieldType::text},
    {.key = "Entropy", .type = FieldType::text},
    {.key = "Properties", .type = FieldType::map},
    {.key = "MaxCharactersToReturn", .type = FieldType::integer},
};
constexpr Field kTakenFields[] = {{.key = "Result", .type = kResult, .required = true}};
constexpr Field kEnrolledFields[] = {
    {.key = "Result", .type = kResult, .required = true},
    {.key = "Certificate", .type = kPemOrNull},
};
constexpr Field kCompletedFields[] = {
    {.key = "Result", .type = kResult, .required = true},
    {.key = "InventoryJob", .type = FieldType::text},
};

}  // namespace

constinit const Shape agent_session = map_of(kSessionFields);
constinit const Shape job_configuration = map_of(kConfigurationFields);
constinit const Shape inventory_taken = map_of(kTakenFields);
constinit const Shape agent_enrolled = map_of(kEnrolledFields);
constinit const Shape job_completion = map_of(kCompletedFields);

}  // namespace pkit::shape
