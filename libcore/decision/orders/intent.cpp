#include "decision/intent.h"

#include <unistd.h>

#include "home/process.h"
#include "store/events.h"

namespace pkit {

namespace {

store::Intent planned_intent(const ReadSession& session, const Intake& intake, const std::string& authority) {
  store::Intent intent;
  intent.id = intake.order_id.empty() ? random_id(session.world, 'g') : intake.order_id;
  intent.authority = authority;
  intent.name = intake.name_key();
  intent.csr_sha256 = intake.csr_sha256();
  intent.state = store::IntentState::planned;
  intent.created = intake.now;
  return intent;
}

/// One that is issued needs no call any more: another pass of the same process binds it.
bool is_anothers(const store::Intent& intent, const std::string& self, Time now) {
  if (intent.holder == self && intent.state == store::IntentState::issued) return false;
  return is_worked_on(intent, now);
}

}  // namespace

Value order_facts(const store::Intent& intent) {
  Value facts = Value::map(
      {{"authority", intent.authority}, {"ClientMachine", intent.name}, {"csrSha256", to_hex(intent.csr_sha256)}});
  if (!intent.reason.empty()) facts.set("reason", intent.reason);
  if (!intent.certificate.empty()) facts.set("serial", x509::parse_certificate(intent.certificate).serial_hex());
  return facts;
}

bool is_worked_on(const store::Intent& intent, Time now) {
  return !intent.holder.empty() && intent.lease_until > now && !process_ended(intent.holder);
}

ClaimedIntent claim_planned(Session& session, Time now, store::Intent planned, Duration lease,
                            const std::function<bool(store::Read&)>& still_so) {
  using How = ClaimedIntent::How;
  const std::string self = process_identity(::getpid());
  How how = How::stale;
  store::Intent claimed;
  session.database.write([&](store::Write& write) {
    how = How::stale;
    if (!still_so(write)) return;
    const Time real = session.world.now();
    const auto open = store::intents::find_open(write, planned.authority, planned.name, planned.csr_sha256);
    how = open && is_anothers(*open, self, real) ? How::theirs : How::mine;
    if (how == How::theirs) return;
    if (!open && store::intents::find(write, planned.id)) planned.id = random_id(session.world, 'g');
    claimed = open ? *open : planned;
    claimed.holder = self;
    claimed.lease_until = real + lease;
    if (open && store::intents::update(write, claimed))
      ++claimed.version;
    else if (!open)
      store::intents::insert(write, claimed);
  });
  if (how != How::mine) return {how};
  return {how, HeldIntent(session, now, std::move(claimed))};
}

ClaimedIntent claim_intent(Session& session, const Intake& intake, const Caller& caller, const std::string& authority,
                           Duration lease) {
  return claim_planned(session, intake.now, planned_intent(session, intake, authority), lease,
                       [&](store::Read& read) { return same_state(caller, authenticate(read, intake)); });
}

bool is_claimed_by_another(const ReadSession& session, const Intake& intake, const std::string& authority) {
  std::optional<store::Intent> open;
  session.state.read([&](store::Read& read) {
    open = store::intents::find_open(read, authority, intake.name_key(), intake.csr_sha256());
  });
  return open && is_anothers(*open, process_identity(::getpid()), session.world.now());
}

void HeldIntent::send(Duration limit) {
  store::Intent next = row_;
  next.state = store::IntentState::sent;
  next.sent_until = session_.world.now() + limit;
  change(std::move(next), "gateway.sent");
}

void HeldIntent::keep(const Bytes& certificate) {
  store::Intent next = row_;
  next.state = store::IntentState::issued;
  next.certificate = certificate;
  next.reason.clear();
  change(std::move(next), nullptr);
}

void HeldIntent::abandon(const std::string& why) {
  store::Intent next = row_;
  next.state = store::IntentState::abandoned;
  next.holder.clear();
  next.reason = why;
  change(std::move(next), "gateway.abandoned");
}

void HeldIntent::let_go(const std::string& why) {
  store::Intent next = row_;
  next.holder.clear();
  next.reason = why;
  change(std::move(next), nullptr);
}

store::Intent HeldIntent::ended() const {
  store::Intent next = row_;
  next.state = store::IntentState::bound;
  next.holder.clear();
  next.reason.clear();
  return next;
}

void HeldIntent::change(store::Intent next, const char* event) {
  session_.database.write([&](store::Write& write) {
    if (!store::intents::update(write, next))
      throw Error(Kind::conflict, "gateway.running", next.id + " was taken over by another process", "try again");
    if (event) store::events::append(write, now_, session_.actor, event, next.id, order_facts(next));
  });
  row_ = std::move(next);
  ++row_.version;
}

}  // namespace pkit
