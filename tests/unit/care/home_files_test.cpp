// What a home is made of, as it goes from one directory into another.
#include "care/home_files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <iterator>

#include "../error_of.h"
#include "../temporary_directory.h"
#include "ca/authority_files.h"

using namespace pkit;
using pkit::test::TemporaryDirectory;
using pkit::test::verdict;

namespace {

namespace fs = std::filesystem;

std::size_t everything_in(const Path& directory) {
  const fs::recursive_directory_iterator all(directory);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace

TEST_CASE("what a home has is taken over with its modes, but for what is there already and the state") {
  const TemporaryDirectory dir;
  const Path from = dir / "from", to = dir / "to";
  create_directory(from, 0700);
  create_directory(from / "adapters", 0750);
  create_directory(to, 0700);
  create_file(from / "key", as_bytes("secret"), Mode::secret);
  create_file(from / "adapters" / "other", as_bytes("#!/bin/sh"), Mode::shared);
  fs::permissions(from / "adapters" / "other", fs::perms::owner_all);
  fs::create_symlink("key", from / "link");
  create_file(from / "pkit.yaml", as_bytes("former"), Mode::secret);
  create_file(to / "pkit.yaml", as_bytes("restored"), Mode::secret);
  create_file(from / "pkit.db", as_bytes("former"), Mode::secret);
  pkit::take_over_files(from, to);
  CHECK(read_file(to / "key", 100) == "secret");
  CHECK(fs::status(to / "key").permissions() == fs::perms(0600));
  CHECK(fs::status(to / "adapters").permissions() == fs::perms(0750));
  CHECK(read_file(to / "adapters" / "other", 100) == "#!/bin/sh");
  CHECK(fs::status(to / "adapters" / "other").permissions() == fs::perms(0700));
  CHECK(fs::read_symlink(to / "link") == "key");
  CHECK(read_file(to / "pkit.yaml", 100) == "restored");
  CHECK(everything_in(to) == 5);
}

TEST_CASE("nothing is copied into itself") {
  const TemporaryDirectory dir;
  const Path home = dir / "home";
  create_directory(home, 0700);
  create_directory(home / "staging", 0700);
  create_file(home / "key", as_bytes("secret"), Mode::secret);
  fs::create_symlink(home, dir / "link");
  for (const Path& to : {home / "staging", home / "staging" / "deeper", home, dir / "link" / "staging"}) {
    CAPTURE(to.string());
    CHECK(verdict([&] { pkit::take_over_files(home, to); }) == "1 internal");
    CHECK(everything_in(home) == 2);
  }
}

TEST_CASE("former files of a key are told by their serial; a place that cannot be listed is not one without any") {
  const TemporaryDirectory dir;
  const Path key = dir / "issuing.key";
  CHECK(former_files(key).empty());
  CHECK(former_files(dir / "none" / "issuing.key").empty());
  for (const char* name : {"issuing.0199f2.key", "issuing.0199f2.crt", "issuing.notes.key", "issuing.0199f3.key"})
    create_file(dir / name, BytesView(), Mode::secret);
  CHECK(former_files(key) == std::vector<Path>{former_place(key, "0199f2"), former_place(key, "0199f3")});
  CHECK(verdict([&] { former_files(dir / "issuing.0199f2.key" / "issuing.key"); }) == "9 file.read");
}
