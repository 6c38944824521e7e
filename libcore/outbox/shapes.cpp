// The shapes of what is told of events on their way.
#include "view/shapes.h"
#include "outbox/deliver.h"
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

}  // namespace

constinit const Shape scanned_events = map_of(kScanFields);
constinit const Shape delivered_events = map_of(kDeliveredFields);

}  // namespace pkit::shape
