// The real clock and chance, and the identifiers made of a chance that is held still.
#include "base/world.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>

using namespace pkit;

namespace {

World counting_world() {
  World world;
  world.random = [](std::span<std::uint8_t> out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(i * 17);
  };
  return world;
}

}  // namespace

TEST_CASE("the wall clock is the system's") {
  const auto system =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
  CHECK(std::abs(real_world().now() - system.count()) < 5000);
}

TEST_CASE("time passes while sleeping") {
  const World world = real_world();
  const Duration before = world.steady();
  world.sleep(20);
  CHECK(world.steady() - before >= 20);
  world.sleep(0);
  world.sleep(-5);
}

TEST_CASE("chance fills what it is given and does not repeat") {
  const World world = real_world();
  Bytes a(64), b(64);
  world.random(a);
  world.random(b);
  CHECK(a != b);
  CHECK(std::set(a.begin(), a.end()).size() > 20);
  world.random({});
}

TEST_CASE("ids") {
  CHECK(random_id(counting_world(), 'r') == "r-arctevgxizk3m5o7");
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = random_id(real_world(), 'o');
    REQUIRE(id.size() == 18);
    REQUIRE(id.starts_with("o-"));
    REQUIRE(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567", 2) == std::string::npos);
    REQUIRE(seen.insert(id).second);
  }
}

TEST_CASE("ids of one process are neighbours") {
  World world = counting_world();
  world.id_start = "abcde";
  world.now = [] { return Time{33} << 20 | 1; };
  CHECK(random_id(world, 'r') == "r-abcdebaaabarctev");
  const World real = real_world();
  CHECK(random_id(real, 'r').substr(2, 5) == random_id(real, 'o').substr(2, 5));
  CHECK(random_id(real, 'r').substr(2, 5) != random_id(real_world(), 'r').substr(2, 5));
}

TEST_CASE("UUIDs are of version 4") {
  CHECK(random_uuid(counting_world()) == "00112233-4455-4677-8899-aabbccddeeff");
  const std::string uuid = random_uuid(real_world());
  CHECK(uuid.size() == 36);
  CHECK(uuid[14] == '4');
  CHECK(std::string("89ab").find(uuid[19]) != std::string::npos);
}

TEST_CASE("UUIDs that begin with the time are of version 7") {
  World world = counting_world();
  CHECK(ordered_uuid(world) == random_uuid(world));
  world.id_start = "abcde";
  world.now = [] { return Time{0x017f22e279b0}; };  // RFC 9562 appendix A.6
  CHECK(ordered_uuid(world) == "017f22e2-79b0-7677-8899-aabbccddeeff");
}

TEST_CASE("passphrases carry 256 bits in characters that need no quoting") {
  const Secret secret = random_passphrase(counting_world());
  CHECK(secret.reveal().size() == 43);
  std::string coded(secret.reveal());
  std::ranges::replace(coded, '-', '+');
  std::ranges::replace(coded, '_', '/');
  const auto bytes = from_base64(coded + "=");
  REQUIRE(bytes);
  CHECK(bytes->size() == 32);
  CHECK((*bytes)[31] == static_cast<std::uint8_t>(31 * 17));
  CHECK(random_passphrase(real_world()).reveal() != random_passphrase(real_world()).reveal());
}
