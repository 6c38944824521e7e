#include "pkit/gate/gate_input.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "adapter/converse.h"
#include "base/error.h"

namespace pkit::app {

namespace {

[[noreturn]] void bad_request(const std::string& why) {
  throw Error(Kind::input, "gate.request", "the request " + why, "send one JSON document and close the stream");
}

}  // namespace

std::string read_request(int fd, std::size_t limit, Duration patience, const World& world) {
  adapter::Pipes from;
  from.output = Fd(::dup(fd));
  if (!from.output) bad_request(std::string("cannot be read: ") + std::strerror(errno));
  adapter::Sink text{limit}, none{0};
  const adapter::Ended ended = adapter::converse(from, Fd(), {}, text, none, world, world.steady() + patience);
  if (ended == adapter::Ended::by_deadline) bad_request("did not end within " + print_duration(patience));
  if (ended == adapter::Ended::by_overflow) bad_request("is longer than " + std::to_string(limit) + " bytes");
  if (text.error != 0) bad_request(std::string("cannot be read: ") + std::strerror(text.error));
  return std::move(text.kept);
}

}  // namespace pkit::app
