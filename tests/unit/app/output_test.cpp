// What leaves the program: the envelope, the escaping, a standard output that does not take it, the exit codes.
#include "pkit/output.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "base/codes.h"
#include "pkit/exits.h"

namespace pkit::app {

namespace {

struct Streams {
  std::ostringstream out, err;
  Io io() { return {0, out, err}; }
};

pkit::Outcome denied() {
  pkit::Outcome outcome;
  outcome.data.set("registration", "r-1");
  outcome.warnings = {"a warning"};
  outcome.error = Error(Kind::denied, "chain.denied", "no", "ask again",
                        {{Kind::denied, "names.refused", "CN", "not granted", "leave it out"}});
  return outcome;
}

}  // namespace

TEST_CASE("the envelope of a refusal has data and error") {
  Streams streams;
  Output output(streams.io(), Format::json);
  output.operation = "register";
  CHECK(output.show(denied(), [](Screen&) {}) == 3);
  CHECK(streams.err.str().empty());
  CHECK(streams.out.str() ==
        R"({"version":1,"ok":false,"operation":"register","data":{"registration":"r-1"},"warnings":["a warning"],)"
        R"("error":{"code":"chain.denied","message":"no","hint":"ask again",)"
        R"("details":[{"code":"names.refused","where":"CN","message":"not granted","hint":"leave it out"}]}})"
        "\n");
}

TEST_CASE("the envelope of a success, and of an error alone") {
  Streams streams;
  Output output(streams.io(), Format::json);
  pkit::Outcome done;
  done.data.set("n", 1);
  CHECK(output.show(done, [](Screen&) {}) == 0);
  CHECK(output.fail(Error(Kind::config, "config.invalid", "bad")) == 10);
  CHECK(streams.out.str() == R"({"version":1,"ok":true,"operation":null,"data":{"n":1},"warnings":[],"error":null})"
                             "\n"
                             R"({"version":1,"ok":false,"operation":null,"data":null,"warnings":[],)"
                             R"("error":{"code":"config.invalid","message":"bad","hint":null,"details":[]}})"
                             "\n");
}

TEST_CASE("as text the result is on one stream and all else on the other") {
  Streams streams;
  Output output(streams.io(), Format::text);
  CHECK(output.show(denied(), [](Screen& screen) { screen.line("r-1 denied"); }) == 3);
  CHECK(streams.out.str() == "r-1 denied\n");
  CHECK(streams.err.str() ==
        "pkit: warning: a warning\npkit: error: no\n  CN: not granted (leave it out) [names.refused]\n"
        "pkit: hint: ask again\n");
}

TEST_CASE("what came from outside cannot drive a terminal") {
  Streams streams;
  Io io = streams.io();
  Screen screen(io);
  screen.line("a\x1b[2Jb\nc");
  screen.line("x\r\xe2\x80\xaey");
  screen.note("error", "\x07");
  const std::string out = streams.out.str(), err = streams.err.str();
  for (const char* hostile : {"\x1b", "\r", "\x07", "\xe2\x80\xae"}) {
    CHECK(out.find(hostile) == std::string::npos);
    CHECK(err.find(hostile) == std::string::npos);
  }
  CHECK(std::count(out.begin(), out.end(), '\n') == 2);
}

TEST_CASE("a standard output that takes nothing is exit 9, told on the other stream, with what was issued") {
  for (const Format format : {Format::text, Format::json}) {
    Streams streams;
    streams.out.setstate(std::ios::badbit);
    Output output(streams.io(), format);
    pkit::Outcome issued;
    issued.certificate = {0x30};
    issued.data.set("certificate", Value::map({{"serial", "0a1b"}}));
    try {
      output.show(issued, [](Screen&) {});
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == "output.stdout");
      CHECK(output.fail(error) == 9);
    }
    CHECK(streams.err.str() ==
          "pkit: error: cannot write to standard output\n"
          "pkit: hint: issued as 0a1b; fetch it with pkit show 0a1b\n");
  }
}

TEST_CASE("the worst of several exits") {
  const int gravest_first[] = {1, 9, 10, 2, 5, 8, 7, 6, 3, 12, 4, 11, 0};
  for (std::size_t i = 0; i < std::size(gravest_first); ++i)
    for (std::size_t j = i; j < std::size(gravest_first); ++j) {
      CHECK(worse(gravest_first[i], gravest_first[j]) == gravest_first[i]);
      CHECK(worse(gravest_first[j], gravest_first[i]) == gravest_first[i]);
    }
  CHECK(std::size(gravest_first) == exit_codes().size());
}

TEST_CASE("every kind of error has its row among the exits") {
  for (const CodeRow& code : codes()) {
    const int exit = static_cast<int>(code.kind);
    CHECK(std::any_of(exit_codes().begin(), exit_codes().end(), [&](const ExitRow& row) { return row.code == exit; }));
  }
}

}  // namespace pkit::app
