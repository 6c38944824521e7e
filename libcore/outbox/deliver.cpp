#include "outbox/deliver.h"

#include <unistd.h>

#include <algorithm>

#include "base/counted.h"
#include "change/change.h"
#include "home/process.h"
#include "outbox/fill.h"
#include "outbox/generate.h"
#include "outbox/steps.h"
#include "setup/setup.h"
#include "store/deliveries.h"
#include "store/events.h"
#include "store/meta.h"
#include "view/views.h"

namespace pkit {

namespace {

constexpr std::int64_t kMostTries = 10;
constexpr Duration kFirstPause = 60'000, kLongestPause = 6LL * 3600 * 1000;
constexpr Duration kBesidesTheCall = 30'000;  // of a lease
constexpr int kAtOnce = 100;

constexpr Input kDeliverInputs[] = {
    input<&DeliverRequest::retry_dead>("retry-dead", "", "try again what was given up"),
};

/// One minute after the first failure, then twice as long each time, six hours at most.
Duration pause_after(std::int64_t tries) {
  Duration pause = kFirstPause;
  for (std::int64_t i = 1; i < tries && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

using State = store::DeliveryState;

State state_after(const store::Delivery& tried) {
  if (tried.reason.empty()) return State::done;
  return tried.tries >= kMostTries ? State::dead : State::waiting;
}

bool is_held(const store::Delivery& delivery, Time now) {
  return !delivery.holder.empty() && delivery.lease_until > now && !process_ended(delivery.holder);
}

store::Event event_of(Session& session, std::int64_t sequence) {
  std::vector<store::Event> found;
  session.state.read([&](store::Read& read) { found = store::events::after(read, sequence - 1, 1); });
  if (found.empty() || found.front().sequence != sequence)
    throw Error(Kind::state, "store.corrupt", "event " + std::to_string(sequence) + " is not there", "pkit doctor");
  return std::move(found.front());
}

class Deliverer {
 public:
  Deliverer(Session& session, const Setup& setup, Time now)
      : session_(session), setup_(setup), now_(now), holder_(process_identity(::getpid())) {
    session.state.read([&](store::Read& read) { home_id_ = to_hex(store::meta::get(read).home_id); });
  }

  /// False where somebody else has it.
  bool deliver(store::Delivery delivery) {
    if (const std::optional<Duration> wait = wait_for_window(delivery)) return postpone(delivery, *wait);
    const Duration lease = time_for(delivery) + kBesidesTheCall;
    bool ours = false;
    session_.database.write([&](store::Write& write) {
      ours = store::deliveries::claim(write, delivery, holder_, session_.world.now() + lease);
    });
    if (!ours) return false;
    ++delivery.tries;
    delivery.reason = done(delivery);
    settle(delivery);
    return true;
  }

  Outcome outcome();
  /// How many calls were made.
  std::size_t count() const { return static_cast<std::size_t>(delivered_ + failed_ + dead_); }

 private:
  /// How long its alert's windows stay closed; nothing where it may act now, because one is open or because the next
  /// opens only when what it is about has ended: late beats never.
  std::optional<Duration> wait_for_window(const store::Delivery& delivery) {
    late_ = false;
    if (!delivery.target.starts_with(kAlertTarget)) return std::nullopt;
    const Alert* alert = find_alert(setup_.alerts, delivery.target).alert;
    if (!alert || is_open(alert->windows, now_)) return std::nullopt;
    const Time opens = next_opening(alert->windows, now_);
    const Value data = event_parameter(event_of(session_, delivery.event))["data"];
    const std::optional<Time> end = parse_time(data.text_or("notAfter"));
    late_ = end && opens > *end;
    return late_ ? std::nullopt : std::optional<Duration>(opens - now_);
  }

  /// Windows are of the operation's clock, which a test may set; what waits, waits by the real one.
  bool postpone(const store::Delivery& delivery, Duration wait) {
    bool ours = false;
    session_.database.write(
        [&](store::Write& write) { ours = store::deliveries::postpone(write, delivery, session_.world.now() + wait); });
    return ours;
  }

  const adapter::Adapter* adapter_of(const std::string& target) const {
    const auto found = setup_.adapters.find(target.substr(0, target.find('.')));
    return found == setup_.adapters.end() ? nullptr : &found->second;
  }

  Duration time_for(const store::Delivery& delivery) const {
    if (delivery.target.starts_with(kAlertTarget)) {
      const Alert* alert = find_alert(setup_.alerts, delivery.target).alert;
      return alert ? time_of(setup_, *alert) : 0;
    }
    const adapter::Adapter* adapter =
        adapter_of(delivery.target.starts_with(kGenerates) ? generator() : delivery.target);
    return adapter ? adapter->limits.time : 0;
  }

  /// Empty where it was done, else why not.
  std::string done(const store::Delivery& delivery) {
    if (delivery.target.starts_with(kAlertTarget)) return run_alert(delivery);
    if (delivery.target.starts_with(kGenerates))
      return adapter_of(generator()) ? generate(delivery) : "pkit.yaml names nobody who generates metadata";
    const adapter::Adapter* adapter = adapter_of(delivery.target);
    return adapter ? call(*adapter, delivery) : "pkit.yaml has no such adapter";
  }

  std::string key_of(const store::Delivery& delivery) const {
    return home_id_ + "-" + std::to_string(delivery.event) + "-" + delivery.target;
  }

  std::string run_alert(const store::Delivery& delivery) {
    const AlertTarget target = find_alert(setup_.alerts, delivery.target);
    if (!target.alert) return "pkit.yaml has no such alert";
    const store::Event event = event_of(session_, delivery.event);
    if (late_ && delivery.tries == 1) tell_late(delivery);
    return run_steps(session_, setup_,
                     {.alert = *target.alert,
                      .recipient = target.recipient,
                      .event = event,
                      .key = key_of(delivery),
                      .attempt = static_cast<int>(delivery.tries),
                      .late = late_});
  }

  /// What is done outside of its windows is told before.
  void tell_late(const store::Delivery& delivery) {
    Change change;
    begin_change(change, session_, now_);
    change.events = {
        {"alert.late", delivery.subject,
         Value::map(
             {{"event", delivery.event}, {"target", delivery.target}, {"reason", "no window opens before the end"}})}};
    commit(session_, change);
  }

  /// Whoever pkit.yaml names now: what is generated is wanted once, by whichever.
  const std::string& generator() const { return setup_.metadata_generator.adapter; }
  std::string generate(const store::Delivery& delivery) {
    return generate_for(session_, setup_, delivery.subject, static_cast<int>(delivery.tries), false).failure;
  }

  /// Empty where it was told, else why not.
  std::string call(const adapter::Adapter& adapter, const store::Delivery& delivery) {
    const adapter::Call call{.procedure = delivery.target.substr(delivery.target.find('.') + 1),
                             .parameter = event_parameter(event_of(session_, delivery.event)),
                             .request_id = key_of(delivery),
                             .attempt = static_cast<int>(delivery.tries)};
    const adapter::Answer answer = adapter::call(adapter, session_.home.directory, call, session_.world);
    return answer.ok ? std::string() : adapter::told_failure(answer);
  }

  void settle(store::Delivery& delivery) {
    const Time now = session_.world.now();
    delivery.state = state_after(delivery);
    delivery.next_at = delivery.state == State::done ? now_ : now + pause_after(delivery.tries);
    if (delivery.state == State::dead)
      bury(delivery);
    else if (!is_settled(delivery))
      delivery = lost(std::move(delivery));
    ++(delivery.state == State::done ? delivered_ : delivery.state == State::dead ? dead_ : failed_);
    if (!delivery.reason.empty()) failures_.push(delivery_view(delivery));
  }

  /// False where it took longer than its lease, and somebody else is at it.
  bool is_settled(const store::Delivery& delivery) {
    bool ours = false;
    session_.database.write([&](store::Write& write) { ours = store::deliveries::settle(write, delivery, holder_); });
    return ours;
  }

  static store::Delivery lost(store::Delivery delivery) {
    delivery.state = State::waiting;
    delivery.reason = "it took longer than its lease, and another command is at it";
    return delivery;
  }

  /// It is given up, and the history tells so.
  void bury(const store::Delivery& delivery) {
    Change change;
    begin_change(change, session_, operation_time(session_, true));
    change.rows = [&](store::Write& write) {
      require_written(store::deliveries::settle(write, delivery, holder_), "event " + std::to_string(delivery.event));
    };
    change.events = {{"delivery.dead", delivery.subject,
                      Value::map({{"event", delivery.event},
                                  {"target", delivery.target},
                                  {"tries", delivery.tries},
                                  {"reason", delivery.reason}})}};
    commit(session_, change);
  }

  Session& session_;
  const Setup& setup_;
  const Time now_;
  bool late_ = false;  // the delivery at hand
  std::string holder_, home_id_;
  std::int64_t delivered_ = 0, failed_ = 0, dead_ = 0;
  Value failures_ = Value::list();
};

Outcome Deliverer::outcome() {
  store::deliveries::Counts counts;
  session_.state.read([&](store::Read& read) { counts = store::deliveries::count(read); });
  Outcome outcome;
  outcome.data = Value::map({{"delivered", delivered_},
                             {"failed", failed_},
                             {"dead", counts.dead},
                             {"waiting", counts.waiting},
                             {"failures", failures_}});
  if (dead_ > 0)
    outcome.error = Error(Kind::config, "delivery.dead", counted(dead_, "was", "were") + " given up after the last try",
                          "pkit list deliveries --state dead; mend the adapter, then --retry-dead");
  else if (failed_ > 0)
    outcome.error = Error(Kind::config, "delivery.failed", counted(failed_, "call") + " failed",
                          "the next run tries again, later each time");
  return outcome;
}

/// One round over what is due; false where nothing was.
bool deliver_due(Session& session, Deliverer& deliverer, const Listener& listener) {
  std::vector<store::Delivery> due;
  const Time now = session.world.now();
  session.state.read([&](store::Read& read) { due = store::deliveries::due(read, now, kAtOnce); });
  bool any = false;
  for (store::Delivery& delivery : due) {
    if (is_held(delivery, now) || !deliverer.deliver(std::move(delivery))) continue;
    any = true;
    listener.advanced(deliverer.count(), 0);
  }
  return any;
}

/// What was done 30 days ago: nobody asks for it, and its event is in no outbox any more.
void forget_done(Session& session, Time now) {
  constexpr int kTogether = 1000;
  const Time before = now - kNews;
  std::optional<Time> oldest;
  session.state.read([&](store::Read& read) { oldest = store::deliveries::oldest_done(read); });
  if (!oldest || *oldest >= before) return;
  std::int64_t forgotten = kTogether;
  while (forgotten >= kTogether)
    session.database.write(
        [&](store::Write& write) { forgotten = store::deliveries::forget_done(write, before, kTogether); });
}

}  // namespace

Outcome deliver_events(Session& session, const DeliverRequest& request, const Listener& listener) {
  const Time now = operation_time(session, true);
  const Setup setup = load_setup(session.home, session.state);
  if (request.retry_dead) session.database.write([&](store::Write& write) { store::deliveries::revive(write); });
  fill_outbox(session, setup, now);
  forget_done(session, now);
  Deliverer deliverer(session, setup, now);
  while (deliver_due(session, deliverer, listener)) {
  }
  return deliverer.outcome();
}

constinit const Operation kDeliverEvents = operation<DeliverRequest, deliver_events>(
    {.name = "events deliver", .inputs = kDeliverInputs, .data = &shape::delivered_events});

}  // namespace pkit
