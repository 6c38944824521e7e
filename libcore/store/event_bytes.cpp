// The bytes of an event that are hashed; see events.h.
#include <limits>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "digest/digest.h"
#include "store/events.h"

namespace pkit::store {

namespace {

constexpr std::string_view kLabel = "pkit-event-v1";
constexpr std::uint8_t kLeaf = 0x00;  // RFC 9162 2.1.1: leaf, not node

template <class Integer>
void append_big_endian(Bytes& out, Integer number) {
  for (int shift = 8 * (static_cast<int>(sizeof number) - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(number >> shift));
  }
}

void append_field(Bytes& out, BytesView field) {
  if (field.size() > std::numeric_limits<std::uint32_t>::max())
    throw Error(Kind::internal, "internal", "an event is too large");
  append_big_endian(out, static_cast<std::uint32_t>(field.size()));
  out.insert(out.end(), field.begin(), field.end());
}

void append_field(Bytes& out, std::int64_t number) {
  append_big_endian(out, std::uint32_t{sizeof number});
  append_big_endian(out, static_cast<std::uint64_t>(number));
}

}  // namespace

EventData::EventData(const Value& value) : canonical(to_bytes(canonical_json(value))) {}

Bytes canonical_event(BytesView home_id, const Event& event) {
  Bytes out = to_bytes(kLabel);
  append_field(out, home_id);
  append_field(out, event.sequence);
  append_field(out, event.time);
  append_field(out, as_bytes(event.actor));
  append_field(out, as_bytes(event.kind));
  append_field(out, as_bytes(event.subject));
  append_field(out, event.data_hash);
  append_field(out, event.previous);
  return out;
}

Bytes event_hash(BytesView home_id, const Event& event) {
  Bytes leaf{kLeaf};
  const Bytes canonical = canonical_event(home_id, event);
  leaf.insert(leaf.end(), canonical.begin(), canonical.end());
  const digest::Digest digest = digest::sha256(BytesView(leaf));
  return Bytes(digest.begin(), digest.end());
}

}  // namespace pkit::store
