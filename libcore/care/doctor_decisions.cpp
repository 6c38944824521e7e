// doctor's look at what was decided: each orchestrator and registration is as its last event left it, and each trace is
// there as its events tell.
#include <algorithm>
#include <functional>
#include <map>

#include "base/json.h"
#include "care/doctor.h"
#include "digest/digest.h"
#include "lifecycle/kinds.h"
#include "store/events.h"
#include "store/registrations.h"
#include "store/requests.h"

namespace pkit {

namespace {

struct LastTold {
  std::string state;       // lower case
  std::string row_sha256;  // of a registration; empty where the event is older than such digests
  std::int64_t sequence = 0;
};
using LastStates = std::map<std::string, LastTold>;  // by id

/// One run, by the events that tell of its trace: all of one time.
struct ToldTrace {
  std::int64_t sequence;  // of the first of them
  Time time;
  std::string actor;
  std::vector<std::size_t> subjects;  // hashes: there may be millions
  bool kept = false;

  bool is_of(const store::Attempt& attempt) const {
    const std::size_t subject = std::hash<std::string>()(attempt.subject);
    return attempt.time == time && attempt.actor == actor &&
           std::find(subjects.begin(), subjects.end(), subject) != subjects.end();
  }
};

/// What the history tells, as far as the state must agree: ids and digests alone.
struct ToldDecisions {
  LastStates principals, registrations;
  std::map<digest::Digest, std::vector<ToldTrace>> traces;  // two runs of one second may have the same
  std::map<std::int64_t, std::string> requests;             // by event: digests of what request ids answer with
  bool blanked = false;                                     // some data is gone, and may have told of any trace
};

/// Where a stranger is refused at the door nothing was judged, and no trace is kept (record.cpp).
bool is_at_the_door(const store::Event& event, const Value& data) {
  return event.kind.starts_with("register.") && !data["by"].is_text();
}

void take_trace(const store::Event& event, const Value& data, ToldDecisions& told) {
  const std::optional<Bytes> digest = from_hex(data.text_or("trace"));
  digest::Digest trace{};
  if (!digest || digest->size() != trace.size() || is_at_the_door(event, data)) return;
  std::copy(digest->begin(), digest->end(), trace.begin());
  std::vector<ToldTrace>& runs = told.traces[trace];
  if (runs.empty() || runs.back().time != event.time || runs.back().actor != event.actor)
    runs.push_back({event.sequence, event.time, event.actor, {}});
  runs.back().subjects.push_back(std::hash<std::string>()(event.subject));
}

void take_request(const store::Event& event, const Value& data, ToldDecisions& told) {
  if (data["request"].is_text()) told.requests[event.sequence] = data["request"].as_text();
}

void take_registration(const store::Event& event, const Value& data, LastStates& states) {
  const std::string_view prefix = "registration.";
  if (event.kind.starts_with(prefix))
    states[event.subject] = {event.kind.substr(prefix.size()), data.text_or("registration"), event.sequence};
}

/// What is left of a principal that was forgotten (store::forget): of no kind any more.
constexpr const char* kForgotten = "deleted";

/// "approved" of "orchestrator.approved": a state of one of the kinds; empty where the event tells of none.
std::string state_told(const store::Event& event) {
  for (const PrincipalKind* kind : principal_kinds()) {
    const std::string prefix = std::string(kind->name) + ".";
    if (!event.kind.starts_with(prefix)) continue;
    const std::string state = event.kind.substr(prefix.size());
    if (state == kForgotten) return state;
    for (const char* word : kind->states)
      if (lower(word) == state) return state;
  }
  return {};
}

ToldDecisions told_decisions(store::Read& read) {
  ToldDecisions told;
  store::events::each(read, std::nullopt, [&](const store::Event& event) {
    told.blanked = told.blanked || event.data.empty();
    const Value data = event.data.empty() ? Value::map() : parse_json(as_text(event.data), event.kind);
    if (const std::string state = state_told(event); !state.empty()) told.principals[event.subject].state = state;
    take_registration(event, data, told.registrations);
    take_trace(event, data, told);
    take_request(event, data, told);
    return true;
  });
  return told;
}

struct StateDamages {
  const char *changed, *unexplained, *deleted;
};
constexpr StateDamages kOfPrincipals{"orchestrator-changed", "orchestrator-unexplained", "orchestrator-deleted"};
constexpr StateDamages kOfRegistrations{"registration-changed", "registration-unexplained", "registration-deleted"};

/// Takes what is there out of `told`, so that what is missing is left; what was told of it last.
std::optional<LastTold> judge_state(const std::string& id, const std::string& state, LastStates& told,
                                    const StateDamages& damages, Check& check) {
  const auto last = told.find(id);
  if (last == told.end()) {
    check.find(damages.unexplained, id + " is in the state, but no event tells of it");
    return std::nullopt;
  }
  LastTold taken = std::move(last->second);
  told.erase(last);
  if (taken.state == lower(state)) return taken;
  check.find(damages.changed, id + " is " + lower(state) + ", but by the history it is " + taken.state);
  return std::nullopt;
}

void judge_registration(const store::Registration& row, LastStates& told, Check& check) {
  const std::optional<LastTold> last = judge_state(row.id, store::state_word(row.state), told, kOfRegistrations, check);
  if (!last || last->row_sha256.empty()) return;
  if (row.event != last->sequence || store::registrations::row_sha256(row) != last->row_sha256)
    check.find(kOfRegistrations.changed, row.id + " is not what event " + std::to_string(last->sequence) + " tells");
}

void find_deleted(const LastStates& told, const StateDamages& damages, Check& check) {
  for (const auto& [id, last] : told)
    check.find(damages.deleted, id + ", by the history " + last.state + ", is not in the state");
}

void judge_name(const store::Principal& row, Check& check) {
  for (const PrincipalKind* kind : principal_kinds())
    if (row.kind == kind->name && kind->name_key != nullptr && row.name_key != kind->name_key(row.name))
      check.find("orchestrator-name", row.id + ", " + lower(row.state) + ", is called " + printable(row.name) +
                                          ", and is not found by that name");
}

void check_principals(store::Read& read, LastStates& told, Check& check) {
  store::principals::each(read, {}, [&](const store::Principal& row) {
    judge_state(row.id, row.state, told, kOfPrincipals, check);
    judge_name(row, check);
  });
  find_deleted(told, kOfPrincipals, check);
  for (const PrincipalKind* kind : principal_kinds())
    for (const std::string& id : kind->lacking(read))
      check.find("orchestrator-deleted",
                 "what is special to " + std::string(kind->name) + " " + id + " is not in the state");
}

void check_registrations(store::Read& read, LastStates& told, Check& check) {
  store::registrations::each_row(read, [&](const store::Registration& row) { judge_registration(row, told, check); });
  find_deleted(told, kOfRegistrations, check);
}

/// What is told of traces, by their words: of one that was emptied no more than its word is left.
using ToldWords = std::map<std::string, digest::Digest>;

ToldWords words_of(const ToldDecisions& told) {
  ToldWords words;
  for (const auto& [digest, runs] : told.traces) words.emplace(store::attempts::word_of(digest), digest);
  return words;
}

/// The run that this is the trace of; null where no event tells of it as it is.
ToldTrace* run_of(const store::Attempt& attempt, const digest::Digest& digest, ToldDecisions& told) {
  const auto runs = told.traces.find(digest);
  if (runs == told.traces.end()) return nullptr;
  // Two runs that are alike in one millisecond are one to the history: what tells of the one tells of the other.
  ToldTrace* found = nullptr;
  for (ToldTrace& run : runs->second)
    if (run.is_of(attempt) && (!found || found->kept)) found = &run;
  return found;
}

ToldTrace* run_of(const store::Attempt& attempt, const ToldWords& words, ToldDecisions& told) {
  if (!attempt.trace.canonical.empty()) return run_of(attempt, digest::sha256(attempt.trace.canonical), told);
  const auto word = words.find(attempt.word);
  return word == words.end() ? nullptr : run_of(attempt, word->second, told);
}

void check_traces(store::Read& read, ToldDecisions& told, Check& check) {
  const ToldWords words = words_of(told);
  store::attempts::each(read, [&](const store::Attempt& attempt) {
    if (ToldTrace* run = run_of(attempt, words, told))
      run->kept = true;
    else if (!told.blanked)
      check.find("trace-unexplained", "no event tells of trace " + std::to_string(attempt.id) + ", about " +
                                          (attempt.subject.empty() ? "nobody known" : attempt.subject));
  });
  for (const auto& [digest, runs] : told.traces)
    for (const ToldTrace& run : runs)
      if (!run.kept)
        check.find("trace-missing",
                   "the trace that event " + std::to_string(run.sequence) + " tells of is not there as it was");
}

/// What was bound before such digests were told is taken as it is. Takes what is there out of `told`.
void check_bound_requests(store::Read& read, ToldDecisions& told, Check& check) {
  store::requests::each_bound(read, [&](const store::Request& request) {
    if (request.event == 0) return;
    const auto event = told.requests.find(request.event);
    if (event != told.requests.end() && event->second == store::requests::bound_sha256(request))
      told.requests.erase(event);
    else if (!told.blanked)
      check.find("request-changed", "no event tells what request '" + printable(request.id) + "' of " +
                                        printable(request.caller) + " answers with");
  });
  for (const auto& [event, digest] : told.requests)
    check.find("request-changed",
               "the request that event " + std::to_string(event) + " tells of is not there as it was");
}

}  // namespace

void check_decisions(Session& session, Check& check) {
  session.state.read([&](store::Read& read) {
    ToldDecisions told = told_decisions(read);
    check_principals(read, told.principals, check);
    check_registrations(read, told.registrations, check);
    check_traces(read, told, check);
    check_bound_requests(read, told, check);
  });
}

}  // namespace pkit
