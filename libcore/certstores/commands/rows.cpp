#include "certstores/rows.h"

#include "certstores/commands/kind_input.h"
#include "x509/private_key.h"

namespace pkit::certstores {

namespace {

// What several of them have.

template <class Request>
constexpr Input store_input() {
  return input<&Request::store>("store", "STORE", "name or id").argument().needed();
}

template <class Request>
constexpr Input dry_run_input(const char* help = "tell what would happen, but change nothing") {
  return input<&Request::common, &Common::dry_run>("dry-run", "", help);
}

template <class Request>
constexpr Input digest_input() {
  return input<&Request::expect_digest>("expect-digest", "SHA256", "change it only if it is what an inventory found");
}

template <class Request>
constexpr Input desired_input() {
  return document<&Request::text, &Request::file>("file", "FILE",
                                                  "which certificates and roots belong in which store, YAML")
      .argument()
      .needed();
}

// Looked at.

constexpr Input kDiscoverInputs[] = {
    input<&DiscoverRequest::directories>("directories", "DIR", "where to look, and in all directories below")
        .argument()
        .completes(Completion::directory),
    kind_input<DiscoverRequest>("pkcs11: tokens, and DIR are modules; none: those of p11-kit", kOneOf<"pkcs11">),
    adapter_input<DiscoverRequest>("the adapter of pkit.yaml that is asked what there is"),
    input<&DiscoverRequest::ignored>("ignore", "DIR", "a directory that is not entered")
        .completes(Completion::directory),
    input<&DiscoverRequest::extensions>("extension", "EXT", "look at files alone whose name ends so, like pem"),
    input<&DiscoverRequest::patterns>("name", "GLOB", "look at files alone whose name fits"),
    dry_run_input<DiscoverRequest>("tell what would be found, but keep nothing"),
};
constexpr Input kLookInputs[] = {
    input<&InventoryRequest::stores>("stores", "STORE", "name or id; none: all of them").argument(),
};
constexpr Input kOneInputs[] = {store_input<StoreRequest>()};
constexpr Input kForgetInputs[] = {store_input<StoreRequest>(), dry_run_input<StoreRequest>()};

Outcome listed(Session& session, const ListStoresRequest&) { return list_stores(session); }
Outcome shown(Session& session, const StoreRequest& request) { return show_store(session, request.store); }
Outcome inventoried(Session& session, const InventoryRequest& request) {
  return take_inventories(session, {.stores = request.stores, .record = true});
}

// Changed.

constexpr Input kPlanInputs[] = {desired_input<PlanRequest>()};
constexpr Input kApplyInputs[] = {
    desired_input<ApplyRequest>(),
    input<&ApplyRequest::digest>("digest", "SHA256", "of the plan that is to be carried out").needed(),
};
constexpr Input kTakeInputs[] = {
    store_input<TakeRequest>(),
    input<&TakeRequest::alias>("alias", "ALIAS", "the entry's, or a fingerprint of its certificate")
        .argument()
        .needed(),
    digest_input<TakeRequest>(),
    dry_run_input<TakeRequest>(),
};
constexpr Input kReenrollInputs[] = {
    store_input<ReenrollRequest>(),
    input<&ReenrollRequest::alias>("alias", "ALIAS", "the entry whose key is to be another"),
    input<&ReenrollRequest::key_type>("key-type", "TYPE", "what kind of key is made; without it as the present one")
        .among(x509::new_key_words),
    input<&ReenrollRequest::common, &Common::explain>("explain", "", "tell how it was decided"),
    dry_run_input<ReenrollRequest>("decide and tell what would happen, but change nothing"),
};
constexpr Input kRestoreInputs[] = {
    store_input<RestoreRequest>(),
    digest_input<RestoreRequest>(),
    dry_run_input<RestoreRequest>(),
};

}  // namespace

constinit const Operation kListStores =
    operation<ListStoresRequest, listed>({.name = "store list", .asks = true, .data = &shape::store_list});
constinit const Operation kShowStore = operation<StoreRequest, shown>(
    {.name = "store show", .asks = true, .inputs = kOneInputs, .data = &shape::store_shown});
constinit const Operation kInventory = operation<InventoryRequest, inventoried>(
    {.name = "store inventory", .inputs = kLookInputs, .data = &shape::store_inventories});
constinit const Operation kDiff = operation<InventoryRequest, take_inventories>(
    {.name = "store diff", .inputs = kLookInputs, .data = &shape::store_inventories});
constinit const Operation kDiscover = operation<DiscoverRequest, discover_stores>(
    {.name = "store discover", .inputs = kDiscoverInputs, .data = &shape::store_found});
constinit const Operation kForgetStore = operation<StoreRequest, forget_store>(
    {.name = "store forget", .inputs = kForgetInputs, .data = &shape::store_added});
constinit const Operation kVerifyStore = operation<StoreRequest, verify_store>(
    {.name = "store verify", .asks = true, .inputs = kOneInputs, .data = &shape::store_verified});
constinit const Operation kPlan = operation<PlanRequest, plan_stores>(
    {.name = "store plan", .asks = true, .inputs = kPlanInputs, .data = &shape::store_plan});
constinit const Operation kApply = operation<ApplyRequest, apply_stores>(
    {.name = "store apply", .inputs = kApplyInputs, .data = &shape::store_applied});
constinit const Operation kTakeEntry =
    operation<TakeRequest, take_entry>({.name = "store take", .inputs = kTakeInputs, .data = &shape::store_change});
constinit const Operation kReenroll = operation<ReenrollRequest, reenroll>(
    {.name = "store reenroll", .inputs = kReenrollInputs, .data = &shape::store_reenrolled});
constinit const Operation kRestoreStore = operation<RestoreRequest, restore_store>(
    {.name = "store restore", .inputs = kRestoreInputs, .data = &shape::store_change});

}  // namespace pkit::certstores
