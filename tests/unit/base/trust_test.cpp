// Who could have written a file: owners, modes, sticky directories and symbolic links, from / down.
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "../error_of.h"
#include "../temporary_directory.h"
#include "base/file.h"

using namespace pkit;
using pkit::test::error_of;
using pkit::test::TemporaryDirectory;
using pkit::test::verdict;
using pkit::test::verdict_of;

namespace {

constexpr uid_t kStranger = 65534;

const uid_t kSelf = geteuid();

/// home/ca/key below a sticky directory that everyone can write, as /tmp is.
struct Tree {
  Tree() {
    std::filesystem::create_directories(home / "ca");
    std::ofstream(home / "ca" / "key") << "x";
    mode(home, 0700);
    mode(home / "ca", 0700);
    mode(home / "ca" / "key", 0600);
  }

  static void mode(const Path& path, mode_t mode) { REQUIRE(chmod(path.c_str(), mode) == 0); }

  TemporaryDirectory root;
  Path home = root / "home";
  Path key = home / "ca" / "key";
};

std::string trusted(const Path& path, uid_t uid = kSelf) {
  return verdict([&] { require_trusted(path, uid); });
}

std::string secret(const Path& path, uid_t uid = kSelf) {
  return verdict([&] { require_secret(path, uid); });
}

}  // namespace

TEST_CASE("what only the owner can write is trusted") {
  const Tree tree;
  CHECK(trusted(tree.key) == "1 none");
  CHECK(trusted(tree.home / "ca" / "..") == "1 none");
  CHECK(trusted(tree.home / "." / "ca" / "") == "1 none");
  CHECK(trusted("/") == "1 none");
  CHECK(trusted("/usr") == "1 none");
  CHECK(trusted("/usr", kStranger) == "1 none");
  CHECK(secret(tree.key) == "1 none");
}

TEST_CASE("any entry that others can write is refused, named, and its remedy told") {
  struct Row {
    const char* below;
    mode_t mode;
    const char* printed;
  };
  for (auto [below, mode, printed] :
       {Row{"home/ca/key", 0620, "0620"}, Row{"home/ca/key", 0602, "0602"}, Row{"home/ca/key", 01666, "01666"},
        Row{"home/ca", 0770, "0770"}, Row{"home/ca", 0707, "0707"}, Row{"home", 0720, "0720"}, Row{"", 0702, "0702"}}) {
    const Tree tree;
    const Path entry = *below ? tree.root / below : tree.root.path();
    Tree::mode(entry, mode);
    CAPTURE(below);
    const Error e = error_of([&] { require_trusted(tree.key, kSelf); });
    CHECK(verdict_of(e) == "9 file.permission");
    CHECK(std::string(e.what()) == entry.string() + " can be changed by others than its owner (mode " + printed + ")");
    CHECK(e.hint() == "chmod go-w " + entry.string());
  }
}

TEST_CASE("the remedy can be pasted into a shell") {
  const TemporaryDirectory root;
  const Path odd = root / "it's a; dir";
  std::filesystem::create_directory(odd);
  Tree::mode(odd, 0777);
  const Error e = error_of([&] { require_trusted(odd, kSelf); });
  CHECK(e.hint() == "chmod go-w '" + (root.path() / "it'\\''s a; dir").string() + "'");
  REQUIRE(std::system(e.hint().c_str()) == 0);
  CHECK(trusted(odd) == "1 none");
}

TEST_CASE("a sticky directory passes on the way, not at the end") {
  const Tree tree;
  Tree::mode(tree.home, 01777);
  CHECK(trusted(tree.key) == "1 none");
  CHECK(trusted(tree.home / "ca") == "1 none");
  CHECK(trusted(tree.home) == "9 file.permission");
  CHECK(trusted(tree.home / "ca" / "..") == "9 file.permission");
  Tree::mode(tree.home, 01770);
  CHECK(trusted(tree.key) == "1 none");
}

