// The shapes of what trials of policy tell.
#include "view/shapes.h"
#include "trial/operations.h"

namespace pkit::shape {

namespace {

constexpr Shape kCount = {.type = Shape::Type::integer, .called = "an integer", .least = 0};
constexpr const Shape* kTextOrNullAmong[] = {&FieldType::text, &FieldType::null};
constexpr Shape kTextOrNull = either_of(kTextOrNullAmong);
constexpr Words kResults = kOneOf<"Allow", "Deny", "Defer", "failed">;
constexpr Words kAnswers = kOneOf<"allowed", "denied", "deferred", "failed">;

constexpr Field kVerdictFields[] = {
    {.key = "result", .type = FieldType::text, .required = true, .words = kResults},
    {.key = "message", .type = FieldType::text, .required = true},
};
constexpr Shape kVerdict = map_of(kVerdictFields);
constexpr Field kAdapterFields[] = {
    {.key = "adapter", .type = FieldType::word, .required = true},
    {.key = "procedure", .type = FieldType::word, .required = true},
    {.key = "envelope", .type = FieldType::map, .required = true},
    {.key = "answer", .type = FieldType::any, .required = true},
    {.key = "raw", .type = kTextOrNull, .required = true},
    {.key = "failure", .type = kTextOrNull, .required = true},
    {.key = "stderr", .type = FieldType::text, .required = true},
    {.key = "tookMs", .type = kCount, .required = true},
    {.key = "verdict", .type = kVerdict},
};

constexpr Field kExpectationFields[] = {
    {.key = "key", .type = FieldType::word, .required = true},
    {.key = "expected", .type = FieldType::any, .required = true},
    {.key = "got", .type = FieldType::any, .required = true},
};
constexpr Shape kExpectation = map_of(kExpectationFields);
constexpr Shape kExpectations = list_of(kExpectation);
constexpr Field kCaseFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "ok", .type = FieldType::boolean, .required = true},
    {.key = "result", .type = FieldType::text, .required = true, .words = kResults},
    {.key = "answer", .type = FieldType::text, .required = true, .words = kAnswers},
    {.key = "by", .type = FieldType::text, .required = true},
    {.key = "message", .type = FieldType::text, .required = true},
    {.key = "asked", .type = shape::texts, .required = true},
    {.key = "differences", .type = kExpectations, .required = true},
};
constexpr Shape kCase = map_of(kCaseFields);
constexpr Shape kCases = list_of(kCase);
constexpr Field kChainFields[] = {
    {.key = "file", .type = FieldType::word, .required = true},
    {.key = "cases", .type = kCases, .required = true},
    {.key = "failed", .type = kCount, .required = true},
};

constexpr Field kReadingFields[] = {
    {.key = "answer",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"allowed", "denied", "deferred", "failed", "unproven">},
    {.key = "by", .type = FieldType::text, .required = true},
    {.key = "message", .type = FieldType::text, .required = true},
};
constexpr Shape kReading = map_of(kReadingFields);
constexpr const Shape* kMapOrNullAmong[] = {&FieldType::map, &FieldType::null};
constexpr Shape kMapOrNull = either_of(kMapOrNullAmong);
constexpr Field kOutputsFields[] = {
    {.key = "was", .type = kMapOrNull, .required = true},
    {.key = "would", .type = FieldType::map, .required = true},
};
constexpr Shape kOutputs = map_of(kOutputsFields);
constexpr Field kReplayedFields[] = {
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "operation", .type = FieldType::word, .required = true},
    {.key = "time", .type = shape::time, .required = true},
    {.key = "ClientMachine", .type = FieldType::text, .required = true},
    {.key = "was", .type = kReading, .required = true},
    {.key = "would", .type = kReading},
    {.key = "wouldAsk", .type = FieldType::word},
    {.key = "outputs", .type = kOutputs, .with = "would"},
};
constexpr Shape kReplayed = map_of(kReplayedFields);
constexpr Shape kReplayedList = list_of(kReplayed);
constexpr Field kReplayFields[] = {
    {.key = "config", .type = FieldType::word, .required = true},
    {.key = "decisions", .type = kCount, .required = true},
    {.key = "unchanged", .type = kCount, .required = true},
    {.key = "changed", .type = kReplayedList, .required = true},
    {.key = "unknown", .type = kReplayedList, .required = true},
    {.key = "skipped", .type = kCount, .required = true},
};

}  // namespace

constinit const Shape tried_adapter = map_of(kAdapterFields);
constinit const Shape tried_chains = map_of(kChainFields);
constinit const Shape replayed = map_of(kReplayFields);

}  // namespace pkit::shape
