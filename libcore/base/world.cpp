// The real clock and the kernel's randomness, and the identifiers that are made of it.
#include "base/world.h"

#include <sys/random.h>
#include <time.h>

#include <array>
#include <cerrno>
#include <utility>

#include "base/error.h"

namespace pkit {

namespace {

Time read_clock(clockid_t clock) {
  timespec ts{};
  if (clock_gettime(clock, &ts) != 0) throw Error(Kind::internal, "internal", "the clock cannot be read");
  return static_cast<Time>(ts.tv_sec) * 1000 + ts.tv_nsec / 1'000'000;
}

void kernel_random(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const ssize_t got = getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno != EINTR) throw Error(Kind::internal, "internal", "the kernel gives no randomness");
    if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
  }
}

void pause_for(Duration duration) {
  if (duration <= 0) return;
  const timespec ts{.tv_sec = duration / 1000, .tv_nsec = duration % 1000 * 1'000'000};
  clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, nullptr);
}

std::string base32(std::span<const std::uint8_t> fives) {
  constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  for (std::uint8_t five : fives) text += alphabet[five & 31];
  return text;
}

std::string random_base32(const std::function<void(std::span<std::uint8_t>)>& random, std::size_t count) {
  std::vector<std::uint8_t> fives(count);
  random(fives);
  return base32(fives);
}

/// Of its last 9 hours, in order.
std::string clock_base32(Time now) {
  std::array<std::uint8_t, 5> fives{};
  for (std::size_t i = 0; i < fives.size(); ++i)
    fives[i] = static_cast<std::uint8_t>(now >> (5 * (fives.size() - 1 - i)) & 31);
  return base32(fives);
}

std::string uuid_of(std::array<std::uint8_t, 16> bytes, int version) {
  bytes[6] = static_cast<std::uint8_t>((version << 4) | (bytes[6] & 0x0f));
  bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));  // the variant, RFC 9562 4.1
  std::string text = to_hex(bytes);
  for (std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

}  // namespace

World real_world() {
  return {.now = [] { return read_clock(CLOCK_REALTIME); },
          .steady = [] { return read_clock(CLOCK_MONOTONIC); },
          .random = kernel_random,
          .sleep = pause_for,
          .id_start = random_base32(kernel_random, 5)};
}

std::string random_id(const World& world, char letter) {
  constexpr std::size_t kCharacters = 16;
  std::string id = world.id_start;
  if (!id.empty()) id += clock_base32(world.now());
  return std::string{letter, '-'} + id + random_base32(world.random, kCharacters - id.size());
}

std::string random_uuid(const World& world) {
  std::array<std::uint8_t, 16> bytes{};
  world.random(bytes);
  return uuid_of(bytes, 4);  // RFC 9562 5.4
}

std::string ordered_uuid(const World& world) {
  std::array<std::uint8_t, 16> bytes{};
  world.random(bytes);
  if (world.id_start.empty()) return uuid_of(bytes, 4);
  const Time now = world.now();
  for (int i = 0; i < 6; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(now >> (8 * (5 - i)));
  return uuid_of(bytes, 7);  // RFC 9562 5.7
}

Secret random_passphrase(const World& world) {
  std::array<std::uint8_t, 32> bytes{};
  world.random(bytes);
  std::string text = to_base64(bytes);
  wipe(bytes.data(), bytes.size());
  text.resize(text.find('='));
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;  // RFC 4648 section 5
  return Secret(std::move(text));
}

}  // namespace pkit
