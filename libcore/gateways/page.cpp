#include "gateways/page.h"

#include <set>

#include "gateways/fetch.h"

namespace pkit::gateways {

namespace {

constexpr std::int64_t kAsked = 500;  // records of a page
constexpr std::size_t kMost = 2 * kAsked, kLongestCursor = 4096, kPageBytes = 1 << 20;
constexpr std::size_t kMostMissed = 20;  // each may need all the time that an adapter has

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
  session.state.read([&](store::Read& read) {
    const auto kept = store::gateway_records::find(read, peer.name(), told.record->ca_request_id);
    told.record = completed(kept, *told.record);
  });
  if (!told.record->certificate.empty()) return;
  try {
    std::optional<ToldRecord> alone = fetch(session, peer, told.record->ca_request_id, now);
    if (alone)
      told = std::move(*alone);
    else
      told.fault = "it was listed without its certificate, and is not there when asked for";
  } catch (const Error& error) {
    told.fault = "it was listed without its certificate: " + std::string(error.what());
  }
}

/// What could not be taken in the last run and was not told of in this one.
std::vector<store::GatewayFault> missed(const ReadSession& session, const store::GatewaySync& sync, const Page& page) {
  std::vector<store::GatewayFault> missed;
  std::set<std::string> told;
  for (const ToldRecord& record : page.records) told.insert(record.ca_request_id);
  session.state.read([&](store::Read& read) {
    missed = store::gateway_faults::of_other_runs(read, sync.name, sync.run);
    for (const store::GatewayFault& fault : store::gateway_faults::of_run(read, sync.name, sync.run))
      told.insert(fault.ca_request_id);
    std::erase_if(missed, [&](const store::GatewayFault& fault) {
      const auto kept = store::gateway_records::find(read, sync.name, fault.ca_request_id);
      return told.contains(fault.ca_request_id) || (kept && kept->run == sync.run);
    });
  });
  return missed;
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

void keep_page(store::Write& write, const Judge& judge, const store::GatewaySync& sync, const Page& page,
               Counts& counts) {
  for (const ToldRecord& told : page.records) {
    const std::string& id = told.record ? told.record->ca_request_id : told.ca_request_id;
    std::optional<store::GatewayRecord> kept = store::gateway_records::find(write, sync.name, id);
    std::string fault = told.fault;
    store::GatewayRecord record;
    if (fault.empty()) {
      record = completed(kept, *told.record);
      record.run = sync.run;
      fault = judge.fault_of(kept, record, told.certificate);
    }
    if (!fault.empty()) {
      ++counts.faulty;
      store::gateway_faults::append(write, sync.name, sync.run, {told.ca_request_id, fault});
      if (kept) {
        kept->run = sync.run;
        store::gateway_records::see(write, *kept);
      }
      continue;
    }
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

void add_missed(const ReadSession& session, const Peer& peer, const store::GatewaySync& sync, Page& page, Time now) {
  std::size_t asked = 0;
  for (const store::GatewayFault& fault : missed(session, sync, page)) {
    ToldRecord told;
    told.ca_request_id = fault.ca_request_id;
    told.fault = fault.reason;
    if (asked++ < kMostMissed) try {
        std::optional<ToldRecord> alone = fetch(session, peer, fault.ca_request_id, now);
        if (!alone) continue;
        told = std::move(*alone);
      } catch (const Error&) {  // it stays the fault that it was
      }
    // Those that there was no time for come first the next time.
    page.records.insert(asked > kMostMissed ? page.records.begin() : page.records.end(), std::move(told));
  }
}

}  // namespace pkit::gateways
