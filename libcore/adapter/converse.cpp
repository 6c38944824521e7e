#include "adapter/converse.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

namespace pkit::adapter {

namespace {

/// Reads once, at most `most` bytes; closes our end at its end. Says how many came.
std::size_t read_some(Fd& fd, Sink& sink, std::size_t most) {
  std::array<char, 65536> buffer;
  const ssize_t got = read(fd.get(), buffer.data(), std::min(most, buffer.size()));
  if (got > 0) {
    sink.take({buffer.data(), static_cast<std::size_t>(got)});
    return static_cast<std::size_t>(got);
  }
  const bool failed = got < 0 && errno != EAGAIN && errno != EINTR;
  if (failed) sink.error = errno;
  if (got == 0 || failed) fd = Fd();
  return 0;
}

/// Reads what is in the pipe now and no more: a grandchild may hold it open, or go on writing.
void drain(Fd& fd, Sink& sink) {
  int waiting = 0;
  if (!fd || ioctl(fd.get(), FIONREAD, &waiting) != 0) return;
  std::size_t left = waiting > 0 ? static_cast<std::size_t>(waiting) : 0;
  while (left > 0) {
    const std::size_t got = read_some(fd, sink, left);
    if (got == 0) return;
    left -= got;
  }
}

void write_some(Fd& fd, std::string_view& rest) {
  const ssize_t put = write(fd.get(), rest.data(), rest.size());
  if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
  const bool closed = put < 0 && errno != EAGAIN && errno != EINTR;
  if (closed || rest.empty()) fd = Fd();
}

}  // namespace

void Sink::take(std::string_view piece) {
  const std::size_t room = limit - kept.size();
  overflowed = overflowed || piece.size() > room;
  kept.append(piece.substr(0, room));
}

Ended converse(Pipes& pipes, const Fd& exit, std::string_view input, Sink& output, Sink& errors, const World& world,
               Duration until) {
  if (input.empty()) pipes.input = Fd();
  while (exit || pipes.output) {
    const Duration left = until - world.steady();
    if (left <= 0) return Ended::by_deadline;
    std::array<pollfd, 4> watched{{{exit.get(), POLLIN, 0},
                                   {pipes.input.get(), POLLOUT, 0},
                                   {pipes.output.get(), POLLIN, 0},
                                   {pipes.errors.get(), POLLIN, 0}}};
    const int ready = poll(watched.data(), watched.size(), static_cast<int>(std::min<Duration>(left, INT_MAX)));
    if (ready == 0) return Ended::by_deadline;
    if (ready < 0) continue;  // EINTR; the deadline is looked at again
    if (watched[1].revents) write_some(pipes.input, input);
    if (watched[2].revents) read_some(pipes.output, output, SIZE_MAX);
    if (watched[3].revents) read_some(pipes.errors, errors, SIZE_MAX);
    if (output.overflowed) return Ended::by_overflow;
    if (watched[0].revents) break;
  }
  if (exit) {
    drain(pipes.output, output);
    drain(pipes.errors, errors);
  }
  return output.overflowed ? Ended::by_overflow : Ended::by_itself;
}

}  // namespace pkit::adapter
