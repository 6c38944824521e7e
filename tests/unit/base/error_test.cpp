// The error type, and the table of codes.
#include "base/error.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/codes.h"

using namespace pkit;

TEST_CASE("kinds are exit codes") {
  CHECK(static_cast<int>(Kind::internal) == 1);
  CHECK(static_cast<int>(Kind::input) == 5);
  CHECK(static_cast<int>(Kind::config) == 10);
}

TEST_CASE("context is put before the message and changes nothing else") {
  const Error inner(Kind::state, "file.read", "cannot read it", "try again", {{Kind::state, "file.read", "", "x", ""}});
  const Error outer = inner.within("ca/root.key");
  CHECK(std::string(outer.what()) == "ca/root.key: cannot read it");
  CHECK(outer.kind() == Kind::state);
  CHECK(outer.code() == "file.read");
  CHECK(outer.hint() == "try again");
  CHECK(outer.details() == inner.details());
}

TEST_CASE("one error for many faults") {
  const Fault denied{Kind::denied, "csr.name", "CN", "the name is not granted", "ask for another"};
  const Fault input{Kind::input, "csr.signature", "", "the signature is wrong", ""};
  SUBCASE("one") {
    const Error e = error_of("a.csr", {denied});
    CHECK(std::string(e.what()) == "a.csr: the name is not granted");
    CHECK(e.kind() == Kind::denied);
    CHECK(e.code() == "csr.name");
    CHECK(e.hint() == "ask for another");
    CHECK(e.details().size() == 1);
  }
  SUBCASE("input weighs most") {
    const Error e = error_of("", {denied, input, denied});
    CHECK(std::string(e.what()) == "the signature is wrong (and 2 more)");
    CHECK(e.kind() == Kind::input);
    CHECK(e.code() == "csr.signature");
    CHECK(e.details() == std::vector<Fault>{denied, input, denied});
  }
}

TEST_CASE("every code is there once, written alike, and explained") {
  std::set<std::string> seen;
  for (const CodeRow& row : codes()) {
    const std::string code = row.code;
    CAPTURE(code);
    CHECK(seen.insert(code).second);
    CHECK(code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string::npos);
    const std::string meaning = row.meaning;
    CHECK_FALSE(meaning.empty());
    CHECK(meaning.find('\n') == std::string::npos);
    CHECK_FALSE(meaning.ends_with('.'));
  }
}
