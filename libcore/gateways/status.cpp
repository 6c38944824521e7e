#include "gateways/status.h"

#include <algorithm>

namespace pkit::gateways {

namespace {

constexpr StatusRow kStatuses[] = {
    {10, "NEW", Meaning::waits},
    {11, "FAILED", Meaning::failed},
    {20, "INITIALIZED", Meaning::waits},
    {30, "INPROCESS", Meaning::waits},
    {40, "GENERATED", Meaning::valid},
    {50, "REVOKED", Meaning::revoked},
    {60, "HISTORICAL", Meaning::ended},
    {70, "KEYRECOVERY", Meaning::valid},
    {80, "WAITINGFORADDAPPROVAL", Meaning::waits},
};

constexpr const char* kStateWords[] = {"waiting", "failed", "valid", "expired", "revoked"};

}  // namespace

std::span<const StatusRow> statuses() { return kStatuses; }

const StatusRow* find_status(std::int64_t number) {
  const auto found = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                                  [&](const StatusRow& row) { return row.number == number; });
  return found == std::end(kStatuses) ? nullptr : &*found;
}

const char* state_word(RecordState state) { return kStateWords[static_cast<std::size_t>(state)]; }

const std::vector<std::string>& record_state_words() {
  static const std::vector<std::string> words(std::begin(kStateWords), std::end(kStateWords));
  return words;
}

RecordState state_of(const store::GatewayRecord& record, Time now) {
  const StatusRow* row = find_status(record.status);
  switch (row ? row->meaning : Meaning::failed) {
    case Meaning::waits:
      return RecordState::waiting;
    case Meaning::failed:
      return RecordState::failed;
    case Meaning::revoked:
      return RecordState::revoked;
    case Meaning::ended:
      return RecordState::expired;
    case Meaning::valid:
      break;
  }
  return now > record.not_after ? RecordState::expired : RecordState::valid;
}

}  // namespace pkit::gateways
