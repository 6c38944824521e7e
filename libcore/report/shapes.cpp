// The shape of what the report tells.
#include "view/shapes.h"
#include "report/report.h"

namespace pkit::shape {

namespace {

constexpr Field kCountFields[] = {
    {.key = "valid", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "expired", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "revoked", .type = FieldType::integer, .required = true, .least = 0},
};
constexpr Shape kReportCounts = map_of(kCountFields);
constexpr Shape kReadiness = one_of(kOneOf<"ready", "vulnerable", "unknown">);
constexpr Field kCaFields[] = {
    {.key = "name", .type = FieldType::text, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = report::kCaStates},
    {.key = "notAfter", .type = shape::time},
    {.key = "key", .type = FieldType::word},
    {.key = "postQuantum", .type = kReadiness},
};
constexpr Shape kCa = map_of(kCaFields);
constexpr Shape kCas = list_of(kCa);
constexpr Field kStepFields[] = {
    {.key = "from", .type = shape::time, .required = true},
    {.key = "count", .type = FieldType::integer, .required = true, .least = 1},
};
constexpr Shape kStep = map_of(kStepFields);
constexpr Shape kSteps = list_of(kStep);
constexpr Field kGroupFields[] = {
    {.key = "authority", .type = FieldType::text, .required = true},
    {.key = "profile", .type = FieldType::text, .required = true},
    {.key = "certificates", .type = FieldType::integer, .required = true, .least = 1},
    {.key = "endSoon", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "unit", .type = FieldType::text, .required = true, .words = kOneOf<"hour", "day", "month", "year">},
    {.key = "ends", .type = kSteps, .required = true},
};
constexpr Shape kGroup = map_of(kGroupFields);
constexpr Shape kGroups = list_of(kGroup);
constexpr Field kEndingFields[] = {
    {.key = "id", .type = shape::certificate_id, .required = true},
    {.key = "serial", .type = shape::serial, .required = true},
    {.key = "name", .type = FieldType::text, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "notAfter", .type = shape::time, .required = true},
};
constexpr Shape kEnding = map_of(kEndingFields);
constexpr Shape kEndings = list_of(kEnding);
constexpr Field kReportWaitingFields[] = {
    {.key = "what",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"registration", "certificate", "order", "delivery", "publication">},
    {.key = "id", .type = FieldType::word, .required = true},
    {.key = "name", .type = FieldType::text, .required = true},
    {.key = "reason", .type = FieldType::text, .required = true},
    {.key = "since", .type = shape::time},
};
constexpr Shape kReportWaiting = map_of(kReportWaitingFields);
constexpr Shape kReportAllWaiting = list_of(kReportWaiting);
constexpr Field kReportStoreFields[] = {
    {.key = "store", .type = FieldType::word, .required = true},
    {.key = "kind", .type = FieldType::word, .required = true},
    {.key = "path", .type = FieldType::word, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = report::kStoreStandings},
    {.key = "why", .type = FieldType::text, .required = true},
    {.key = "entries", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "inventoried", .type = shape::time},
};
constexpr Shape kReportStore = map_of(kReportStoreFields);
constexpr Shape kReportStores = list_of(kReportStore);
constexpr Field kReportFailureFields[] = {
    {.key = "event", .type = FieldType::integer, .required = true, .least = 1},
    {.key = "time", .type = shape::time, .required = true},
    {.key = "kind", .type = FieldType::word, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "name", .type = FieldType::text, .required = true},
    {.key = "reason", .type = FieldType::text, .required = true},
};
constexpr Shape kReportFailure = map_of(kReportFailureFields);
constexpr Shape kReportFailures = list_of(kReportFailure);
constexpr Field kLeftOutFields[] = {
    {.key = "soon", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "ended", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "waiting", .type = FieldType::integer, .required = true, .least = 0},
};
constexpr Shape kLeftOut = map_of(kLeftOutFields);
constexpr Field kUseFields[] = {
    {.key = "algorithm", .type = FieldType::word, .required = true},
    {.key = "certificates", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "authorities", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "endAfter2030", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "endAfter2035", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "postQuantum", .type = kReadiness, .required = true},
    {.key = "bits", .type = FieldType::integer, .least = 0},
};
constexpr Shape kUse = map_of(kUseFields);
constexpr Shape kUses = list_of(kUse);
constexpr Field kReportFields[] = {
    {.key = "made", .type = shape::time, .required = true},
    {.key = "home", .type = FieldType::word, .required = true},
    {.key = "counts", .type = kReportCounts, .required = true},
    {.key = "authorities", .type = kCas, .required = true},
    {.key = "ends", .type = kGroups, .required = true},
    {.key = "soon", .type = kEndings, .required = true},
    {.key = "ended", .type = kEndings, .required = true},
    {.key = "waiting", .type = kReportAllWaiting, .required = true},
    {.key = "stores", .type = kReportStores, .required = true},
    {.key = "failures", .type = kReportFailures, .required = true},
    {.key = "leftOut", .type = kLeftOut, .required = true},
    {.key = "keys", .type = kUses, .required = true},
    {.key = "signatures", .type = kUses, .required = true},
    {.key = "out", .type = FieldType::word},
};

}  // namespace

constinit const Shape report = map_of(kReportFields);

}  // namespace pkit::shape
