// status: one screen. What signs and until when, how much there is, what waits, what expires, what failed last.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "ask/operations.h"
#include "base/json.h"
#include "ca/crl_entries.h"
#include "fleet/orchestrator.h"
#include "gateways/status.h"
#include "lifecycle/kinds.h"
#include "store/events.h"
#include "store/gateways.h"
#include "store/intents.h"
#include "view/silent_agents.h"
#include "view/views.h"

namespace pkit {

namespace {

constexpr Duration kSoon = 30LL * 24 * 3600 * 1000;
constexpr int kRows = 10;

Value authority_view(const authority::AuthorityConfig& authority, Time now) {
  const x509::Certificate certificate =
      x509::parse_certificate_file(read_file(authority.certificate, 1 << 16), authority.certificate.string());
  Value view = Value::map({{"name", authority.name},
                           {"subject", certificate.subject.text()},
                           {"notAfter", print_time(certificate.not_after)},
                           {"state", now > certificate.not_after ? "expired" : "valid"}});
  if (authority.is_gateway()) view.set("gateway", authority.gateway);
  return view;
}

/// Those that are kept because their key is elsewhere, and the files that timers write.
Value crls_view(store::Read& read, const authority::AuthorityConfigs& authorities, Time now) {
  Value list = Value::list();
  std::set<std::string> seen;
  const auto add = [&](const std::string& of, Time end, Duration near) {
    const char* state = now > end ? "ended" : now >= end - near ? "near its end" : "valid";
    if (seen.insert(of).second) list.push(Value::map({{"of", of}, {"nextUpdate", print_time(end)}, {"state", state}}));
  };
  for (const auto& [name, config] : authorities) try {
      for (const x509::Certificate& ca : authority::listed_issuers(config))
        if (const auto crl = store::crls::find(read, to_hex(ca.key.key_id())); crl && !crl->der.empty())
          add(ca.subject.text(), crl->next_update, kRootCrlNear);
    } catch (const Error&) {  // told by the list of authorities
    }
  for (const store::CrlFile& file : store::crl_files::all(read))
    add(file.path, file.next_update, (file.next_update - file.this_update) / 4);
  return list;
}

/// Its end locks everybody out who checks a whole chain.
void warn_of_ends(Outcome& outcome) {
  for (const Value& crl : outcome.data["crls"].items())
    if (crl.text_or("state") != "valid")
      outcome.warnings.push_back("the CRL of " + crl.text_or("of") +
                                 (crl.text_or("state") == "ended" ? " ended on " : " ends on ") +
                                 crl.text_or("nextUpdate") + ": pkit crl, with --root-key where its key is elsewhere");
}

/// How many of them are used (A3); nothing where any number may be.
void add_licences(store::Read& read, const Setup& setup, Value& data) {
  if (!setup.licences) return;
  const std::int64_t used = store::principals::count(read, orchestrator_kind().name, kApproved);
  data.set("licences", Value::map({{"quantity", *setup.licences},
                                   {"used", used},
                                   {"available", std::max<std::int64_t>(0, *setup.licences - used)}}));
}

/// One that cannot be read does not hide the others.
Value authorities_view(const Setup& setup, Time now) {
  Value list = Value::list();
  for (const auto& [name, authority] : setup.authorities) {
    try {
      list.push(authority_view(authority, now));
    } catch (const Error& error) {
      list.push(Value::map({{"name", name}, {"subject", error.what()}, {"notAfter", ""}, {"state", "unreadable"}}));
    }
  }
  return list;
}

Value counts_view(store::Read& read, Time now) {
  const store::certificates::Counts certificates = store::certificates::count(read, now);
  Value counts = Value::map();
  for (const PrincipalKind* kind : principal_kinds()) {
    Value states = Value::map();
    for (const char* state : kind->states) states.set(state, store::principals::count(read, kind->name, state));
    counts.set(std::string(kind->name) + "s", std::move(states));
  }
  counts.set("certificates", Value::map({{"valid", certificates.valid},
                                         {"expired", certificates.expired},
                                         {"revoked", certificates.revoked}}));
  counts.set("waiting", store::registrations::count(read, store::RegistrationState::waiting));
  counts.set("approved", store::registrations::count(read, store::RegistrationState::approved));
  counts.set("events", store::events::count(read));
  const store::deliveries::Counts deliveries = store::deliveries::count(read);
  counts.set("deliveries", Value::map({{"waiting", deliveries.waiting}, {"dead", deliveries.dead}}));
  return counts;
}

Value waiting_view(store::Read& read) {
  Value list = Value::list();
  store::ListFilter filter;
  filter.state = store::state_word(store::RegistrationState::waiting);
  filter.limit = kRows;
  store::registrations::each(read, filter, [&](const store::registrations::Listed& row) {
    list.push(Value::map(
        {{"id", row.registration.id}, {"ClientMachine", row.name}, {"created", print_time(row.registration.created)}}));
  });
  return list;
}

Value expiring_view(store::Read& read, Time now) {
  Value list = Value::list();
  store::ListFilter filter;
  filter.now = now;
  filter.expiring_by = now + kSoon;
  filter.limit = kRows;
  store::certificates::each(read, filter, [&](const store::certificates::Listed& row) {
    list.push(Value::map({{"id", row.certificate.id},
                          {"ClientMachine", row.name},
                          {"notAfter", print_time(row.certificate.not_after)}}));
  });
  return list;
}

/// Orders that wait at gateways: the CA has them, and decides later.
std::vector<store::GatewayRecord> waiting_orders(store::Read& read) {
  std::vector<store::GatewayRecord> orders = store::gateway_records::without_certificate(read);
  std::erase_if(orders, [](const store::GatewayRecord& order) {
    const gateways::StatusRow* status = gateways::find_status(order.status);
    return !status || status->meaning != gateways::Meaning::waits;
  });
  return orders;
}

/// What other CAs were asked for and pkit has no certificate of yet: first those of which nobody knows what became.
Value orders_view(const std::vector<store::Intent>& open, const std::vector<store::GatewayRecord>& waiting) {
  Value list = Value::list();
  for (const store::Intent& order : open) {
    if (list.items().size() == kRows) return list;
    list.push(Value::map({{"id", order.id},
                          {"state", store::state_word(order.state)},
                          {"authority", order.authority},
                          {"ClientMachine", order.name},
                          {"created", print_time(order.created)},
                          {"reason", order.reason}}));
  }
  for (const store::GatewayRecord& order : waiting) {
    if (list.items().size() == kRows) return list;
    list.push(Value::map({{"id", order.ca_request_id},
                          {"state", "waiting"},
                          {"authority", "gateway:" + order.gateway},
                          {"ClientMachine", order.product},
                          {"created", print_time(order.seen)},
                          {"reason", gateways::find_status(order.status)->word}}));
  }
  return list;
}

void add_orders(store::Read& read, Value& data) {
  const std::vector<store::Intent> open = store::intents::open(read);
  const std::vector<store::GatewayRecord> waiting = waiting_orders(read);
  Value counts = data["counts"];
  counts.set("orders", Value::map({{"open", static_cast<std::int64_t>(open.size())},
                                   {"waiting", static_cast<std::int64_t>(waiting.size())}}));
  data.set("counts", std::move(counts));
  data.set("orders", orders_view(open, waiting));
}

/// Which machine and why, as far as the event tells it.
Value failure_view(const store::Event& event) {
  Value view = Value::map(
      {{"time", print_time(event.time)}, {"kind", event.kind}, {"subject", event.subject}, {"actor", event.actor}});
  if (event.data.empty()) return view;
  const Value data = parse_json(as_text(event.data), "event " + std::to_string(event.sequence));
  for (const char* member : {"ClientMachine", "caller", "reason"})
    if (data[member].is_text()) view.set(member, data[member]);
  view.set("event", event.sequence);
  return view;
}

Value failures_view(store::Read& read) {
  const std::vector<std::string> kinds = {"csr.malformed",    "csr.refused",    "register.failed",
                                          "register.refused", "approve.failed", "approve.denied",
                                          "issue.failed",     "issue.denied",   "registration.refused"};
  Value list = Value::list();
  for (const store::Event& event : store::events::latest(read, kinds, kRows)) list.push(failure_view(event));
  return list;
}

/// Which server keeps the state, and how it is with it; nothing where it is a file.
void add_server(Session& session, Outcome& outcome) {
  const std::optional<store::Server> server = session.database.server();
  if (!server) return;
  Value standbys = Value::list();
  for (const std::string& standby : server->standbys) standbys.push(standby);
  outcome.data.set("server", Value::map({{"engine", server->engine},
                                         {"version", server->version},
                                         {"state", server->place},
                                         {"role", server->primary ? "primary" : "standby"},
                                         {"standbys", std::move(standbys)}}));
  if (std::abs(server->ahead) > store::kClocksApart)
    outcome.warnings.push_back("this host's clock and the server's differ by " +
                               std::to_string(std::abs(server->ahead) / 1000) + " s");
}

}  // namespace

Outcome status(Session& session, const StatusRequest&) {
  const Time now = operation_time(session, false);
  Outcome outcome;
  outcome.data.set("home", session.home.directory.string());
  add_server(session, outcome);
  try {
    const Setup setup = load_setup(session.home, session.state);
    outcome.data.set("authorities", authorities_view(setup, now));
    session.state.read([&](store::Read& read) {
      outcome.data.set("crls", crls_view(read, setup.authorities, now));
      add_licences(read, setup, outcome.data);
    });
    warn_of_ends(outcome);
  } catch (const Error&) {  // config check says what; the rest of this screen is still to be had
    outcome.warnings.push_back("pkit.yaml has faults and stops what decides or issues: pkit config check");
  }
  session.state.read([&](store::Read& read) {
    outcome.data.set("counts", counts_view(read, now));
    outcome.data.set("waiting", waiting_view(read));
    outcome.data.set("expiring", expiring_view(read, now));
    add_orders(read, outcome.data);
    outcome.data.set("failures", failures_view(read));
    for (const SilentAgent& agent : silent_agents(read, now)) outcome.warnings.push_back(told(agent));
  });
  return outcome;
}

constinit const Operation kStatus =
    operation<StatusRequest, status>({.name = "status", .asks = true, .data = &shape::status});

}  // namespace pkit
