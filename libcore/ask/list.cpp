// list: what is stored, filtered.
#include <algorithm>
#include <limits>

#include "ask/operations.h"
#include "base/address.h"
#include "fleet/orchestrator.h"
#include "kept/kept.h"
#include "pattern/pattern.h"
#include "store/belongings.h"
#include "store/metadata.h"
#include "view/views.h"

namespace pkit {

namespace {

using Each = std::function<void(const Value&)>;

constexpr Input kListInputs[] = {
    input<&ListRequest::what>("what", "WHAT", "what to list")
        .argument()
        .needed()
        .among(kOneOf<"certificates", "deliveries", "keys", "orchestrators", "registrations">),
    input<&ListRequest::state>("state", "STATE", "only those in this state").completes(Completion::state),
    input_as<AsDuration, &ListRequest::expiring>("expiring",
                                                 "only certificates that end within that time and were not replaced"),
    input<&ListRequest::fail>("fail", "", "end with 3 where there is one, for monitoring"),
    input<&ListRequest::name_glob>("name", "GLOB", "only those whose machine's name matches"),
    input<&ListRequest::metadata>("metadata", "FIELD=VALUE", "only certificates that are tagged so"),
    input_as<AsNumber, &ListRequest::limit>("limit", "at most so many"),
};

struct Listing {
  const char* what;
  std::vector<std::string> states;
  void (*each)(store::Read&, const store::ListFilter&, Time now, const Each& each);
};

void list_registrations(store::Read& read, const store::ListFilter& filter, Time, const Each& each) {
  store::registrations::each(read, filter, [&](const store::registrations::Listed& row) {
    const store::Registration& r = row.registration;
    each(Value::map({{"id", r.id},
                     {"state", store::state_word(r.state)},
                     {"ClientMachine", row.name},
                     {"orchestrator", r.principal},
                     {"reason", r.reason},
                     {"certificate", r.certificate},
                     {"created", print_time(r.created)},
                     {"updated", print_time(r.updated)}}));
  });
}

/// By a later one of the same holder, for the same purpose and name.
bool is_replaced(store::Read& read, const store::Certificate& certificate, Time now) {
  const std::vector<store::Certificate> all = store::certificates::of_principal(read, certificate.principal);
  return std::any_of(all.begin(), all.end(), [&](const store::Certificate& other) {
    return !other.revoked_at && now <= other.not_after && other.not_after > certificate.not_after &&
           other.profile == certificate.profile && other.subject == certificate.subject;
  });
}

void list_certificates(store::Read& read, const store::ListFilter& filter, Time now, const Each& each) {
  store::certificates::each(read, filter, [&](const store::certificates::Listed& row) {
    const store::Certificate& c = row.certificate;
    if (filter.expiring_by && is_replaced(read, c, now)) return;
    each(Value::map({{"id", c.id},
                     {"serial", to_hex(c.serial)},
                     {"state", store::state_word(store::state_of(c, now))},
                     {"ClientMachine", row.name},
                     {"subject", c.subject},
                     {"profile", c.profile},
                     {"notBefore", print_time(c.not_before)},
                     {"notAfter", print_time(c.not_after)}}));
  });
}

void list_orchestrators(store::Read& read, const store::ListFilter& filter, Time, const Each& each) {
  store::principals::each(read, filter, [&](const store::Principal& principal) {
    if (const KindPartPtr part = orchestrator_kind().read_part(read, principal.id))
      each(orchestrator_kind().view(principal, *part));
  });
}

std::vector<std::string> words(std::span<const char* const> states) { return {states.begin(), states.end()}; }

void list_deliveries(store::Read& read, const store::ListFilter& filter, Time, const Each& each) {
  const std::int64_t limit = filter.limit > 0 ? filter.limit : std::numeric_limits<std::int64_t>::max();
  store::deliveries::each(read, filter.state, limit, [&](const store::Delivery& delivery) {
    if (!filter.name_matches || filter.name_matches(delivery.subject)) each(delivery_view(delivery));
  });
}

void list_keys(store::Read& read, const store::ListFilter& filter, Time, const Each& each) {
  std::int64_t left = filter.limit > 0 ? filter.limit : std::numeric_limits<std::int64_t>::max();
  for (const store::KeptKey& key : store::kept_keys::all(read)) {
    const bool wanted = filter.state.empty() || filter.state == (key.married ? "married" : "waiting");
    if (!wanted || (filter.name_matches && !filter.name_matches(key.subject)) || left-- <= 0) continue;
    each(kept_key_view(key));
  }
}

const std::vector<Listing>& all_listings() {
  static const std::vector<Listing> listings = {
      {"registrations", words(store::registration_state_words()), list_registrations},
      {"certificates", words(store::certificate_state_words()), list_certificates},
      {"orchestrators", words(orchestrator_kind().states), list_orchestrators},
      {"deliveries", {"waiting", "dead", "done"}, list_deliveries},
      {"keys", {"waiting", "married"}, list_keys},
  };
  return listings;
}

const Listing& listing(const std::string& what) {
  for (const Listing& one : all_listings())
    if (what == one.what) return one;
  throw Error(Kind::usage, "list.what", "there is no list of '" + printable(what) + "'",
              "registrations, certificates, orchestrators, deliveries or keys");
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
  // Where rows are left out of what the state answers, that many are counted afterwards.
  const bool sifted =
      !request.metadata.empty() || request.expiring || (request.what == "deliveries" && !request.name_glob.empty());
  filter.limit = sifted ? 0 : request.limit;
  filter.now = now;
  if (request.expiring) filter.expiring_by = now + *request.expiring;
  if (request.name_glob.empty()) return filter;
  const pattern::Glob glob(machine_key(request.name_glob));
  filter.name_matches = [glob](const std::string& name) { return glob.matches(machine_key(name)); };
  return filter;
}

/// A ClientID stands for the machine that has it, here too (A14).
void add_called(store::Read& read, const ListRequest& request, store::ListFilter& filter) {
  if (request.name_glob.empty()) return;
  const auto called = store::find_called(read, machine_key(request.name_glob));
  if (!called || filter.name_matches(called->name)) return;
  filter.name_matches = [matches = filter.name_matches, key = called->name_key](const std::string& name) {
    return matches(name) || machine_key(name) == key;
  };
}

/// Which rows of certificates are tagged as asked.
std::function<bool(const Value&)> tagged(store::Read& read, const ListRequest& request) {
  const std::size_t equals = request.metadata.find('=');
  if (request.what != "certificates" || equals == std::string::npos || equals == 0)
    throw Error(Kind::usage, "list.metadata", "--metadata goes with certificates, and is FIELD=VALUE",
                "pkit list certificates --metadata Owner=ops");
  return [ids = store::metadata::certificates_with(read, request.metadata.substr(0, equals),
                                                   request.metadata.substr(equals + 1))](const Value& row) {
    return std::binary_search(ids.begin(), ids.end(), row.text_or("id"));
  };
}

/// Answers how many were told.
std::int64_t tell_rows(const ReadSession& session, const ListRequest& request, const Each& each) {
  const Listing& chosen = listing(request.what);
  const Time now = operation_time(session, false);
  store::ListFilter filter = filter_of(request, chosen, now);
  std::int64_t count = 0;
  const Each counted = [&](const Value& row) {
    if (request.limit != 0 && count == request.limit) return;
    ++count;
    each(row);
  };
  session.state.read([&](store::Read& read) {
    add_called(read, request, filter);
    if (request.metadata.empty()) return chosen.each(read, filter, now, counted);
    const std::function<bool(const Value&)> wanted = tagged(read, request);
    chosen.each(read, filter, now, [&](const Value& row) {
      if (wanted(row)) counted(row);
    });
  });
  return count;
}

}  // namespace

std::vector<std::string> listed_states() {
  std::vector<std::string> states;
  for (const Listing& one : all_listings()) states.insert(states.end(), one.states.begin(), one.states.end());
  return states;
}

Outcome list(Session& session, const ListRequest& request, const Listener& listener) {
  Value rows = Value::list();
  const Each keep = [&](const Value& row) { rows.push(row); };
  const std::int64_t count = tell_rows(session, request, listener.row ? listener.row : keep);
  Outcome outcome;
  if (!listener.row) outcome.data.set(request.what, std::move(rows));
  if (request.fail && count > 0)
    outcome.error = Error(Kind::denied, "list.found", request.what + " are listed: " + std::to_string(count),
                          "--fail asks for an exit of 3 then");
  return outcome;
}

constinit const Operation kList =
    operation<ListRequest, list>({.name = "list", .asks = true, .inputs = kListInputs, .data = &shape::list});

}  // namespace pkit
