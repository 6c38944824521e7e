// The shapes of what is told of certificate stores.
#include "view/shapes.h"
#include "certstores/operations.h"

namespace pkit::shape {

namespace {

constexpr Shape kStoreId = text_like("^s-[a-z2-7]{16}$");
constexpr Shape kStoreCount = {.type = Shape::Type::integer, .called = "an integer", .least = 0};
constexpr Field kStoreFields[] = {
    {.key = "id", .type = kStoreId, .required = true},
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "kind", .type = FieldType::word, .required = true},
    {.key = "path", .type = FieldType::word, .required = true},
    {.key = "keyPath", .type = FieldType::word},
    {.key = "alias", .type = FieldType::word},
    {.key = "password", .type = FieldType::word},
    {.key = "reload", .type = shape::texts},
    {.key = "prove", .type = FieldType::word},
    {.key = "onFailure", .type = FieldType::text, .required = true, .words = kOneOf<"rollback", "keep">},
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"kept", "found">},
    {.key = "inventoried", .type = shape::time},
    {.key = "entries", .type = kStoreCount},
    {.key = "created", .type = shape::time, .required = true},
};
constexpr Shape kStore =
    map_of(kStoreFields, "certificateStore", "a certificate store that pkit keeps certificates in");
constexpr Shape kStores = list_of(kStore);

constexpr Field kAddedFields[] = {
    {.key = "store", .type = kStore},
    {.key = "dryRun", .type = FieldType::yes},
    {.key = "would", .type = FieldType::map, .with = "dryRun"},
};
constexpr Field kListFields[] = {{.key = "stores", .type = kStores, .required = true}};
constexpr Words kStoreOperations = kOneOf<"put", "take", "restore", "reenroll">;
constexpr Field kLastChangeFields[] = {
    {.key = "operation", .type = FieldType::text, .required = true, .words = kStoreOperations},
    {.key = "alias", .type = FieldType::text, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"open", "done">},
    {.key = "files", .type = shape::texts, .required = true},
    {.key = "at", .type = shape::time, .required = true},
};
constexpr Shape kLastChange = map_of(kLastChangeFields);
constexpr Field kShownFields[] = {
    {.key = "store", .type = kStore, .required = true},
    {.key = "lastChange", .type = kLastChange},
};

constexpr Shape kCertificates = list_of(shape::base64);
constexpr Shape kItemFingerprint = text_like("^([0-9a-f]{64}|SHA256:[A-Za-z0-9+/]{43})$");
constexpr Field kItemFields[] = {
    {.key = "Alias", .type = FieldType::word, .required = true},
    {.key = "ItemStatus",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"added", "modified", "removed", "unchanged">},
    {.key = "PrivateKeyEntry", .type = FieldType::boolean, .required = true},
    {.key = "UseChainLevel", .type = FieldType::boolean},
    {.key = "Thumbprint", .type = FieldType::word},
    {.key = "subject", .type = FieldType::text},
    {.key = "serial", .type = shape::serial},
    {.key = "notAfter", .type = shape::time},
    {.key = "fingerprint", .type = kItemFingerprint, .required = true},
    {.key = "keytype", .type = FieldType::word, .with = "keylength"},
    {.key = "keylength", .type = kStoreCount, .with = "keytype"},
    {.key = "comment", .type = FieldType::text},
    {.key = "options", .type = FieldType::text},
    {.key = "keyForm", .type = FieldType::word},
    {.key = "chainOf", .type = FieldType::word},
    {.key = "Certificates", .type = kCertificates},
};
constexpr Shape kItem = map_of(kItemFields);
constexpr Shape kItems = list_of(kItem);
constexpr Field kStoreErrorFields[] = {
    {.key = "code", .type = FieldType::word, .required = true},
    {.key = "message", .type = FieldType::word, .required = true},
};
constexpr Shape kStoreError = map_of(kStoreErrorFields);
constexpr Field kInventoryFields[] = {
    {.key = "store", .type = FieldType::word, .required = true},
    {.key = "kind", .type = FieldType::word, .required = true},
    {.key = "path", .type = FieldType::word, .required = true},
    {.key = "Result", .type = FieldType::text, .required = true, .words = kOneOf<"Success", "Warning", "Failure">},
    {.key = "complete", .type = FieldType::boolean, .required = true},
    {.key = "error", .type = kStoreError},
    {.key = "digest", .type = shape::sha256, .with = "items"},
    {.key = "items", .type = kItems, .with = "digest"},
    {.key = "unread", .type = shape::texts},
};
constexpr Shape kInventory = map_of(kInventoryFields);
constexpr Shape kInventories = list_of(kInventory);
constexpr Field kInventoriesFields[] = {{.key = "stores", .type = kInventories, .required = true}};

