// The walk over the chain of events that finds what was altered, taken out, moved or cut off.
#include "store/entities/event_row.h"
#include "store/events.h"

namespace pkit::store::events {

namespace {

std::string name_of(std::int64_t sequence) { return "event " + std::to_string(sequence); }

std::string missing(std::int64_t first, std::int64_t last) {
  if (first == last) return name_of(first) + " is missing";
  return "events " + std::to_string(first) + " to " + std::to_string(last) + " are missing";
}

/// The chain as far as it was walked.
class Walk {
 public:
  explicit Walk(Head head) : head_(std::move(head)) {}

  void pass(const Event& event) {
    if (event.sequence > last_ + 1) {
      fault(Fault::missing, missing(last_ + 1, event.sequence - 1));
    } else if (event.previous != last_hash_) {
      // After a gap nobody knows what came before.
      fault(Fault::moved,
            name_of(event.sequence) + " does not follow " + (last_ == 0 ? "the beginning" : name_of(last_)));
    }
    judge(event);
    last_ = event.sequence;
    last_hash_ = event.hash;
  }

  std::vector<ChainFault> end() {
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

  /// The event for itself: its hash over its columns, and its data, unless they were blanked.
  void judge(const Event& event) {
    if (event_hash(head_.home_id, event) != event.hash) {
      const std::int64_t written_as = neighbour(event);
      fault(written_as == 0 ? Fault::changed : Fault::moved,
            name_of(event.sequence) +
                (written_as == 0 ? " was altered" : " was swapped: it was written as " + name_of(written_as)));
    }
    if (!event.data.empty() && data_hash(event.data) != event.data_hash) {
      fault(Fault::changed, name_of(event.sequence) + " has other data than it was written with");
    }
  }

  /// The number beside its own under which the event would be right; 0: none.
  std::int64_t neighbour(Event event) const {
    for (std::int64_t step : {-1, 2}) {
      event.sequence += step;
      if (event_hash(head_.home_id, event) == event.hash) return event.sequence;
    }
    return 0;
  }

  Head head_;
  std::int64_t last_ = 0;
  Bytes last_hash_ = Bytes(32, 0);
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
