// The shapes of what is told of events on their way.
#include "view/shapes.h"
#include "outbox/alert_trial.h"
#include "outbox/deliver.h"
#include "outbox/generate.h"
#include "outbox/scan.h"

namespace pkit::shape {

namespace {

constexpr Field kScannedFields[] = {
    {.key = "kind", .type = FieldType::word, .required = true},
    {.key = "subject", .type = FieldType::word, .required = true},
};
constexpr Shape kScanned = map_of(kScannedFields);
constexpr Shape kAllScanned = list_of(kScanned);
constexpr Field kScanFields[] = {{.key = "events", .type = kAllScanned, .required = true}};

constexpr Shape kFailedDeliveries = list_of(shape::delivery);
constexpr Field kDeliveredFields[] = {
    {.key = "delivered", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "failed", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "dead", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "waiting", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "failures", .type = kFailedDeliveries, .required = true},
};

constexpr Field kFailedGenerationFields[] = {
    {.key = "certificate", .type = shape::certificate_id, .required = true},
    {.key = "reason", .type = FieldType::word, .required = true},
};
constexpr Shape kFailedGeneration = map_of(kFailedGenerationFields);
constexpr Shape kFailedGenerations = list_of(kFailedGeneration);
constexpr Field kDroppedFieldFields[] = {
    {.key = "certificate", .type = shape::certificate_id, .required = true},
    {.key = "field", .type = FieldType::text, .required = true},
    {.key = "reason", .type = FieldType::word, .required = true},
};
constexpr Shape kDroppedField = map_of(kDroppedFieldFields);
constexpr Shape kDroppedOnes = list_of(kDroppedField);
constexpr Field kGeneratedFields[] = {
    {.key = "generated", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "skipped", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "failed", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "failures", .type = kFailedGenerations, .required = true},
    {.key = "dropped", .type = kDroppedOnes, .required = true},
};

constexpr Field kTriedStepFields[] = {
    {.key = "recipient", .type = FieldType::word},
    {.key = "step", .type = FieldType::integer, .required = true, .least = 1},
    {.key = "does", .type = FieldType::word, .required = true},
    {.key = "result",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"would be done", "passed over", "not tried", "would fail">},
    {.key = "what", .type = FieldType::word},
};
constexpr Shape kTriedStep = map_of(kTriedStepFields);
constexpr Shape kTriedSteps = list_of(kTriedStep);
constexpr Field kTriedAlertFields[] = {
    {.key = "alert", .type = FieldType::word, .required = true},
    {.key = "event", .type = FieldType::word, .required = true},
    {.key = "certificate", .type = shape::certificate_id, .required = true},
    {.key = "window", .type = FieldType::text, .words = kOneOf<"open", "closed", "late">},
    {.key = "opens", .type = shape::time},
    {.key = "steps", .type = kTriedSteps, .required = true},
};

}  // namespace

constinit const Shape tried_alert = map_of(kTriedAlertFields);
constinit const Shape scanned_events = map_of(kScanFields);
constinit const Shape delivered_events = map_of(kDeliveredFields);
constinit const Shape generated_metadata = map_of(kGeneratedFields);

}  // namespace pkit::shape
