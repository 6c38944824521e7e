// The program of --via: what it is told and says, and that one that does not end is ended in time.
#include "pkit/gate/via_program.h"

#include <doctest/doctest.h>
#include <signal.h>

#include <cerrno>

#include "../error_of.h"
#include "../temporary_directory.h"
#include "base/file.h"

namespace pkit::app {

namespace {

constexpr ViaLimits kShort{.call = 400, .grace = 200};

std::vector<std::string> shell(const std::string& script) { return {"sh", "-c", script}; }

}  // namespace

TEST_CASE("the program of --via hears the request, and its reply is all that it prints") {
  ::signal(SIGPIPE, SIG_IGN);  // as the command itself does
  const World world = real_world();
  CHECK(converse(shell("tr a-z A-Z"), "request", world) == "REQUEST");
  CHECK(converse(shell("exec <&-; echo deaf; exit 3"), std::string(1 << 20, 'x'), world) == "deaf\n");
  CHECK(converse(shell("echo late; exec >&-; sleep 0.2"), "", world) == "late\n");
  CHECK(test::verdict([&] { converse(shell("exit 0"), "", world); }) == "9 gate.program");
  CHECK(test::verdict([&] { converse(shell("yes"), "", world); }) == "9 gate.program");
}

TEST_CASE("a program of --via that does not end is ended, whatever it closes or ignores") {
  ::signal(SIGPIPE, SIG_IGN);
  const World world = real_world();
  for (const char* script : {
           "exec sleep 60",
           "echo '{}'; exec >&-; exec sleep 60",
           "trap '' TERM; while :; do :; done",
           "trap '' TERM; echo '{}'; exec >&-; while :; do :; done",
           "kill -STOP $$",
       }) {
    CAPTURE(script);
    const test::TemporaryDirectory directory;
    const std::string noted = (directory / "pid").string();
    const Duration begin = world.steady();
    const Error error =
        test::error_of([&] { converse(shell("echo $$ >" + noted + "; " + script), "{}", world, kShort); });
    CHECK(test::verdict_of(error) == "9 gate.program");
    CHECK(std::string(error.what()) == "the program of --via did not end within 400ms");
    CHECK(world.steady() - begin < 5'000);
    CHECK(::kill(std::stoi(read_file(noted, 100)), 0) == -1);
    CHECK(errno == ESRCH);
  }
}

}  // namespace pkit::app
