// explain: the stored traces of a subject.
#include "ask/operations.h"
#include "base/address.h"
#include "base/json.h"
#include "digest/digest.h"
#include "store/events.h"
#include "view/resolve.h"

namespace pkit {

namespace {

constexpr Input kExplainInputs[] = {
    input<&ExplainRequest::word>(
        "id", "ID", "a name, an id, the number of an event, the t-... of a refusal, or a file with a certificate")
        .argument()
        .needed()
        .completes(Completion::stored),
};

constexpr int kAttempts = 50;

std::vector<store::Attempt> of_found(store::Read& read, const Found& found) {
  if (!found.registrations.empty()) return store::attempts::of(read, found.registrations.front().id, "", kAttempts);
  if (!found.principals.empty())
    return store::attempts::of(read, found.principals.front().id, found.principals.front().name_key, kAttempts);
  const store::Certificate& c = found.certificates.front();
  return store::attempts::of(read, c.registration.empty() ? c.id : c.registration, "", kAttempts);
}

/// Of states that older pkits wrote, traces have no word: those about the event's subject are looked at.
std::vector<store::Attempt> by_digest(store::Read& read, const store::Event& event, const std::string& sha256) {
  std::vector<store::Attempt> found;
  for (store::Attempt& attempt : store::attempts::of(read, event.subject, "", kAttempts))
    if (found.empty() && digest::sha256_hex(attempt.trace.canonical) == sha256) found.push_back(std::move(attempt));
  return found;
}

std::string trace_told(const store::Event& event) {
  return event.data.empty() ? std::string() : parse_json(as_text(event.data), "event").text_or("trace");
}

/// Whom an event of a run is about: each of them has the run's machine.
std::string machine_of(const store::Event& event) {
  return event.data.empty() ? std::string() : parse_json(as_text(event.data), "event").text_or("ClientMachine");
}

/// The event that tells of the trace of the run that this one is of: itself, or one before it of the same moment that
/// is about the same machine.
std::optional<store::Event> telling_of_trace(store::Read& read, std::int64_t sequence) {
  constexpr std::int64_t kOfOneRun = 1024;
  std::optional<store::Event> event = store::events::find(read, sequence);
  const std::optional<store::Event> asked = event;
  for (std::int64_t before = 1; event && trace_told(*event).empty(); ++before) {
    event = before < kOfOneRun ? store::events::find(read, sequence - before) : std::nullopt;
    if (event && (event->time != asked->time || event->actor != asked->actor || machine_of(*asked).empty() ||
                  machine_of(*event) != machine_of(*asked)))
      return std::nullopt;
  }
  return event;
}

/// The trace that an event tells of.
std::vector<store::Attempt> of_event(store::Read& read, std::int64_t sequence) {
  const std::optional<store::Event> event = telling_of_trace(read, sequence);
  if (!event) return {};
  const std::string sha256 = trace_told(*event);
  const std::optional<Bytes> digest = from_hex(sha256);
  if (!digest || digest->size() != sizeof(digest::Digest)) return {};
  std::vector<store::Attempt> found = store::attempts::with_prefix(read, store::attempts::word_of(*digest), 1);
  return found.empty() ? by_digest(read, *event, sha256) : found;
}

/// An event's number; nothing for another word.
std::optional<std::int64_t> event_number(const std::string& word) {
  constexpr std::size_t kMostDigits = 15;
  const bool digits = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || word.size() > kMostDigits || word.front() == '0') return std::nullopt;
  return std::stoll(word);
}

/// What is stored of a thing goes first, then what only traces know: a machine that was refused, a trace's word, an
/// event.
std::vector<store::Attempt> attempts_of(store::Read& read, const std::string& word) {
  const Found found = find_all(read, word);
  if (found.count() > 0) return of_found(read, require_one(found, word));
  if (word.starts_with("t-")) {
    std::vector<store::Attempt> named = store::attempts::with_prefix(read, word, 2);
    if (named.size() == 1) return named;
  }
  std::vector<store::Attempt> told = store::attempts::of(read, "", machine_key(word), kAttempts);
  if (const auto number = event_number(word); told.empty() && number) told = of_event(read, *number);
  if (told.empty()) (void)require_one(found, word);
  return told;
}

Value attempt_view(const store::Attempt& attempt) {
  Value trace = Value::map({{"operation", attempt.operation},
                            {"ClientMachine", attempt.name},
                            {"time", print_time(attempt.time)},
                            {"actor", attempt.actor},
                            {"emptied", true}});
  if (!attempt.trace.canonical.empty())
    trace = parse_json(attempt.trace.canonical, "trace of " + attempt.subject,
                       {.bytes = 16 << 20, .depth = 64, .nodes = 1'000'000});
  trace.set("subject", attempt.subject);
  trace.set("exit", attempt.exit);
  return trace;
}

using AttemptsRead = std::function<std::vector<store::Attempt>(store::Read&)>;

Outcome explain_read(const ReadSession& session, const AttemptsRead& attempts_read) {
  Value attempts = Value::list();
  session.state.read([&](store::Read& read) {
    for (const store::Attempt& attempt : attempts_read(read)) attempts.push(attempt_view(attempt));
  });
  Outcome outcome;
  outcome.data.set("attempts", std::move(attempts));
  return outcome;
}

}  // namespace

Outcome explain(Session& session, const ExplainRequest& request) {
  if (!request.content)
    return explain_read(session, [&](store::Read& read) { return attempts_of(read, request.word); });
  Found found;
  found.certificates.push_back(find_certificate(session, request.word, *request.content));
  return explain_read(session, [&](store::Read& read) { return of_found(read, found); });
}

constinit const Operation kExplain = operation<ExplainRequest, explain>(
    {.name = "explain", .asks = true, .inputs = kExplainInputs, .data = &shape::explanation});

}  // namespace pkit
