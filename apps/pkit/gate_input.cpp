#include "pkit/gate_input.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pkit::app {

namespace {

[[noreturn]] void bad_request(const std::string& why) {
  throw Error(Kind::input, "gate.request", "the request " + why, "send one JSON document and close the stream");
}

bool wait_for_more(int fd, Duration left) {
  pollfd watched{fd, POLLIN, 0};
  return left > 0 && ::poll(&watched, 1, static_cast<int>(left)) > 0;
}

}  // namespace

std::string read_request(int fd, std::size_t limit, Duration patience, const World& world) {
  std::string text;
  const Duration until = world.steady() + patience;
  while (true) {
    if (!wait_for_more(fd, until - world.steady())) {
      if (world.steady() < until) continue;  // a signal
      bad_request("did not end within " + print_duration(patience));
    }
    std::array<char, 65536> piece;
    const ssize_t got = ::read(fd, piece.data(), piece.size());
    if (got == 0) return text;
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) bad_request(std::string("cannot be read: ") + std::strerror(errno));
    text.append(piece.data(), static_cast<std::size_t>(got));
    if (text.size() > limit) bad_request("is longer than " + std::to_string(limit) + " bytes");
  }
}

}  // namespace pkit::app
