// list: what is stored, filtered.
#include <algorithm>
#include <limits>

#include "ask/operations.h"
#include "fleet/orchestrator.h"
#include "pattern/pattern.h"
#include "store/metadata.h"
#include "view/views.h"

namespace pkit {

namespace {

struct Listing {
  const char* what;
  std::vector<std::string> states;
  void (*each)(store::Read&, const store::ListFilter&, Time now, Value& list);
};

void list_registrations(store::Read& read, const store::ListFilter& filter, Time, Value& list) {
  store::registrations::each(read, filter, [&](const store::registrations::Listed& row) {
    const store::Registration& r = row.registration;
    list.push(Value::map({{"id", r.id},
                          {"state", store::state_word(r.state)},
                          {"ClientMachine", row.name},
                          {"orchestrator", r.principal},
                          {"reason", r.reason},
                          {"certificate", r.certificate},
                          {"created", print_time(r.created)},
                          {"updated", print_time(r.updated)}}));
  });
}

void list_certificates(store::Read& read, const store::ListFilter& filter, Time now, Value& list) {
  store::certificates::each(read, filter, [&](const store::certificates::Listed& row) {
    const store::Certificate& c = row.certificate;
    list.push(Value::map({{"id", c.id},
                          {"serial", to_hex(c.serial)},
                          {"state", certificate_state(c, now)},
                          {"ClientMachine", row.name},
                          {"subject", c.subject},
                          {"profile", c.profile},
                          {"notBefore", print_time(c.not_before)},
                          {"notAfter", print_time(c.not_after)}}));
  });
}

void list_orchestrators(store::Read& read, const store::ListFilter& filter, Time, Value& list) {
  store::principals::each(read, filter, [&](const store::Principal& principal) {
    if (const KindPartPtr part = orchestrator_kind().read_part(read, principal.id))
      list.push(orchestrator_kind().view(principal, *part));
  });
}

std::vector<std::string> words(std::span<const char* const> states) { return {states.begin(), states.end()}; }

void list_deliveries(store::Read& read, const store::ListFilter& filter, Time, Value& list) {
  const std::int64_t limit = filter.limit > 0 ? filter.limit : std::numeric_limits<std::int64_t>::max();
  store::deliveries::each(read, filter.state, limit, [&](const store::Delivery& delivery) {
    if (!filter.name_matches || filter.name_matches(delivery.subject)) list.push(delivery_view(delivery));
  });
}

const Listing& listing(const std::string& what) {
  static const Listing listings[] = {
      {"registrations", words(store::registration_state_words()), list_registrations},
      {"certificates", {"valid", "expired", "revoked"}, list_certificates},
      {"orchestrators", words(orchestrator_kind().states), list_orchestrators},
      {"deliveries", {"waiting", "dead", "done"}, list_deliveries},
  };
  for (const Listing& one : listings)
    if (what == one.what) return one;
  throw Error(Kind::usage, "list.what", "there is no list of '" + printable(what) + "'",
              "registrations, certificates, orchestrators or deliveries");
}

store::ListFilter filter_of(const ListRequest& request, const Listing& chosen, Time now) {
  if (!request.state.empty() && std::count(chosen.states.begin(), chosen.states.end(), request.state) == 0)
    throw Error(Kind::usage, "list.state",
                std::string(chosen.what) + " have no state '" + printable(request.state) + "'",
                "one of: " + join(chosen.states, ", "));
  if (request.expiring && request.what != "certificates")
    throw Error(Kind::usage, "list.expiring", "--expiring goes with certificates",
                "pkit list certificates --expiring 30d");
  store::ListFilter filter;
  filter.state = request.state;
  filter.kind = orchestrator_kind().name;
  filter.limit = request.metadata.empty() ? request.limit : 0;
  filter.now = now;
  if (request.expiring) filter.expiring_by = now + *request.expiring;
  if (request.name_glob.empty()) return filter;
  const pattern::Glob glob(lower(request.name_glob));
  filter.name_matches = [glob](const std::string& name) { return glob.matches(lower(name)); };
  return filter;
}

/// Of the certificates those that are tagged so, at most `limit` of them.
Value tagged(store::Read& read, const ListRequest& request, const Value& rows) {
  const std::size_t equals = request.metadata.find('=');
  if (request.what != "certificates" || equals == std::string::npos || equals == 0)
    throw Error(Kind::usage, "list.metadata", "--metadata goes with certificates, and is FIELD=VALUE",
                "pkit list certificates --metadata Owner=ops");
  const std::vector<std::string> ids = store::metadata::certificates_with(read, request.metadata.substr(0, equals),
                                                                          request.metadata.substr(equals + 1));
  Value list = Value::list();
  for (const Value& row : rows.items()) {
    const bool full = request.limit != 0 && list.items().size() == static_cast<std::size_t>(request.limit);
    if (!full && std::binary_search(ids.begin(), ids.end(), row.text_or("id"))) list.push(row);
  }
  return list;
}

}  // namespace

Outcome list(const ReadSession& session, const ListRequest& request) {
  const Listing& chosen = listing(request.what);
  const Time now = operation_time(session, false);
  const store::ListFilter filter = filter_of(request, chosen, now);
  Value rows = Value::list();
  session.state.read([&](store::Read& read) {
    chosen.each(read, filter, now, rows);
    if (!request.metadata.empty()) rows = tagged(read, request, rows);
  });
  Outcome outcome;
  outcome.data.set(request.what, std::move(rows));
  return outcome;
}

}  // namespace pkit
