#include "gateways/page.h"

#include "gateways/fetch.h"

namespace pkit::gateways {

namespace {

constexpr std::int64_t kAsked = 500;  // records of a page
constexpr std::size_t kMost = 2 * kAsked, kLongestCursor = 4096, kPageBytes = 1 << 20;

constexpr Shape kAnyRecords = {
    .type = Shape::Type::list, .called = "a list of records", .most = kMost, .each = &FieldType::any};
constexpr Field kPageFields[] = {
    {.key = "records", .type = kAnyRecords, .required = true},
    {.key = "cursor", .type = FieldType::text},
};
constexpr Shape kPage = map_of(kPageFields);

Value asked_for(const Peer& peer, const store::GatewaySync& sync) {
  return peer.parameter({{"cursor", sync.cursor.empty() ? Value() : Value(sync.cursor)},
                         {"limit", kAsked},
                         {"fullSync", sync.whole},
                         {"lastSync", !sync.whole && sync.last_sync ? Value(print_time(*sync.last_sync)) : Value()}});
}

/// A listing may leave certificates out; nothing is kept without its own.
void make_whole(const ReadSession& session, const Peer& peer, ToldRecord& told, Time now) {
  if (!told.lacks_certificate) return;
  std::optional<store::GatewayRecord> kept;
  session.state.read(
      [&](store::Read& read) { kept = store::gateway_records::find(read, peer.name(), told.record->ca_request_id); });
  if (kept && !kept->certificate.empty()) {
    store::GatewayRecord whole = *kept;
    whole.status = told.record->status;
    if (!told.record->product.empty()) whole.product = told.record->product;
    whole.revoked_at = told.record->revoked_at;
    whole.revocation_reason = told.record->revocation_reason;
    whole.seen = now;
    told.record = std::move(whole);
    return;
  }
  try {
    std::optional<ToldRecord> alone = fetch(peer, told.record->ca_request_id, now);
    if (alone)
      told = std::move(*alone);
    else
      told.fault = "it was listed without its certificate, and is not there when asked for";
  } catch (const Error& error) {
    told.fault = "it was listed without its certificate: " + std::string(error.what());
  }
}

}  // namespace

Page read_page(const ReadSession& session, const Peer& peer, const store::GatewaySync& sync, Time now) {
  const Value answer = peer.look("Synchronize", asked_for(peer, sync), kPage, sync.run, kPageBytes);
  Page page;
  page.cursor = answer.text_or("cursor");
  const bool moved = page.cursor != sync.cursor || page.cursor.empty();
  if (!moved || page.cursor.size() > kLongestCursor || !valid_utf8(page.cursor))
    throw Error(Kind::config, "gateway.cursor",
                "gateway '" + peer.name() + "': the cursor that its adapter answered " +
                    (moved ? "is no text of at most 4096 bytes" : "is the one that it was asked for"));
  for (const Value& record : answer["records"].items()) {
    page.records.push_back(read_record(peer.name(), record, now));
    make_whole(session, peer, page.records.back(), now);
  }
  return page;
}

Counts counts_from(const Value& kept) {
  const auto of = [&](const char* key) { return kept[key].is_int() ? kept[key].as_int() : 0; };
  return {of("added"), of("changed"), of("unchanged"), of("faulty")};
}

Value counts_view(const Counts& counts) {
  return Value::map({{"added", counts.added},
                     {"changed", counts.changed},
                     {"unchanged", counts.unchanged},
                     {"faulty", counts.faulty}});
}

void keep_page(store::Write& write, const store::GatewaySync& sync, const Page& page, Counts& counts) {
  for (const ToldRecord& told : page.records) {
    std::string fault = told.fault;
    std::optional<store::GatewayRecord> kept;
    if (fault.empty()) kept = store::gateway_records::find(write, sync.name, told.record->ca_request_id);
    if (kept) fault = contradiction(*kept, *told.record);
    if (!fault.empty()) {
      ++counts.faulty;
      store::gateway_faults::append(write, sync.name, sync.run, {told.ca_request_id, fault});
      if (kept) {
        kept->run = sync.run;
        store::gateway_records::see(write, *kept);
      }
      continue;
    }
    store::GatewayRecord record = *told.record;
    record.run = sync.run;
    const Novelty change = compare(kept, record);
    counts.added += change == Novelty::added ? 1 : 0;
    counts.changed += change == Novelty::changed ? 1 : 0;
    counts.unchanged += change == Novelty::unchanged ? 1 : 0;
    if (change == Novelty::unchanged)
      store::gateway_records::see(write, record);
    else
      store::gateway_records::put(write, record);
  }
}

}  // namespace pkit::gateways
