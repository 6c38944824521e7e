// doctor's look at the chain of events, and at what commands left unfinished: request ids, orders and publications.
#include "base/counted.h"
#include "care/doctor.h"
#include "decision/intent.h"
#include "home/process.h"
#include "home/publish.h"
#include "store/events.h"
#include "store/requests.h"

namespace pkit {

namespace {

const char* name_of(store::events::ChainFault::Kind kind) {
  using Kind = store::events::ChainFault::Kind;
  return kind == Kind::missing   ? "event-missing"
         : kind == Kind::changed ? "event-changed"
         : kind == Kind::moved   ? "event-moved"
                                 : "event-head";
}

enum class Publishing { finished, needless, lost };

Publishing finish(Session& session, const store::Publication& publication) {
  std::optional<store::Certificate> certificate;
  session.state.read(
      [&](store::Read& read) { certificate = store::certificates::find(read, publication.certificate); });
  if (!certificate) return Publishing::lost;
  if (std::filesystem::exists(staging_of(session.home, publication)) ||
      std::filesystem::exists(target_of(session.home, publication))) {
    finish_publication(session, publication, *certificate);
    return Publishing::finished;
  }
  if (!certificate->revoked_at) return Publishing::lost;
  session.database.write([&](store::Write& write) { store::publications::done(write, certificate->id); });
  return Publishing::needless;
}

const char* damage_of_publication(const Error& error) {
  return error.code() == "output.key_lost" ? "publication-lost"
         : error.code() == "output.exists" ? "publication-occupied"
                                           : "publication-failed";
}

}  // namespace

void check_events(Session& session, Check& check) {
  session.state.read([&](store::Read& read) {
    for (const store::events::ChainFault& fault : store::events::verify(read))
      check.find(name_of(fault.kind), fault.what);
    check.tell(std::to_string(store::events::count(read)) + " in one chain");
  });
}

void check_requests(Session& session, Check& check) {
  std::vector<store::Request> unfinished;
  session.state.read([&](store::Read& read) { unfinished = store::requests::unfinished(read); });
  const Time now = session.world.now();
  int left = 0;
  for (const store::Request& request : unfinished)
    left += request.lease_until <= now || process_ended(request.holder) ? 1 : 0;
  if (left > 0)
    check.tell(counted(left, "was", "were") +
               " left by a command that was killed: the same request again takes it over");
}

void check_intents(Session& session, Check& check) {
  std::vector<store::Intent> open;
  session.state.read([&](store::Read& read) { open = store::intents::open(read); });
  const Time now = session.world.now();
  for (const store::Intent& intent : open)
    if (!is_worked_on(intent, now))
      check.tell(intent.id + ", which authority " + intent.authority + " is asked for, is " +
                 store::state_word(intent.state) + ": the same request for " + intent.name +
                 " again asks what became of it; pkit authority abandon " + intent.id + " gives it up");
}

void check_publications(Session& session, Check& check) {
  std::vector<store::Publication> unfinished;
  session.state.read([&](store::Read& read) { unfinished = store::publications::unfinished(read); });
  int finished = 0;
  for (const store::Publication& publication : unfinished) {
    try {
      const Publishing became = finish(session, publication);
      finished += became == Publishing::finished ? 1 : 0;
      if (became == Publishing::lost)
        check.find("publication-lost", "the key of " + publication.certificate + " for " +
                                           target_of(session.home, publication).string() +
                                           " is gone: revoke the certificate");
    } catch (const Error& error) {
      check.find(damage_of_publication(error), error.what());
    }
  }
  if (finished > 0) check.tell(std::to_string(finished) + " finished that had been cut short");
}

}  // namespace pkit
