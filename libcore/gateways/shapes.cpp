// The shapes of what is told of gateways.
#include "view/shapes.h"
#include "gateways/operations.h"

namespace pkit::shape {

namespace {

constexpr Shape kCount = {.type = Shape::Type::integer, .called = "an integer", .least = 0};
constexpr Field kUnfinishedFields[] = {
    {.key = "full", .type = FieldType::boolean, .required = true},
    {.key = "started", .type = shape::time, .required = true},
    {.key = "pages", .type = kCount, .required = true},
};
constexpr Shape kUnfinished = map_of(kUnfinishedFields);
constexpr Field kGatewayFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "adapter", .type = FieldType::word, .required = true},
    {.key = "enabled", .type = FieldType::boolean, .required = true},
    {.key = "records", .type = kCount, .required = true},
    {.key = "faults", .type = kCount, .required = true},
    {.key = "lastSync", .type = shape::time},
    {.key = "lastFullSync", .type = shape::time},
    {.key = "unfinished", .type = kUnfinished},
};
constexpr Shape kGateway = map_of(kGatewayFields);
constexpr Shape kGateways = list_of(kGateway);

constexpr Field kRecordFields[] = {
    {.key = "gateway", .type = FieldType::word, .required = true},
    {.key = "CARequestID", .type = FieldType::word, .required = true},
    {.key = "Status", .type = FieldType::word, .required = true},
    {.key = "state",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"waiting", "failed", "valid", "expired", "revoked">},
    {.key = "ProductID", .type = FieldType::word},
    {.key = "RevocationDate", .type = shape::time},
    {.key = "RevocationReason", .type = FieldType::word},
    {.key = "subject", .type = FieldType::text},
    {.key = "serial", .type = FieldType::word, .with = "Certificate"},
    {.key = "notBefore", .type = shape::time, .with = "Certificate"},
    {.key = "notAfter", .type = shape::time, .with = "Certificate"},
    {.key = "fingerprint", .type = shape::sha256, .with = "Certificate"},
    {.key = "Certificate", .type = shape::pem},
    {.key = "seen", .type = shape::time, .required = true},
    {.key = "gone", .type = FieldType::yes},
};
constexpr Shape kRecord = map_of(kRecordFields, "gatewayRecord", "what a CA says of one certificate");
constexpr Shape kRecords = list_of(kRecord);

constexpr Field kFaultFields[] = {
    {.key = "CARequestID", .type = FieldType::text, .required = true},
    {.key = "reason", .type = FieldType::word, .required = true},
};
constexpr Shape kFault = map_of(kFaultFields);
constexpr Shape kFaults = list_of(kFault);

constexpr Field kListFields[] = {{.key = "gateways", .type = kGateways, .required = true}};
constexpr Shape kList = map_of(kListFields);
constexpr Field kRecordListFields[] = {
    {.key = "gateway", .type = FieldType::word, .required = true},
    {.key = "records", .type = kRecords, .required = true},
    {.key = "faults", .type = kFaults, .required = true},
};
constexpr Shape kRecordList = map_of(kRecordListFields);
const Shape* const kListAmong[] = {&kList, &kRecordList};

constexpr Field kAskedFields[] = {
    {.key = "gateway", .type = FieldType::word, .required = true},
    {.key = "asked", .type = FieldType::boolean, .required = true},
};
constexpr Field kPingedFields[] = {{.key = "message", .type = FieldType::word}, {.key = "tookMs", .type = kCount}};
constexpr auto kPingFields = joined(kAskedFields, kPingedFields);

constexpr Field kProductFields[] = {
    {.key = "ProductID", .type = FieldType::text, .required = true},
    {.key = "permitted", .type = FieldType::boolean, .required = true},
};
constexpr Shape kProduct = map_of(kProductFields);
constexpr Shape kProducts = list_of(kProduct);
constexpr Field kProductsFields[] = {
    {.key = "gateway", .type = FieldType::word, .required = true},
    {.key = "products", .type = kProducts, .required = true},
};

constexpr Field kSyncFields[] = {
    {.key = "gateway", .type = FieldType::word, .required = true},
    {.key = "full", .type = FieldType::boolean, .required = true},
    {.key = "resumed", .type = FieldType::boolean, .required = true},
    {.key = "pages", .type = kCount, .required = true},
    {.key = "added", .type = kCount, .required = true},
    {.key = "changed", .type = kCount, .required = true},
    {.key = "unchanged", .type = kCount, .required = true},
    {.key = "faulty", .type = kCount, .required = true},
    {.key = "gone", .type = kCount, .required = true},
    {.key = "faults", .type = kFaults, .required = true},
};
constexpr Field kEnrolledFields[] = {
    {.key = "record", .type = kRecord},
    {.key = "message", .type = FieldType::word},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = FieldType::map, .with = "dryRun"},
};
constexpr Field kShownFields[] = {{.key = "record", .type = kRecord, .required = true}};

}  // namespace

constinit const Shape gateway_list = either_of(kListAmong);
constinit const Shape gateway_ping = map_of(kPingFields);
constinit const Shape gateway_validation = map_of(kAskedFields);
constinit const Shape gateway_products = map_of(kProductsFields);
constinit const Shape gateway_sync = map_of(kSyncFields);
constinit const Shape gateway_enrolled = map_of(kEnrolledFields);
constinit const Shape gateway_shown = map_of(kShownFields);

}  // namespace pkit::shape
