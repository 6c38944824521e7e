// One child process, its end, and what it leaves behind.
#include "adapter/process.h"

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <tuple>

#include "scripts.h"

namespace pkit::adapter {
namespace {

using End = ProcessResult::End;

ProcessResult run(const Scripts& scripts, const std::string& body, const ProcessLimits& limits = {},
                  std::string_view input = {}) {
  return run_process(scripts.script("program", body), {"one", "two words"}, scripts.directory(), input, limits,
                     real_world());
}

TEST_CASE("input goes in, output and errors come out, and the environment is clean") {
  const Scripts scripts;
  const ProcessResult result =
      run(scripts, R"(cat; echo "$# $2"; pwd; env | sort; ls /proc/self/fd | wc -l; echo bad >&2)", {}, "hello\n");
  CHECK(result.end == End::exited);
  CHECK(result.status == 0);
  // dash itself exports PWD; ls has its directory open as a fourth descriptor.
  CHECK(result.output == "hello\n2 two words\n" + scripts.directory().string() +
                             "\nLANG=C.UTF-8\nPATH=/usr/bin:/bin\nPWD=" + scripts.directory().string() + "\n4\n");
  CHECK(result.errors.substr(0, 3) == "bad");
}

TEST_CASE("every end is told apart, within its time") {
  struct Row {
    const char* body;
    End end;
    int status;
  };
  for (const auto& [body, end, status] : {
           Row{"exit 3", End::exited, 3},
           Row{"kill -SEGV $$", End::signalled, SIGSEGV},
           Row{"kill -KILL $$", End::signalled, SIGKILL},
           Row{"sleep 60", End::timed_out, 0},
           Row{"trap '' TERM INT HUP; while :; do :; done", End::timed_out, 0},
           Row{"kill -STOP $$", End::timed_out, 0},
           Row{"exec >&- 2>&-; sleep 60", End::timed_out, 0},
           Row{"yes", End::output_too_large, 0},
           Row{"yes >&2", End::timed_out, 0},
           Row{"head -c 1048577 /dev/zero", End::output_too_large, 0},
           Row{"head -c 1048576 /dev/zero", End::exited, 0},
           Row{"exec <&-; sleep 0.1; exit 5", End::exited, 5},
       }) {
    CAPTURE(body);
    const Scripts scripts;
    const ProcessResult result = run(scripts, body, {.time = 2000}, std::string(1 << 20, 'x'));
    CHECK(result.end == end);
    CHECK(result.status == status);
    CHECK(result.took < 4000);
    CHECK(result.output.size() <= 1 << 20);
    CHECK(result.errors.size() <= 4 << 12);
  }
}

TEST_CASE("what cannot be started says why") {
  const Scripts scripts;
  const auto start = [&](const Path& program, const Path& directory) {
    return run_process(program, {}, directory, "x", {}, real_world());
  };
  const Path fine = scripts.script("fine", "exit 0");
  for (const auto& [program, directory, error] :
       {std::tuple{scripts.directory() / "none", scripts.directory(), ENOENT},
        std::tuple{scripts.script("plain", "exit 0", 0644), scripts.directory(), EACCES},
        std::tuple{fine, scripts.directory() / "none", ENOENT},
        std::tuple{scripts.directory(), scripts.directory(), EACCES}}) {
    CAPTURE(program);
    const ProcessResult result = start(program, directory);
    CHECK(result.end == End::not_started);
    CHECK(result.status == error);
  }
  CHECK(start(fine, scripts.directory()).end == End::exited);
}

TEST_CASE("a descendant is dead when the call is over, however it detached itself") {
  struct Row {
    const char* body;
    End end;
  };
  for (const auto& [body, end] : {
           Row{"setsid sh -c 'setsid sleep 300 & echo $! > pid' & while [ ! -s pid ]; do sleep 0.01; done; sleep 300",
               End::timed_out},
           Row{"(setsid setsid sleep 300 & echo $! > pid) & while [ ! -s pid ]; do sleep 0.01; done", End::exited},
           Row{"(trap '' TERM HUP; setsid sleep 300 >/dev/null 2>&1 </dev/null & echo $! > pid); yes",
               End::output_too_large},
       }) {
    CAPTURE(body);
    const Scripts scripts;
    const ProcessResult result = run(scripts, body, {.time = 1000});
    CHECK(result.end == end);
    REQUIRE(scripts.pid_in("pid") > 0);
    CHECK_FALSE(alive(scripts.pid_in("pid")));
    CHECK(waitpid(-1, nullptr, WNOHANG) == -1);
    CHECK(errno == ECHILD);
  }
}

TEST_CASE("a grandchild that holds stdout open, or floods it, delays nothing") {
  const Scripts scripts;
  for (const char* body : {"echo answer; setsid sleep 300 &", "echo answer; setsid sleep 300 >&2 &"}) {
    CAPTURE(body);
    const ProcessResult result = run(scripts, body, {.time = 5000});
    CHECK(result.end == End::exited);
    CHECK(result.output == "answer\n");
    CHECK(result.took < 2000);
  }
  CHECK(run(scripts, "setsid yes >&2 & exit 0", {.time = 5000}).took < 2000);
}

TEST_CASE("a chain of processes that each start the next and end is caught up with") {
  const Scripts scripts;
  const ProcessResult result = run(scripts, "next() { next & }; next; sleep 0.1; exit 0", {.time = 3000});
  CHECK(result.end == End::exited);
  CHECK(waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("children that were there before stay") {
  const pid_t before = fork();
  if (before == 0) {
    pause();
    _exit(0);
  }
  const Scripts scripts;
  CHECK(run(scripts, "setsid sleep 300 & echo $! > pid").end == End::exited);
  CHECK_FALSE(alive(scripts.pid_in("pid")));
  CHECK(alive(before));
  kill(before, SIGKILL);
  CHECK(waitpid(before, nullptr, 0) == before);
}

TEST_CASE("signals and subreaper of ours are as before; ignored SIGCHLD and SIGPIPE change nothing") {
  const Scripts scripts;
  signal(SIGCHLD, SIG_IGN);
  signal(SIGPIPE, SIG_DFL);
  const ProcessResult result = run(scripts, "exec <&-; kill -PIPE $$; exit 0", {}, std::string(1 << 20, 'x'));
  CHECK((signal(SIGCHLD, SIG_DFL) == SIG_IGN));
  CHECK((signal(SIGPIPE, SIG_DFL) == SIG_DFL));
  CHECK(result.end == End::signalled);
  CHECK(result.status == SIGPIPE);
  int subreaper = 1;
  prctl(PR_GET_CHILD_SUBREAPER, &subreaper);
  CHECK(subreaper == 0);
}

TEST_CASE("errors are fit for a terminal") {
  const Scripts scripts;
  CHECK(run(scripts, R"(printf '\033[31mred\007' >&2)").errors == R"(\x1b[31mred\x07)");
}

}  // namespace
}  // namespace pkit::adapter
