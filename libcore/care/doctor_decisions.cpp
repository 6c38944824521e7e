// doctor's look at what was decided: each orchestrator and registration is as its last event left it, and each trace is
// there as its events tell.
#include <map>

#include "base/json.h"
#include "care/doctor.h"
#include "digest/digest.h"
#include "lifecycle/kinds.h"
#include "store/events.h"
#include "store/registrations.h"

namespace pkit {

namespace {

using LastStates = std::map<std::string, std::string>;  // by id, lower case

struct ToldTrace {
  std::int64_t sequence;  // of the first event that tells of it
  bool kept = false;
};

/// What the history tells, as far as the state must agree: ids and digests alone.
struct ToldDecisions {
  LastStates principals, registrations;
  std::map<digest::Digest, ToldTrace> traces;
  bool blanked = false;  // some data is gone, and may have told of any trace
};

/// Where a stranger is refused at the door nothing was judged, and no trace is kept (record.cpp).
bool is_at_the_door(const store::Event& event, const Value& data) {
  return event.kind.starts_with("register.") && !data["by"].is_text();
}

void take_trace(const store::Event& event, ToldDecisions& told) {
  if (event.data.empty()) {
    told.blanked = true;
    return;
  }
  const Value data = parse_json(as_text(event.data), event.kind);
  const std::optional<Bytes> digest = from_hex(data.text_or("trace"));
  digest::Digest trace{};
  if (!digest || digest->size() != trace.size() || is_at_the_door(event, data)) return;
  std::copy(digest->begin(), digest->end(), trace.begin());
  told.traces.emplace(trace, ToldTrace{event.sequence});
}

/// "approved" of "orchestrator.approved": a state of one of the kinds; empty where the event tells of none.
std::string state_told(const store::Event& event) {
  for (const PrincipalKind* kind : principal_kinds()) {
    const std::string prefix = std::string(kind->name) + ".";
    if (!event.kind.starts_with(prefix)) continue;
    const std::string state = event.kind.substr(prefix.size());
    for (const char* word : kind->states)
      if (lower(word) == state) return state;
  }
  return {};
}

ToldDecisions told_decisions(store::Read& read) {
  const std::string_view of_registration = "registration.";
  ToldDecisions told;
  store::events::each(read, std::nullopt, [&](const store::Event& event) {
    if (const std::string state = state_told(event); !state.empty()) told.principals[event.subject] = state;
    if (event.kind.starts_with(of_registration))
      told.registrations[event.subject] = event.kind.substr(of_registration.size());
    take_trace(event, told);
    return true;
  });
  return told;
}

struct StateDamages {
  const char *changed, *unexplained, *deleted;
};
constexpr StateDamages kOfPrincipals{"orchestrator-changed", "orchestrator-unexplained", "orchestrator-deleted"};
constexpr StateDamages kOfRegistrations{"registration-changed", "registration-unexplained", "registration-deleted"};

/// Takes what is there out of `told`, so that what is missing is left.
void judge_state(const std::string& id, const std::string& state, LastStates& told, const StateDamages& damages,
                 Check& check) {
  const auto last = told.find(id);
  if (last == told.end()) return check.find(damages.unexplained, id + " is in the state, but no event tells of it");
  if (last->second != lower(state))
    check.find(damages.changed, id + " is " + lower(state) + ", but by the history it is " + last->second);
  told.erase(last);
}

void find_deleted(const LastStates& told, const StateDamages& damages, Check& check) {
  for (const auto& [id, state] : told)
    check.find(damages.deleted, id + ", by the history " + state + ", is not in the state");
}

void check_principals(store::Read& read, LastStates& told, Check& check) {
  store::principals::each(
      read, {}, [&](const store::Principal& row) { judge_state(row.id, row.state, told, kOfPrincipals, check); });
  find_deleted(told, kOfPrincipals, check);
  for (const PrincipalKind* kind : principal_kinds())
    for (const std::string& id : kind->lacking(read))
      check.find("orchestrator-deleted",
                 "what is special to " + std::string(kind->name) + " " + id + " is not in the state");
}

void check_registrations(store::Read& read, LastStates& told, Check& check) {
  store::registrations::each_state(read, [&](const std::string& id, const std::string& state) {
    judge_state(id, state, told, kOfRegistrations, check);
  });
  find_deleted(told, kOfRegistrations, check);
}

void check_traces(store::Read& read, ToldDecisions& told, Check& check) {
  store::attempts::each(read, [&](const store::Attempt& attempt) {
    const auto event = told.traces.find(digest::sha256(attempt.trace));
    if (event != told.traces.end())
      event->second.kept = true;
    else if (!told.blanked)
      check.find("trace-unexplained", "no event tells of trace " + std::to_string(attempt.id) + ", about " +
                                          (attempt.subject.empty() ? "nobody known" : attempt.subject));
  });
  for (const auto& [digest, trace] : told.traces)
    if (!trace.kept)
      check.find("trace-missing",
                 "the trace that event " + std::to_string(trace.sequence) + " tells of is not there as it was");
}

}  // namespace

void check_decisions(Session& session, Check& check) {
  session.state.read([&](store::Read& read) {
    ToldDecisions told = told_decisions(read);
    check_principals(read, told.principals, check);
    check_registrations(read, told.registrations, check);
    check_traces(read, told, check);
  });
}

}  // namespace pkit
