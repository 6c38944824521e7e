// The shapes of what tells of a decision.
#include "view/shapes.h"

namespace pkit::shape {

namespace {

constexpr const Shape* kStateOrNull[] = {&shape::orchestrator_state, &FieldType::null};
constexpr Shape kPresentState = either_of(kStateOrNull);
constexpr Shape kSerials = list_of(shape::serial);
constexpr Field kWouldFields[] = {
    {.key = "exit", .type = FieldType::integer, .required = true},
    {.key = "orchestrator", .type = kPresentState},
    {.key = "account", .type = FieldType::word},
    {.key = "user", .type = FieldType::word},
    {.key = "registration", .type = shape::registration_state},
    {.key = "profile", .type = FieldType::word},
    {.key = "names", .type = shape::texts},
    {.key = "notAfter", .type = shape::time},
    {.key = "revoked", .type = kSerials},
    {.key = "certificate", .type = FieldType::text, .words = kOneOf<"revoked", "valid", "expired">},
};

constexpr Field kGateFields[] = {{.key = "caller", .type = FieldType::text, .required = true}};
constexpr Shape kGate = map_of(kGateFields);
constexpr Field kRefusedFields[] = {
    {.key = "code", .type = FieldType::word, .required = true},
    {.key = "what", .type = FieldType::word, .required = true},
};
constexpr Shape kRefused = map_of(kRefusedFields);

constexpr Field kPathReadFields[] = {
    {.key = "path", .type = FieldType::word, .required = true},
    {.key = "value", .required = true},
    {.key = "matched", .type = FieldType::boolean, .required = true},
};
constexpr Shape kPathRead = map_of(kPathReadFields);
constexpr Shape kReads = list_of(kPathRead);
constexpr Field kStepFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "result", .type = FieldType::text, .required = true, .words = kOneOf<"Allow", "Deny", "Defer", "failed">},
    {.key = "reason", .type = FieldType::text, .required = true},
    {.key = "reads", .type = kReads},
    {.key = "call", .type = FieldType::word},
    {.key = "answer"},
    {.key = "failure", .type = FieldType::text},
    {.key = "stderr", .type = FieldType::text},
    {.key = "tookMs", .type = FieldType::integer, .required = true},
};
constexpr Shape kStep = map_of(kStepFields);
constexpr Shape kSteps = list_of(kStep);

constexpr Shape kVerdictAnswer = one_of(kOneOf<"allowed", "denied", "deferred", "failed", "unproven">);
constexpr Shape kChainResult = one_of(kOneOf<"Allow", "Deny", "Defer", "failed">);
constexpr Field kVerdictFields[] = {
    {.key = "answer", .type = kVerdictAnswer, .required = true},
    {.key = "by", .type = FieldType::text, .required = true},
    {.key = "message", .type = FieldType::text, .required = true},
    {.key = "overridden", .type = FieldType::boolean},
    {.key = "chain", .type = kChainResult},
    {.key = "outputs", .type = FieldType::map},
};
constexpr Shape kVerdict = map_of(kVerdictFields);

constexpr Field kCheckedFaultFields[] = {
    {.key = "code", .type = FieldType::word, .required = true},
    {.key = "where", .type = FieldType::text, .required = true},
    {.key = "what", .type = FieldType::word, .required = true},
};
constexpr Shape kCheckedFault = map_of(kCheckedFaultFields);
constexpr Shape kCheckedFaults = list_of(kCheckedFault);
constexpr Field kCheckedFields[] = {
    {.key = "profile", .type = FieldType::word, .required = true},
    {.key = "names", .type = shape::texts, .required = true},
    {.key = "faults", .type = kCheckedFaults, .required = true},
    {.key = "differences", .type = shape::differences, .required = true},
    {.key = "tolerated", .type = shape::texts},
};
constexpr Shape kChecked = map_of(kCheckedFields);

constexpr Field kOutcomeFields[] = {
    {.key = "exit", .type = FieldType::integer, .required = true},
    {.key = "message", .type = FieldType::text},
    {.key = "orchestrator", .type = shape::orchestrator_state},
    {.key = "account", .type = FieldType::word},
    {.key = "user", .type = FieldType::word},
    {.key = "registration", .type = shape::registration_state},
    {.key = "serial", .type = shape::serial},
};
constexpr Shape kOutcome = map_of(kOutcomeFields);

