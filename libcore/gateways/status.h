// The scale by which a gateway tells of a certificate, EJBCA's (document B, B6), and what it means here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "store/gateways.h"

namespace pkit::gateways {

enum class Meaning { waits, failed, valid, revoked, ended };

struct StatusRow {
  std::int64_t number;
  const char* word;
  Meaning meaning;
  /// There is a certificate of it.
  bool certified() const { return meaning != Meaning::waits && meaning != Meaning::failed; }
};
std::span<const StatusRow> statuses();
/// Null for a number that the scale does not have.
const StatusRow* find_status(std::int64_t number);

enum class RecordState { waiting, failed, valid, expired, revoked };
/// As users have it.
const char* state_word(RecordState state);
const std::vector<std::string>& record_state_words();
/// What a record is at `now`. A certificate that has ended is expired whatever the CA still says of it, unless it was
/// revoked: that it stays.
RecordState state_of(const store::GatewayRecord& record, Time now);

}  // namespace pkit::gateways
