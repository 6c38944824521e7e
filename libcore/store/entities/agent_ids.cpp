#include "store/entities/agent_ids.h"

#include <optional>

namespace pkit::store {

namespace {

constexpr std::size_t kOctets = 16;
constexpr std::size_t kDashes[] = {8, 13, 18, 23};

}  // namespace

std::string agent_text(BytesView octets) {
  if (octets.size() != kOctets) return std::string(as_text(octets));
  std::string text = to_hex(octets);
  for (const std::size_t at : kDashes) text.insert(at, 1, '-');
  return text;
}

Bytes agent_octets(const std::string& agent_id) {
  std::string digits = agent_id;
  std::erase(digits, '-');
  const std::optional<Bytes> octets = from_hex(digits);
  return octets && octets->size() == kOctets && agent_text(*octets) == agent_id ? *octets : to_bytes(agent_id);
}

}  // namespace pkit::store