constexpr Words kServiceWords = kOneOf<"none", "done", "failed">;
constexpr Field kStoreChangeFields[] = {
    {.key = "store", .type = FieldType::word, .required = true},
    {.key = "operation", .type = FieldType::text, .required = true, .words = kStoreOperations},
    {.key = "Result", .type = FieldType::text, .required = true, .words = kOneOf<"Success", "Warning">},
    {.key = "changed", .type = FieldType::boolean, .required = true},
    {.key = "alias", .type = FieldType::text, .required = true},
    {.key = "digest", .type = shape::sha256},
    {.key = "gone", .type = shape::texts},
    {.key = "dryRun", .type = FieldType::yes},
    {.key = "reload", .type = FieldType::text, .words = kServiceWords},
    {.key = "proof", .type = FieldType::text, .words = kServiceWords},
};

constexpr Field kInStoreFields[] = {{.key = "certificate", .type = shape::certificate, .required = true}};
constexpr auto kReenrolledFields = joined(kStoreChangeFields, kInStoreFields);
constexpr Shape kReenrolled = map_of(kReenrolledFields);
const Shape* const kReenrolledAmong[] = {&kReenrolled, &shape::decision};

constexpr Field kFoundStoreFields[] = {
    {.key = "path", .type = FieldType::word, .required = true},
    {.key = "kind", .type = FieldType::word, .required = true},
    {.key = "store", .type = FieldType::word},
    {.key = "known", .type = FieldType::boolean, .required = true},
};
constexpr Shape kFoundStore = map_of(kFoundStoreFields);
constexpr Shape kFoundStores = list_of(kFoundStore);
constexpr Field kDiscoveredFields[] = {
    {.key = "found", .type = kFoundStores, .required = true},
    {.key = "dryRun", .type = FieldType::yes},
};
constexpr Field kVerifiedFields[] = {
    {.key = "store", .type = FieldType::word, .required = true},
    {.key = "Result", .type = FieldType::text, .required = true, .words = kOneOf<"Success", "Warning", "Failure">},
    {.key = "digest", .type = shape::sha256, .required = true},
    {.key = "proof", .type = FieldType::text, .required = true, .words = kServiceWords},
};

constexpr Words kPlannedWords = kOneOf<"add", "replace", "remove">;
constexpr Field kPlannedFields[] = {
    {.key = "change", .type = FieldType::text, .required = true, .words = kPlannedWords},
    {.key = "alias", .type = FieldType::text, .required = true},
    {.key = "subject", .type = FieldType::text},
    {.key = "fingerprint", .type = kItemFingerprint, .required = true},
    {.key = "notAfter", .type = shape::time},
    {.key = "keytype", .type = FieldType::word, .with = "keylength"},
    {.key = "keylength", .type = kStoreCount, .with = "keytype"},
    {.key = "comment", .type = FieldType::text},
    {.key = "PrivateKeyEntry", .type = FieldType::boolean, .required = true},
    {.key = "chain", .type = FieldType::text_list},
    {.key = "gone", .type = shape::texts},
    {.key = "Result", .type = FieldType::text, .words = kOneOf<"done", "warning", "failed", "left">},
};
constexpr Shape kPlanned = map_of(kPlannedFields);
constexpr Shape kPlannedList = list_of(kPlanned);
constexpr Field kStorePlanFields[] = {
    {.key = "store", .type = FieldType::word, .required = true},
    {.key = "path", .type = FieldType::word, .required = true},
    {.key = "digest", .type = shape::sha256, .required = true},
    {.key = "changes", .type = kPlannedList, .required = true},
};
constexpr Shape kStorePlan = map_of(kStorePlanFields);
constexpr Shape kStorePlans = list_of(kStorePlan);
constexpr Field kPlanFields[] = {
    {.key = "digest", .type = shape::sha256, .required = true},
    {.key = "changes", .type = kStoreCount, .required = true},
    {.key = "stores", .type = kStorePlans, .required = true},
};
constexpr Field kExportedFields[] = {
    {.key = "store", .type = FieldType::word, .required = true},
    {.key = "format", .type = FieldType::text, .required = true, .words = kOneOf<"pem", "pkcs12", "der">},
    {.key = "aliases", .type = shape::texts, .required = true},
    {.key = "keys", .type = kStoreCount, .required = true},
    {.key = "file", .type = FieldType::word, .required = true},
};
constexpr Field kDoneFields[] = {{.key = "done", .type = kStoreCount}};
constexpr auto kAppliedFields = joined(kPlanFields, kDoneFields);

}  // namespace

constinit const Shape store_added = map_of(kAddedFields);
constinit const Shape store_list = map_of(kListFields);
constinit const Shape store_shown = map_of(kShownFields);
constinit const Shape store_inventories = map_of(kInventoriesFields);
constinit const Shape store_change = map_of(kStoreChangeFields);
constinit const Shape store_exported = map_of(kExportedFields);
constinit const Shape store_plan = map_of(kPlanFields);
constinit const Shape store_applied = map_of(kAppliedFields);
constinit const Shape store_found = map_of(kDiscoveredFields);
constinit const Shape store_verified = map_of(kVerifiedFields);
constinit const Shape store_reenrolled = either_of(kReenrolledAmong);

}  // namespace pkit::shape
