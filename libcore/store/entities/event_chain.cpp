// The walk over the chain of events that finds what was altered, taken out, moved or cut off.
#include <algorithm>
#include <utility>

#include "store/entities/event_row.h"
#include "store/events.h"

namespace pkit::store::events {

namespace {

std::string name_of(std::int64_t sequence) { return "event " + std::to_string(sequence); }

std::string missing(std::int64_t first, std::int64_t last) {
  if (first == last) return name_of(first) + " is missing";
  return "events " + std::to_string(first) + " to " + std::to_string(last) + " are missing";
}

/// The chain as far as it was walked. An event is judged when the one behind it is there: that may have stood before
/// it.
class Walk {
 public:
  explicit Walk(Head head) : head_(std::move(head)) {}

  void pass(Event event) {
    if (waiting_) judge(*waiting_, event.hash);
    waiting_ = std::move(event);
  }

  std::vector<ChainFault> end() {
    if (waiting_) judge(*waiting_, {});
    if (head_.sequence > last_) fault(Fault::missing, missing(last_ + 1, head_.sequence) + " at the end");
    if (head_.sequence < last_)
      fault(Fault::head,
            "the head ends at " + std::to_string(head_.sequence) + ", the events at " + std::to_string(last_));
    if (head_.sequence == last_ && head_.hash != last_hash_)
      fault(Fault::head, "the head does not fit " + name_of(last_));
    return std::move(faults_);
  }

 private:
  using Fault = ChainFault::Kind;
  void fault(Fault kind, std::string text) { faults_.push_back({kind, std::move(text)}); }

  void judge(const Event& event, const Bytes& next_hash) {
    const bool follows = event.sequence <= last_ + 1;
    if (!follows) fault(Fault::missing, missing(last_ + 1, event.sequence - 1));
    if (!event.previous.empty() && follows && event.previous != last_hash_) does_not_follow(event);
    // After a gap nobody knows what came before.
    if (follows || !event.previous.empty()) judge_hash(event, next_hash);
    if (!event.data.empty() && data_hash(event.data) != event.data_hash)
      fault(Fault::changed, name_of(event.sequence) + " has other data than it was written with");
    Event as_it_is = event;
    if (as_it_is.previous.empty()) as_it_is.previous = last_hash_;
    last_made_ = event_hash(head_.home_id, as_it_is);
    before_ = std::exchange(last_hash_, event.hash);
    last_ = event.sequence;
  }

  void does_not_follow(const Event& event) {
    fault(Fault::moved,
          name_of(event.sequence) + " does not follow " + (last_ == 0 ? "the beginning" : name_of(last_)));
  }

  /// Its hash over its columns. Where it is another, which one before it, or which place, would make it right?
  void judge_hash(const Event& event, const Bytes& next_hash) {
    if (fits(event, 0, {last_hash_})) return;
    if (fits(event, 0, {before_, last_made_})) return does_not_follow(event);
    for (const std::int64_t step : {-1, 1})
      if (fits(event, step, {last_hash_, before_, next_hash}))
        return fault(Fault::moved,
                     name_of(event.sequence) + " was swapped: it was written as " + name_of(event.sequence + step));
    fault(Fault::changed, name_of(event.sequence) + " was altered");
  }

  /// Would it be right so many places on, behind one of these?
  bool fits(Event event, std::int64_t step, std::initializer_list<Bytes> before) const {
    event.sequence += step;
    if (!event.previous.empty()) return event_hash(head_.home_id, event) == event.hash;
    return std::any_of(before.begin(), before.end(), [&](const Bytes& hash) {
      event.previous = hash;
      return event_hash(head_.home_id, event) == event.hash;
    });
  }

  Head head_;
  std::optional<Event> waiting_;
  std::int64_t last_ = 0;
  Bytes last_hash_ = beginning();  // as the row of `last_` has it
  Bytes last_made_, before_;       // as its columns make it; of the row before that
  std::vector<ChainFault> faults_;
};

}  // namespace

std::vector<ChainFault> verify(Read& read) {
  std::optional<Head> last = head(read);
  if (!last) return {{ChainFault::Kind::head, "the head is missing"}};
  Walk walk(*std::move(last));
  read.query(kEvents, {}, [&](const Row& row) {
    walk.pass(event_from(row));
    return true;
  });
  return walk.end();
}

}  // namespace pkit::store::events
