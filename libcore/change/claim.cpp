#include "change/claim.h"

#include <unistd.h>

#include "base/json.h"
#include "digest/digest.h"
#include "home/process.h"

namespace pkit {

namespace {

constexpr Duration kPatience = 30'000, kPause = 50, kLease = 10 * 60'000;

store::Request request_of(const ReadSession& session, const Common& common, const std::string& operation,
                          const Value& inputs) {
  if (common.request_id.size() > 256 || !valid_utf8(common.request_id))
    throw Error(Kind::usage, "request.id", "the request id is longer than 256 bytes or not UTF-8");
  store::Request request;
  request.id = common.request_id;
  request.caller = session.requester();
  request.operation = operation;
  const digest::Digest digest =
      digest::sha256(canonical_json(Value::map({{"operation", operation}, {"inputs", inputs}})));
  request.digest = Bytes(digest.begin(), digest.end());
  request.holder = process_identity(::getpid());
  request.created = session.world.now();
  request.lease_until = request.created + kLease;
  return request;
}

enum class Claimed { mine, theirs, free, done };

/// What is held of it: another's work, or a result, or nothing that anybody still works on.
Claimed look(store::Read& read, const ReadSession& session, const store::Request& request,
             std::optional<store::Request>& held) {
  held = store::requests::find(read, request.caller, request.id);
  if (!held) return Claimed::free;
  if (held->operation != request.operation || !equal(held->digest, request.digest))
    throw Error(Kind::conflict, "request.differs",
                "request id '" + printable(request.id) + "' was used with other inputs",
                "use a new id for a new request");
  if (held->holder == store::requests::kVoid)
    throw Error(Kind::conflict, "request.void",
                "what became of request '" + printable(request.id) + "' is unknown since the state was restored",
                "look what there is with pkit list, and use a new id");
  if (!held->subject.empty()) return Claimed::done;
  const bool ended = held->lease_until <= session.world.now() || process_ended(held->holder);
  return ended ? Claimed::free : Claimed::theirs;
}

/// The claim itself, where it is free or its holder is gone.
Claimed claim(Session& session, const store::Request& request, std::string& subject) {
  Claimed answer = Claimed::theirs;
  session.database.write([&](store::Write& write) {
    answer = Claimed::mine;
    if (store::requests::claim(write, request)) return;
    std::optional<store::Request> held;
    answer = look(write, session, request, held);
    if (held) subject = held->subject;
    if (answer == Claimed::free)
      answer = held && store::requests::take_over(write, request, held->lease_until) ? Claimed::mine : Claimed::theirs;
  });
  return answer;
}

/// Looks again and again, and keeps nobody from writing meanwhile, until it is not another's any more or the patience
/// is over.
void wait_for_other(const ReadSession& session, const store::Request& request, Duration until) {
  Claimed answer = Claimed::theirs;
  while (answer == Claimed::theirs) {
    if (session.world.steady() > until)
      throw Error(Kind::conflict, "request.running", "request '" + printable(request.id) + "' is still being worked on",
                  "try again later with the same id");
    session.world.sleep(kPause);
    std::optional<store::Request> held;
    session.state.read([&](store::Read& read) { answer = look(read, session, request, held); });
  }
}

/// Was nothing begun, and is the remedy to ask otherwise, or with another proof, or to mend pkit.yaml? Who was not
/// authenticated leaves no row: a stranger could fill the state with them.
bool binds_nothing(const Error& error) {
  return error.kind() == Kind::usage || error.kind() == Kind::input || error.kind() == Kind::authentication ||
         error.code() == "profile.missing" || error.code() == "config.invalid";
}

/// A mistake in the inputs binds nothing: mended, they are other inputs, and the id must be free for them.
Outcome begin(Session& session, const store::Request& request, const std::function<Outcome()>& first) {
  try {
    return first();
  } catch (const Error& error) {
    if (binds_nothing(error))
      session.database.write(
          [&](store::Write& write) { store::requests::forget(write, request.caller, request.id, request.holder); });
    throw;
  }
}

}  // namespace

Outcome once(Session& session, const Common& common, const std::string& operation, const Value& inputs,
             const std::function<Outcome()>& first, const std::function<Outcome(const std::string& subject)>& present) {
  if (common.request_id.empty() || common.dry_run) return first();
  const store::Request request = request_of(session, common, operation, inputs);
  const Duration until = session.world.steady() + kPatience;
  while (true) {
    std::string subject;
    const Claimed claimed = claim(session, request, subject);
    if (claimed == Claimed::mine) return begin(session, request, first);
    if (claimed == Claimed::done) return present(subject);
    wait_for_other(session, request, until);
  }
}

}  // namespace pkit
