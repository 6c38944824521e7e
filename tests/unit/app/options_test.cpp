// How words become values: the rules that a script can rely on.
#include "pkit/options.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkit::app {

namespace {

struct Parsed {
  std::string name, kind, argument;
  std::vector<std::string> many;
  std::optional<Duration> wait;
  std::optional<Time> at;
  std::int64_t limit = 0;
  bool dry = false;
};

Parsed parsed(const std::vector<std::string>& words) {
  Parsed result;
  Options options;
  options.text("--name", "NAME", "", result.name);
  options.texts("--many", "M", "", result.many).or_empty();
  options.choice("--kind", "KIND", {"server", "client"}, "", result.kind);
  options.duration("--wait", "", result.wait);
  options.time("--at", "", result.at);
  options.number("--limit", "", result.limit);
  options.flag("--dry-run", "", result.dry);
  options.argument("WORD", "", result.argument);
  parse(options, words, "test");
  return result;
}

std::string code_of(const std::vector<std::string>& words) {
  try {
    parsed(words);
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::usage);
    return error.code();
  }
  return "";
}

}  // namespace

TEST_CASE("a value option takes exactly one value, beside it or after =") {
  CHECK(parsed({"--name", "a"}).name == "a");
  CHECK(parsed({"--name=a"}).name == "a");
  CHECK(parsed({"--name=-x"}).name == "-x");
  CHECK(parsed({"--name=--dry-run"}).name == "--dry-run");
  CHECK(parsed({"--name=a=b"}).name == "a=b");
  CHECK(parsed({"--name", "[a,b]"}).name == "[a,b]");
  CHECK(parsed({"--name", "-"}).name == "-");
  CHECK(parsed({"--name", "a", "b"}).argument == "b");
  CHECK(parsed({"b", "--name", "a"}).argument == "b");
}

TEST_CASE("an empty value is empty and not the next word") {
  CHECK(parsed({"--many=", "next"}).many == std::vector<std::string>{""});
  CHECK(parsed({"--many=", "next"}).argument == "next");
  CHECK(parsed({"--many", "", "next"}).argument == "next");
  CHECK(code_of({"--name=", "next"}) == "option.value");
}

TEST_CASE("only a list may be repeated, and it keeps its order") {
  CHECK(parsed({"--many", "a", "--many=b", "--many", "[c,d]"}).many == std::vector<std::string>{"a", "b", "[c,d]"});
  CHECK(code_of({"--name", "a", "--name", "b"}) == "option.repeated");
  CHECK(parsed({"--dry-run", "--dry-run"}).dry);
}

TEST_CASE("what follows -- is an argument") {
  CHECK(parsed({"--", "--name"}).argument == "--name");
  CHECK(parsed({"--dry-run", "--", "-"}).argument == "-");
  CHECK(code_of({"--", "a", "b"}) == "argument.unexpected");
}

TEST_CASE("kinds of values") {
  CHECK(parsed({"--wait", "5m"}).wait == 300'000);
  CHECK(parsed({"--at", "1970-01-02"}).at == 86'400'000);
  CHECK(parsed({"--limit", "20"}).limit == 20);
  CHECK(parsed({"--kind", "client"}).kind == "client");
}

TEST_CASE("what is refused, and by which code") {
  struct Row {
    std::vector<std::string> words;
    const char* code;
  };
  const Row rows[] = {
      {{"--nam", "a"}, "option.unknown"},  // no abbreviations
      {{"--Name", "a"}, "option.unknown"},
      {{"-n"}, "option.unknown"},
      {{"---"}, "option.unknown"},
      {{"--=a"}, "option.unknown"},
      {{"-5"}, "option.unknown"},
      {{"--name"}, "option.value"},
      {{"--name", "--dry-run"}, "option.value"},
      {{"--name", "--"}, "option.value"},
      {{"--dry-run=yes"}, "option.value"},
      {{"--dry-run="}, "option.value"},
      {{"--wait", "5"}, "option.value"},
      {{"--wait", "5y"}, "option.value"},
      {{"--at", "tomorrow"}, "option.value"},
      {{"--limit", "x"}, "option.value"},
      {{"--limit=-1"}, "option.value"},
      {{"--limit", "99999999999999999999"}, "option.value"},
      {{"--kind", "serve"}, "option.value"},
      {{"a", "b"}, "argument.unexpected"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.words.front());
    CHECK(code_of(row.words) == row.code);
  }
}

TEST_CASE("a misspelling is answered with the nearest word") {
  const auto hint = [](const std::vector<std::string>& words) {
    try {
      parsed(words);
    } catch (const Error& error) {
      return error.hint();
    }
    return std::string();
  };
  CHECK(hint({"--nane", "a"}) == "did you mean '--name'?");
  CHECK(hint({"--kind", "serve"}) == "did you mean 'server'?");
  CHECK(hint({"--entirely-different"}) == "see pkit help test");
}

TEST_CASE("an argument that may be repeated") {
  std::vector<std::string> files;
  std::string name;
  Options options;
  options.text("--name", "NAME", "", name);
  options.arguments("FILE", "", files).must_be_given();
  parse(options, {"a", "--name", "n", "[b,c]", "-", "--", "--", "-d"}, "test");
  CHECK(files == std::vector<std::string>{"a", "[b,c]", "-", "--", "-d"});
  CHECK_THROWS_WITH_AS(parse(options, {"a", ""}, "test"), "FILE is empty", Error);
  CHECK_THROWS_WITH_AS(parse(options, {"--name", "n"}, "test"), "FILE is missing", Error);
}

TEST_CASE("what must be given") {
  std::string name;
  Options options;
  options.text("--name", "NAME", "", name).must_be_given();
  CHECK_THROWS_WITH_AS(parse(options, {}, "test"), "option --name is missing", Error);
}

}  // namespace pkit::app
