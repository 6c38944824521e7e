// The clock, chance and who we are come through this door, so that tests can hold them still.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/text.h"

namespace pkit {

struct World {
  std::function<Time()> now;                            // wall clock, epoch ms
  std::function<Duration()> steady;                     // monotonic ms: time limits and leases
  std::function<void(std::span<std::uint8_t>)> random;  // from the kernel; throws Error{internal}
  std::function<void(Duration)> sleep;                  // a signal may end it early
  std::string id_start = {};  // what the ids of this process begin with, base32; where it is empty they are all chance
};

World real_world();

/// "r-" and 16 base32 characters (a-z2-7): `id_start`, 5 of the clock, and the rest random. So ids that one process
/// makes are neighbours in every index, and a commit of many touches few pages; of those of several processes the first
/// characters tell which is meant. Ids are names and no secrets.
std::string random_id(const World& world, char letter);
/// A random UUID (version 4).
std::string random_uuid(const World& world);
/// A UUID that begins with the time (version 7), as AgentIds do, so that those made one after the other are neighbours
/// in an index. Where ids are all chance (`id_start` is empty), so is this.
std::string ordered_uuid(const World& world);
/// 256 random bits as base64url without padding: a passphrase that needs no slow KDF.
Secret random_passphrase(const World& world);

}  // namespace pkit
