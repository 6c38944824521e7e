#include "fleet/shapes.h"

#include "view/shapes.h"

namespace pkit::shape {

namespace {

constexpr Field kRehearsedFields[] = {
    {.key = "exit", .type = FieldType::integer, .required = true, .least = 0, .most = 0},
    {.key = "orchestrator",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"New", "Approved", "Disapproved", "deleted">},
    {.key = "id", .type = shape::orchestrator_id, .required = true},
};
constexpr Shape kRehearsed = map_of(kRehearsedFields);
constexpr Field kDryFields[] = {
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kRehearsed, .with = "dryRun"},
};
constexpr Field kAliveFields[] = {{.key = "orchestrator", .type = shape::orchestrator}};
constexpr auto kLifeFields = joined(kAliveFields, kDryFields);

constexpr Field kGoneFields[] = {
    {.key = "id", .type = shape::orchestrator_id, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "Status", .type = FieldType::text, .required = true, .words = kOneOf<"deleted">},
};
constexpr Shape kGone = map_of(kGoneFields);
constexpr Field kGoneOneFields[] = {{.key = "orchestrator", .type = kGone}};
constexpr auto kDeletedFields = joined(kGoneOneFields, kDryFields);

constexpr Shape kUuid = text_like("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
constexpr Field kAboutBlueprintFields[] = {
    {.key = "AgentBlueprintId", .type = kUuid, .required = true},
    {.key = "Name", .type = FieldType::word, .required = true},
    {.key = "Source", .type = FieldType::word},
    {.key = "RequiredCapabilities", .type = shape::texts, .required = true},
    {.key = "LastModified", .type = shape::time, .required = true},
};
constexpr Field kCountsFields[] = {
    {.key = "stores", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "jobs", .type = FieldType::integer, .required = true, .least = 0},
};
constexpr auto kListedFields = joined(kAboutBlueprintFields, kCountsFields);
constexpr Shape kListed = map_of(kListedFields);
constexpr Shape kAllListed = list_of(kListed);

/// What is kept of a store or a job as it was given, beside the members that pkit knows.
constexpr Shape open_map_of(const Fields& fields) {
  return {.type = Shape::Type::map, .called = "a map", .each = &FieldType::any, .fields = fields};
}
constexpr const Shape* kUuidOrNull[] = {&kUuid, &FieldType::null};
constexpr Shape kStoreOfJob = either_of(kUuidOrNull);
constexpr Field kBlueprintStoreFields[] = {
    {.key = "AgentBlueprintStoreId", .type = kUuid, .required = true},
    {.key = "StorePath", .type = FieldType::word, .required = true},
    {.key = "CertStoreTypeName", .type = FieldType::word, .required = true},
};
constexpr Field kBlueprintJobFields[] = {
    {.key = "AgentBlueprintJobId", .type = kUuid, .required = true},
    {.key = "AgentBlueprintStoreId", .type = kStoreOfJob, .required = true},
    {.key = "JobTypeName", .type = FieldType::word, .required = true},
};
constexpr Shape kBlueprintStore = open_map_of(kBlueprintStoreFields);
constexpr Shape kBlueprintStores = list_of(kBlueprintStore);
constexpr Shape kBlueprintJob = open_map_of(kBlueprintJobFields);
constexpr Shape kBlueprintJobs = list_of(kBlueprintJob);
constexpr Field kWholeFields[] = {
    {.key = "stores", .type = kBlueprintStores, .required = true},
    {.key = "jobs", .type = kBlueprintJobs, .required = true},
};
constexpr auto kBlueprintFields = joined(kAboutBlueprintFields, kWholeFields);
constexpr Shape kBlueprint = map_of(kBlueprintFields);
constexpr Field kOneBlueprintFields[] = {{.key = "blueprint", .type = kBlueprint, .required = true}};
constexpr Field kIsDryFields[] = {{.key = "dryRun", .type = FieldType::yes}};
constexpr auto kPutBlueprintFields = joined(kOneBlueprintFields, kIsDryFields);

constexpr Field kStoreFields[] = {
    {.key = "Id", .type = kUuid, .required = true},
    {.key = "StorePath", .type = FieldType::word, .required = true},
    {.key = "CertStoreTypeName", .type = FieldType::word, .required = true},
};
constexpr Shape kStore = open_map_of(kStoreFields);
constexpr Shape kStores = list_of(kStore);
constexpr Field kTheirStoresFields[] = {
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "stores", .type = kStores, .required = true},
    {.key = "dryRun", .type = FieldType::yes},
};
constexpr Field kJobFields[] = {
    {.key = "JobId", .type = kUuid, .required = true},
    {.key = "StoreId", .type = kUuid},
    {.key = "StorePath", .type = FieldType::word},
    {.key = "JobTypeName", .type = FieldType::word, .required = true},
};
constexpr Shape kJob = open_map_of(kJobFields);
constexpr Shape kJobs = list_of(kJob);
constexpr Field kTheirJobsFields[] = {
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "jobs", .type = kJobs, .required = true},
    {.key = "dryRun", .type = FieldType::yes},
};

constexpr Field kBlueprintListFields[] = {{.key = "blueprints", .type = kAllListed, .required = true}};
constexpr Field kAppliedFields[] = {
    {.key = "blueprint", .type = FieldType::word, .required = true},
    {.key = "applied", .type = shape::texts, .required = true},
    {.key = "dryRun", .type = FieldType::yes},
};
constexpr Field kBlueprintDeletedFields[] = {
    {.key = "deleted", .type = FieldType::word, .required = true},
    {.key = "dryRun", .type = FieldType::yes},
};

constexpr Field kTagsFields[] = {
    {.key = "certificate", .type = shape::certificate_id, .required = true},
    {.key = "metadata", .type = shape::text_map, .required = true},
};

}  // namespace

constinit const Shape orchestrator_life = some_of(kLifeFields);
constinit const Shape orchestrator_deleted = some_of(kDeletedFields);
constinit const Shape orchestrator_stores = map_of(kTheirStoresFields);
constinit const Shape orchestrator_jobs = map_of(kTheirJobsFields);
constinit const Shape blueprint_list = map_of(kBlueprintListFields);
constinit const Shape blueprint = map_of(kOneBlueprintFields);
constinit const Shape blueprint_put = map_of(kPutBlueprintFields);
constinit const Shape blueprint_applied = map_of(kAppliedFields);
constinit const Shape blueprint_deleted = map_of(kBlueprintDeletedFields);
constinit const Shape tags = map_of(kTagsFields);

}  // namespace pkit::shape