constexpr Field kDroppedFields[] = {
    {.key = "field", .type = FieldType::word, .required = true},
    {.key = "reason", .type = FieldType::word, .required = true},
};
constexpr Shape kDropped = map_of(kDroppedFields);
constexpr Shape kAllDropped = list_of(kDropped);
constexpr Field kTagFields[] = {
    {.key = "applied", .type = shape::text_map, .required = true},
    {.key = "dropped", .type = kAllDropped, .required = true},
};
constexpr Shape kTags = map_of(kTagFields);

constexpr Field kTraceFields[] = {
    {.key = "version", .type = FieldType::integer, .required = true, .least = 1, .most = 1},
    {.key = "pkit", .type = FieldType::word, .required = true},
    {.key = "operation", .type = FieldType::word, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "time", .type = shape::time, .required = true},
    {.key = "actor", .type = FieldType::word, .required = true},
    {.key = "config", .type = shape::sha256},
    {.key = "gate", .type = kGate},
    {.key = "provenBy", .type = shape::sha256},
    {.key = "before", .type = FieldType::map},
    {.key = "refused", .type = kRefused},
    {.key = "parameter", .type = FieldType::map},
    {.key = "handlers", .type = kSteps},
    {.key = "verdict", .type = kVerdict},
    {.key = "effects", .type = FieldType::map},
    {.key = "metadata", .type = kTags},
    {.key = "checked", .type = kChecked},
    {.key = "gateway", .type = FieldType::map},
    {.key = "outcome", .type = kOutcome, .required = true},
};
constexpr Field kStoredTraceFields[] = {
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "exit", .type = FieldType::integer, .required = true},
};
constexpr auto kAttemptFields = joined(kTraceFields, kStoredTraceFields);

constexpr const Shape* kTraceOrNull[] = {&shape::trace, &FieldType::null};
constexpr Shape kTrace = either_of(kTraceOrNull);
constexpr Field kRehearsedFields[] = {
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = shape::would, .with = "dryRun"},
    {.key = "trace", .type = kTrace},
    {.key = "item", .type = FieldType::text},
};
constexpr Field kDecidedFields[] = {
    {.key = "state", .type = FieldType::word},
    {.key = "certificateBase64", .type = FieldType::word},
    {.key = "user", .type = FieldType::map},
    {.key = "account", .type = FieldType::map},
    {.key = "registration", .type = shape::registration},
    {.key = "orchestrator", .type = shape::orchestrator},
    {.key = "certificate", .type = shape::certificate},
    {.key = "ClientParameters", .type = FieldType::map},
    {.key = "metadata", .type = kTags},
    {.key = "differences", .type = shape::differences},
    {.key = "faults", .type = shape::faults},
};
constexpr auto kDecisionFields = joined(kDecidedFields, kRehearsedFields);
constexpr Field kBatchFields[] = {
    {.key = "out", .type = FieldType::word},
    {.key = "existing", .type = FieldType::yes},
};
constexpr auto kBatchDecisionFields = joined(kDecisionFields, kBatchFields);
constexpr Field kPublishedFields[] = {
    {.key = "published", .type = FieldType::word},
    {.key = "keptKey", .type = FieldType::word},
};
constexpr auto kIssueDecisionFields = joined(kBatchDecisionFields, kPublishedFields);

constexpr Field kDeniedFields[] = {
    {.key = "registration", .type = shape::registration},
    {.key = "orchestrator", .type = shape::orchestrator},
    {.key = "revoked", .type = kSerials},
};
constexpr auto kDenialFields = joined(kDeniedFields, kRehearsedFields);
constexpr Shape kCertificates = list_of(shape::certificate);
constexpr Field kRevokedFields[] = {{.key = "certificate", .type = shape::certificate},
                                    {.key = "certificates", .type = kCertificates},
                                    {.key = "sameKey", .type = shape::texts}};
constexpr auto kRevocationFields = joined(kRevokedFields, kRehearsedFields);

}  // namespace

constinit const Shape would = map_of(kWouldFields, "would");
constinit const Shape trace = map_of(kTraceFields, "trace");
constinit const Shape attempt = map_of(kAttemptFields, "attempt");
constinit const Shape decision = some_of(kDecisionFields);
constinit const Shape batch_decision = some_of(kBatchDecisionFields);
constinit const Shape issue_decision = some_of(kIssueDecisionFields);
constinit const Shape denial = some_of(kDenialFields);
constinit const Shape revocation = some_of(kRevocationFields);

}  // namespace pkit::shape
