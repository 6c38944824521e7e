// Files that appear whole or not at all, whatever the umask, the disk and the neighbours do.
#include "base/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include "../error_of.h"
#include "../temporary_directory.h"
#include "other_user.h"

using namespace pkit;
using pkit::test::error_of;
using pkit::test::TemporaryDirectory;
using pkit::test::verdict;

namespace {

mode_t mode_of(const Path& path) {
  struct stat status {};
  REQUIRE(lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

std::size_t entries(const Path& directory) {
  const std::filesystem::directory_iterator all(directory);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

void put(const Path& path, std::string_view content) { std::ofstream(path) << content; }

/// Files of this process cannot grow beyond `bytes`: the disk that is full at a known place.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &now);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }

 private:
  sighandler_t handler_;
  rlimit before_{};
};

class Umask {
 public:
  explicit Umask(mode_t mask) : before_(umask(mask)) {}
  ~Umask() { umask(before_); }

 private:
  mode_t before_;
};

}  // namespace

TEST_CASE("an absolute path ends with a name") {
  const Path here = std::filesystem::current_path();
  CHECK(absolute_path("/a/b/") == "/a/b");
  CHECK(absolute_path("/a//b///") == "/a/b");
  CHECK(absolute_path("/a/b/.") == "/a/b");
  CHECK(absolute_path("/a/b/c/..") == "/a/b");
  CHECK(absolute_path("/a/b") == "/a/b");
  CHECK(absolute_path("a/") == here / "a");
  CHECK(absolute_path(".") == here);
  CHECK(absolute_path("/") == "/");
}

TEST_CASE("a copy has the content and the mode, whatever the umask and the size") {
  const TemporaryDirectory dir;
  const Umask umask(0077);
  for (std::size_t size : {0U, 1U, 3'000'000U}) {
    const std::string content(size, 'x');
    put(dir / "from", content);
    for (const mode_t mode : {0600U, 0754U}) {
      chmod((dir / "from").c_str(), mode);
      duplicate_file(dir / "from", dir / "to");
      CHECK(read_file(dir / "to", size + 1) == content);
      CHECK(mode_of(dir / "to") == mode);
      CHECK(verdict([&] { duplicate_file(dir / "from", dir / "to"); }) == "7 file.exists");
      std::filesystem::remove(dir / "to");
    }
  }
  CHECK(verdict([&] { duplicate_file(dir / "none", dir / "to"); }) == "6 file.missing");
  CHECK(verdict([&] { duplicate_file(dir.path(), dir / "to"); }) == "9 file.read");
  const FullDisk full(100'000);
  CHECK(verdict([&] { duplicate_file(dir / "from", dir / "to"); }) == "9 file.write");
  CHECK(entries(dir.path()) == 1);
}

TEST_CASE("a file is read whole, up to its limit") {
  const TemporaryDirectory dir;
  for (std::size_t size : {0U, 1U, 1000U, 65'536U, 65'537U, 300'000U}) {
    CAPTURE(size);
    const std::string content(size, 'x');
    put(dir / "f", content);
    CHECK(read_file(dir / "f", size) == content);
    CHECK(read_file(dir / "f", size + 1) == content);
    if (size > 0) CHECK(verdict([&] { read_file(dir / "f", size - 1); }) == "5 file.size");
  }
}

TEST_CASE("reading what cannot be read") {
  const TemporaryDirectory dir;
  put(dir / "f", "x");
  CHECK(verdict([&] { read_file(dir / "none", 10); }) == "6 file.missing");
  CHECK(verdict([&] { read_file(dir / "f" / "below", 10); }) == "6 file.missing");
  CHECK(verdict([&] { read_file("", 10); }) == "6 file.missing");
  CHECK(verdict([&] { read_file(dir.path(), 10); }) == "9 file.read");
  CHECK(verdict([] { read_all(-1, "a pipe", 10); }) == "9 file.read");
  CHECK(verdict([] { read_file("/dev/zero", 100'000); }) == "5 file.size");
  const Error e = error_of([&] { read_file(dir / "none", 10); });
  CHECK(std::string(e.what()).find((dir / "none").string()) != std::string::npos);
}

TEST_CASE("a file of somebody else's is not readable") {
  const TemporaryDirectory dir;
  put(dir / "f", "x");
  chmod((dir / "f").c_str(), 0000);
  chmod(dir.path().c_str(), 0755);
  CHECK(test::as_other_user([&] { return verdict([&] { read_file(dir / "f", 10); }); }) == "9 file.read");
}

TEST_CASE("a pipe is read to its end, though signals interrupt and it comes in pieces") {
  struct sigaction action {
  }, before{};
  action.sa_handler = [](int) {};  // without SA_RESTART
  sigaction(SIGALRM, &action, &before);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  std::atomic<bool> masked = false;
  std::thread writer([&] {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    masked = true;
    for (int i = 0; i < 20; ++i) {
      usleep(2000);
      CHECK(write(ends[1], std::string(5000, static_cast<char>('a' + i)).data(), 5000) == 5000);
    }
    close(ends[1]);
  });
  while (!masked) usleep(100);
  const itimerval often{{0, 500}, {0, 500}}, never{};
  setitimer(ITIMER_REAL, &often, nullptr);
  const std::string content = read_all(ends[0], "the pipe", 100'000);
  setitimer(ITIMER_REAL, &never, nullptr);
  writer.join();
  close(ends[0]);
  sigaction(SIGALRM, &before, nullptr);
  CHECK(content.size() == 100'000);
  CHECK(content.back() == 't');
}

TEST_CASE("modes do not depend on the umask") {
  for (mode_t mask : {0000U, 0022U, 0077U, 0777U}) {
    CAPTURE(mask);
    const TemporaryDirectory dir;
    const Umask umask(mask);
    create_file(dir / "secret", as_bytes("k"), Mode::secret);
    create_file(dir / "shared", as_bytes("c"), Mode::shared);
    replace_file(dir / "replaced", as_bytes("c"), Mode::shared);
    replace_file(dir / "replaced", as_bytes("k"), Mode::secret);
    create_directory(dir / "open", 0755);
    create_directory(dir / "closed", 0700);
    CHECK(mode_of(dir / "secret") == 0600);
    CHECK(mode_of(dir / "shared") == 0644);
    CHECK(mode_of(dir / "replaced") == 0600);
    CHECK(mode_of(dir / "open") == 0755);
    CHECK(mode_of(dir / "closed") == 0700);
    CHECK(read_file(dir / "replaced", 10) == "k");
    CHECK(entries(dir.path()) == 5);
  }
}

TEST_CASE("creating never replaces") {
  const TemporaryDirectory dir;
  put(dir / "f", "old");
  std::filesystem::create_symlink(dir / "nowhere", dir / "dangling");
  for (const char* name : {"f", "dangling", "."}) {
    CAPTURE(name);
    CHECK(verdict([&] { create_file(dir / name, as_bytes("new"), Mode::shared); }) == "7 file.exists");
    CHECK(verdict([&] { create_directory(dir / name, 0700); }) == "7 file.exists");
  }
  CHECK(read_file(dir / "f", 10) == "old");
  CHECK_FALSE(std::filesystem::exists(dir / "nowhere"));
  CHECK(entries(dir.path()) == 2);
}

TEST_CASE("replacing takes regular files only") {
  const TemporaryDirectory dir;
  put(dir / "target", "old");
  std::filesystem::create_symlink(dir / "target", dir / "link");
  std::filesystem::create_directory(dir / "d");
  REQUIRE(mkfifo((dir / "fifo").c_str(), 0600) == 0);
  for (const char* name : {"link", "d", "fifo"}) {
    CAPTURE(name);
    CHECK(verdict([&] { replace_file(dir / name, as_bytes("new"), Mode::shared); }) == "9 file.write");
  }
  CHECK(verdict([] { replace_file("/dev/null", as_bytes("new"), Mode::shared); }) == "9 file.write");
  CHECK(std::filesystem::is_character_file("/dev/null"));
  CHECK(read_file(dir / "target", 10) == "old");
  CHECK(entries(dir.path()) == 4);
}

TEST_CASE("a replaced file's other names keep the old content") {
  const TemporaryDirectory dir;
  put(dir / "f", "old");
  std::filesystem::create_hard_link(dir / "f", dir / "other");
  replace_file(dir / "f", as_bytes("new"), Mode::shared);
  CHECK(read_file(dir / "f", 10) == "new");
  CHECK(read_file(dir / "other", 10) == "old");
}

TEST_CASE("places that do not exist or are not ours") {
  const TemporaryDirectory dir;
  put(dir / "f", "x");
  for (const Path& path : {dir / "none" / "f", dir / "f" / "f", dir / std::string(300, 'n')}) {
    CAPTURE(path.string());
    CHECK(verdict([&] { create_file(path, as_bytes("x"), Mode::shared); }) == "9 file.write");
    CHECK(verdict([&] { replace_file(path, as_bytes("x"), Mode::shared); }) == "9 file.write");
    CHECK(verdict([&] { create_directory(path, 0700); }) == "9 file.write");
  }
  CHECK(verdict([&] { sync_directory(dir / "f"); }) == "9 file.write");
  CHECK(verdict([&] { sync_directory(dir.path()); }) == "1 none");
  CHECK(entries(dir.path()) == 1);
  chmod(dir.path().c_str(), 0555);
  CHECK(test::as_other_user([&] { return verdict([&] { create_file(dir / "g", {}, Mode::shared); }); }) ==
        "9 file.write");
  CHECK(test::as_other_user([&] { return verdict([&] { replace_file(dir / "f", {}, Mode::shared); }); }) ==
        "9 file.write");
  CHECK(test::as_other_user([&] { return verdict([&] { create_directory(dir / "g", 0700); }); }) == "9 file.write");
}

TEST_CASE("a name of full length has room") {
  const TemporaryDirectory dir;
  const Path path = dir / std::string(255, 'n');
  create_file(path, as_bytes("x"), Mode::shared);
  replace_file(path, as_bytes("y"), Mode::shared);
  CHECK(read_file(path, 10) == "y");
}

TEST_CASE("a relative name and a trailing slash") {
  const TemporaryDirectory dir;
  const Path before = std::filesystem::current_path();
  std::filesystem::current_path(dir.path());
  create_file("f", as_bytes("1"), Mode::shared);
  replace_file("f", as_bytes("2"), Mode::shared);
  create_directory("d/", 0700);
  std::filesystem::current_path(before);
  CHECK(read_file(dir / "f", 10) == "2");
  CHECK(mode_of(dir / "d") == 0700);
}

TEST_CASE("a full disk leaves everything as it was") {
  const TemporaryDirectory dir;
  put(dir / "f", "old");
  const std::string large(100'000, 'x');
  std::string replaced, created;
  {
    const FullDisk full(5000);  // the first write comes back short, the second fails
    replaced = verdict([&] { replace_file(dir / "f", as_bytes(large), Mode::shared); });
    created = verdict([&] { create_file(dir / "g", as_bytes(large), Mode::shared); });
  }
  CHECK(replaced == "9 file.write");
  CHECK(created == "9 file.write");
  CHECK(read_file(dir / "f", 10) == "old");
  CHECK(entries(dir.path()) == 1);
}

TEST_CASE("of many who create one name, one does") {
  for (int round = 0; round < 20; ++round) {
    const TemporaryDirectory dir;
    std::atomic<int> made = 0, refused = 0;
    std::vector<std::thread> crowd;
    for (char c = 'a'; c < 'i'; ++c)
      crowd.emplace_back([&, c] {
        const std::string is = verdict([&] { create_file(dir / "f", as_bytes(std::string(20'000, c)), Mode::shared); });
        if (is == "1 none") ++made;
        if (is == "7 file.exists") ++refused;
      });
    for (std::thread& one : crowd) one.join();
    CHECK(made == 1);
    CHECK(refused == 7);
    const std::string content = read_file(dir / "f", 20'000);
    CHECK(content == std::string(20'000, content[0]));
    CHECK(entries(dir.path()) == 1);
  }
}

TEST_CASE("whoever reads while others replace sees one whole content") {
  const TemporaryDirectory dir;
  replace_file(dir / "f", as_bytes(std::string(20'000, 'z')), Mode::shared);
  std::atomic<int> left = 4;
  std::vector<std::thread> crowd;
  for (char c = 'a'; c < 'e'; ++c)
    crowd.emplace_back([&, c] {
      for (int i = 0; i < 25; ++i) replace_file(dir / "f", as_bytes(std::string(20'000, c)), Mode::shared);
      --left;
    });
  while (left > 0) {
    const std::string content = read_file(dir / "f", 20'000);
    REQUIRE(content == std::string(20'000, content[0]));
  }
  for (std::thread& one : crowd) one.join();
  CHECK(entries(dir.path()) == 1);
}

TEST_CASE("what a killed process leaves can be told from the rest") {
  CHECK(is_temporary(".pkit-651708cbec526b2acf620145c32646b5.tmp"));
  for (const char* other : {"", "f", "pkit.db", ".pkit-", "x.tmp", ".pkit", "a.pkit-00.tmp"})
    CHECK_FALSE(is_temporary(other));
}

TEST_CASE("a descriptor has one owner") {
  int raw = -1;
  {
    Fd a(open("/dev/null", O_RDONLY | O_CLOEXEC));
    raw = a.get();
    Fd b(std::move(a));
    CHECK_FALSE(a);  // NOLINT(bugprone-use-after-move): that is what is asked
    CHECK(b.get() == raw);
    Fd c(open("/dev/null", O_RDONLY | O_CLOEXEC));
    const int replaced = c.get();
    c = std::move(b);
    CHECK(c.get() == raw);
    CHECK(fcntl(replaced, F_GETFD) == -1);
    Fd& same = c;
    c = std::move(same);
    CHECK(c.get() == raw);
  }
  CHECK(fcntl(raw, F_GETFD) == -1);
}