TEST_CASE("what belongs to a stranger is refused, wherever it is") {
  if (kSelf != 0) {  // we cannot give a file away, but can ask on behalf of another
    const Tree tree;
    CHECK(trusted(tree.key, kSelf + 1) == "9 file.permission");
    return;
  }
  for (const char* below : {"home/ca/key", "home/ca", "home"}) {
    const Tree tree;
    CAPTURE(below);
    const Path entry = tree.root / below;
    REQUIRE(lchown(entry.c_str(), kStranger, static_cast<gid_t>(-1)) == 0);
    const Error e = error_of([&] { require_trusted(tree.key, kSelf); });
    CHECK(verdict_of(e) == "9 file.permission");
    CHECK(std::string(e.what()) == entry.string() + " belongs to uid 65534, who can change it");
    CHECK(e.hint() == "chown -h 0 " + entry.string());
    CHECK(trusted(tree.key, kStranger) == "1 none");
    Tree::mode(tree.home, 01777);  // sticky does not help where the entry below is a stranger's
    CHECK(trusted(tree.key) == "9 file.permission");
  }
}

TEST_CASE("links are judged and followed") {
  const Tree tree;
  const Path open = tree.root / "open";
  std::filesystem::create_directory(open);
  std::filesystem::create_symlink("../home", open / "relative");
  std::filesystem::create_symlink(tree.home, tree.root / "absolute");
  std::filesystem::create_symlink("absolute/ca", tree.root / "twice");
  CHECK(trusted(tree.root / "absolute" / "ca" / "key") == "1 none");
  CHECK(trusted(tree.root / "twice" / "key") == "1 none");
  CHECK(trusted(open / "relative" / "ca" / "key") == "1 none");
  CHECK(trusted(tree.root / "twice" / ".." / "ca" / "key") == "1 none");
  CHECK(secret(tree.root / "twice" / "key") == "1 none");

  Tree::mode(open, 0777);  // who can write here can point the link elsewhere
  CHECK(trusted(open / "relative" / "ca" / "key") == "9 file.permission");
  Tree::mode(open, 0700);
  Tree::mode(tree.home / "ca", 0777);  // behind the link
  CHECK(trusted(tree.root / "absolute" / "ca" / "key") == "9 file.permission");
  CHECK(trusted(tree.root / "twice" / "key") == "9 file.permission");
  CHECK(trusted(tree.root / "twice") == "9 file.permission");
}

TEST_CASE("a link that leads through a shared directory is found out") {
  const Tree tree;
  const Path shared = tree.root / "shared";
  std::filesystem::create_directories(shared / "below");
  std::filesystem::create_symlink("shared/below/../../home", tree.root / "detour");
  CHECK(trusted(tree.root / "detour") == "1 none");
  Tree::mode(shared, 0777);
  const Error e = error_of([&] { require_trusted(tree.root / "detour" / "ca", kSelf); });
  CHECK(e.hint() == "chmod go-w " + shared.string());
}

TEST_CASE("links that lead nowhere or in circles end") {
  const Tree tree;
  std::filesystem::create_symlink("b", tree.root / "a");
  std::filesystem::create_symlink("a", tree.root / "b");
  std::filesystem::create_symlink("none", tree.root / "dangling");
  CHECK(trusted(tree.root / "a") == "9 file.permission");
  CHECK(trusted(tree.root / "dangling") == "6 file.missing");
  CHECK(trusted(tree.root / "none") == "6 file.missing");
  CHECK(trusted(tree.key / "below") == "6 file.missing");
  CHECK(trusted(tree.root / std::string(300, 'n')) == "9 file.read");
}

TEST_CASE("a relative path is judged from where we are") {
  const Tree tree;
  const Path before = std::filesystem::current_path();
  std::filesystem::current_path(tree.home);
  CHECK(trusted("ca/key") == "1 none");
  Tree::mode(tree.home, 0777);
  CHECK(trusted("ca/key") == "9 file.permission");
  CHECK(trusted(".") == "9 file.permission");
  std::filesystem::current_path(before);
}

TEST_CASE("a secret is for the owner's eyes") {
  for (mode_t mode : {0640U, 0604U, 0610U, 0601U, 0644U}) {
    CAPTURE(mode);
    const Tree tree;
    Tree::mode(tree.key, mode);
    CHECK(trusted(tree.key) == "1 none");
    const Error e = error_of([&] { require_secret(tree.key, kSelf); });
    CHECK(verdict_of(e) == "9 file.secret");
    CHECK(e.hint() == "chmod go-rwx " + tree.key.string());
  }
  const Tree tree;
  Tree::mode(tree.key, 0666);
  CHECK(secret(tree.key) == "9 file.permission");
  Tree::mode(tree.key, 0400);
  CHECK(secret(tree.key) == "1 none");
  CHECK(secret(tree.home / "none") == "6 file.missing");
}
