// The append-only history: one hash chain, gapless, in the same transaction as what it tells of.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "base/value.h"
#include "store/database.h"

namespace pkit::store {

struct Event {
  std::int64_t sequence = 0;  // from 1
  Time time = 0;
  std::string actor;    // "uid:1000"
  std::string kind;     // "registration.approved", "certificate.issued", ...
  std::string subject;  // an id
  Bytes data;           // canonical JSON as hashed; empty where it was blanked
  Bytes data_hash;
  Bytes previous;  // the hash of the one before it; as it is kept: empty where it is that
  Bytes hash;
};

/// What an event tells: as it is hashed, canonical JSON, and as it is kept.
struct EventData {
  EventData(const Value& value);
  Bytes canonical, packed;
};

/// The bytes that are hashed: label "pkit-event-v1", then length-prefixed home id, sequence, time, actor, kind,
/// subject, data_hash, previous. Lengths are 4 octets, sequence and time 8, big-endian (and length-prefixed too).
Bytes canonical_event(BytesView home_id, const Event& event);
/// SHA-256(0x00 || canonical) (RFC 9162 2.1.1's leaf hash).
Bytes event_hash(BytesView home_id, const Event& event);

namespace events {
/// Appends behind the others of this transaction; the head is to be moved before it ends, once for all of them.
std::int64_t add(Write&, Time time, const std::string& actor, const std::string& kind, const std::string& subject,
                 const EventData& data);
void move_head(Write&);
/// Both, of one.
std::int64_t append(Write&, Time time, const std::string& actor, const std::string& kind, const std::string& subject,
                    const EventData& data);
void each(Read&, std::optional<Time> since, const std::function<bool(const Event&)>& fn);
/// The next ones after a sequence number, at most `limit`, oldest first.
std::vector<Event> after(Read&, std::int64_t sequence, int limit);
std::optional<Event> find(Read&, std::int64_t sequence);
/// Is it, with its data, what was hashed when it was appended behind the one before it?
bool is_as_appended(Read&, const Event& event);
std::int64_t count(Read&);
/// The last `limit` events whose kind begins with one of these prefixes, newest first.
std::vector<Event> latest(Read&, const std::vector<std::string>& kind_prefixes, int limit);
/// The last event as the head knows it.
struct Head {
  std::int64_t sequence = 0;
  Bytes hash;
  Bytes home_id;
};
/// Nothing where the head or the home's id is lost.
std::optional<Head> head(Read& read);
struct ChainFault {
  enum class Kind { missing, changed, moved, head };
  Kind kind;
  std::string what;
};
/// Walks the chain: every fault, empty where sound.
std::vector<ChainFault> verify(Read&);
}  // namespace events

}  // namespace pkit::store
