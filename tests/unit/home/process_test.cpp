// Whether the holder of a lease is gone: only a process of this host, boot and process ids can be asked for.
#include "home/process.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

using namespace pkit;

namespace {

/// The identity of a process that has ended and is forgotten.
std::string ended_process() {
  int pipe_ends[2];
  REQUIRE(::pipe(pipe_ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    char byte;
    (void)!::read(pipe_ends[0], &byte, 1);
    ::_exit(0);
  }
  const std::string identity = process_identity(child);
  CHECK_FALSE(process_ended(identity));
  REQUIRE(::write(pipe_ends[1], "x", 1) == 1);
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
  return identity;
}

std::string with_part(const std::string& identity, std::size_t part, const std::string& text) {
  std::vector<std::string> parts = split(identity, ' ');
  REQUIRE(parts.size() == 4);
  parts[part] = text;
  return join(parts, " ");
}

}  // namespace

TEST_CASE("a process of this host and boot is known to live or to be gone") {
  const std::string self = process_identity(::getpid());
  CHECK_FALSE(process_ended(self));
  CHECK(process_ended(with_part(self, 2, "1")));  // the same number, started another time
  CHECK(process_ended(ended_process()));
}

TEST_CASE("of another host, boot or container nothing is known") {
  const std::string gone = ended_process();
  CHECK_FALSE(process_ended(with_part(gone, 0, "00000000-0000-4000-8000-000000000000")));
  CHECK_FALSE(process_ended(with_part(gone, 3, "pid:[1]")));
  CHECK_FALSE(process_ended(""));
  CHECK_FALSE(process_ended("restored"));
}

TEST_CASE("an identity of an earlier pkit, which named no process ids, is of this host's") {
  const std::string gone = ended_process();
  CHECK(process_ended(gone.substr(0, gone.rfind(' '))));
}
