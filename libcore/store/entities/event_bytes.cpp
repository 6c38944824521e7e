// The bytes of an event that are hashed; see events.h.
#include "base/framed.h"
#include "base/json.h"
#include "digest/digest.h"
#include "store/entities/packed.h"
#include "store/events.h"

namespace pkit::store {

namespace {

constexpr std::string_view kLabel = "pkit-event-v1";
constexpr std::uint8_t kLeaf = 0x00;  // RFC 9162 2.1.1: leaf, not node

}  // namespace

EventData::EventData(const Value& value)
    : canonical(to_bytes(canonical_json(value))), packed(store::packed(as_text(canonical), Words::of_events)) {}

Bytes canonical_event(BytesView home_id, const Event& event) {
  return Framed(kLabel)
      .field(home_id)
      .number(event.sequence)
      .number(event.time)
      .field(event.actor)
      .field(event.kind)
      .field(event.subject)
      .field(event.data_hash)
      .field(event.previous)
      .bytes();
}

Bytes event_hash(BytesView home_id, const Event& event) {
  Bytes leaf{kLeaf};
  const Bytes canonical = canonical_event(home_id, event);
  leaf.insert(leaf.end(), canonical.begin(), canonical.end());
  const digest::Digest digest = digest::sha256(BytesView(leaf));
  return Bytes(digest.begin(), digest.end());
}

}  // namespace pkit::store
