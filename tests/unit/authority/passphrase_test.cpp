#include "authority/passphrase.h"

#include "fixtures.h"

using namespace pkit;

namespace {

std::string read(const std::string& source, const std::optional<Path>& credentials = std::nullopt,
                 const authority::Prompt& prompt = {}) {
  return std::string(authority::read_passphrase(source, geteuid(), credentials, prompt).reveal());
}

/// A descriptor from which this can be read.
int pipe_with(const std::string& content) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], content.data(), content.size()) == static_cast<ssize_t>(content.size()));
  ::close(ends[1]);
  return ends[0];
}

}  // namespace

TEST_CASE("four forms of a source") {
  struct Row {
    const char* source;
    bool valid;
  };
  for (const auto& [source, valid] : {
           Row{"credential:pkit-machines", true},
           Row{"credential:", false},
           Row{"credential:..", false},
           Row{"credential:a/b", false},
           Row{"credential:a b", false},
           Row{"file:/etc/pkit/passphrase", true},
           Row{"file:passphrase", false},
           Row{"file:", false},
           Row{"fd:3", true},
           Row{"fd:9", true},
           Row{"fd:0", false},
           Row{"fd:2", false},
           Row{"fd:-1", false},
           Row{"fd:3x", false},
           Row{"fd:99999999999", false},
           Row{"fd:", false},
           Row{"prompt", true},
           Row{"prompt:", false},
           Row{"hunter2", false},
           Row{"", false},
       }) {
    CAPTURE(source);
    CHECK(authority::valid_passphrase_source(source) == valid);
  }
}

TEST_CASE("a passphrase is what the source holds, without one newline") {
  const test::TemporaryDirectory directory;
  struct Row {
    const char *content, *passphrase;
  };
  for (const auto& [content, passphrase] : {
           Row{"secret", "secret"},
           Row{"secret\n", "secret"},
           Row{"secret\n\n", "secret\n"},
           Row{" secret ", " secret "},
       }) {
    test::write(directory / "p", content, Mode::secret);
    CHECK(read("file:" + (directory / "p").string()) == passphrase);
    CHECK(read("credential:p", directory.path()) == passphrase);
    const int fd = pipe_with(content);
    CHECK(read("fd:" + std::to_string(fd)) == passphrase);
    ::close(fd);
  }
  CHECK(read("prompt", std::nullopt, [](const std::string&) { return Secret("typed"); }) == "typed");
}

TEST_CASE("a passphrase that cannot be had is a fault of the configuration, whatever the reason") {
  const test::TemporaryDirectory directory;
  test::write(directory / "open", "hunter2\n", Mode::shared);
  test::write(directory / "empty", "\n", Mode::secret);
  test::write(directory / "large", std::string(5000, 'x'), Mode::secret);
  const auto no_terminal = [](const std::string&) -> Secret {
    throw Error(Kind::usage, "terminal.missing", "no terminal");
  };
  for (const std::string& source : {
           "file:" + (directory / "absent").string(),
           "file:" + (directory / "open").string(),
           "file:" + (directory / "empty").string(),
           "file:" + (directory / "large").string(),
           "file:" + directory.path().string(),
           std::string("credential:absent"),
           std::string("fd:987"),
           std::string("prompt"),
           std::string("hunter2"),
       }) {
    CAPTURE(source);
    const Error e = test::error_of([&] { read(source, directory.path(), no_terminal); });
    CHECK(test::verdict_of(e) == "10 authority.passphrase");
    if (source != "hunter2") CHECK(std::string(e.what()).find("hunter2") == std::string::npos);
  }
  CHECK(test::verdict([&] { read("credential:p"); }) == "10 authority.passphrase");
  CHECK(test::verdict([&] { read("prompt"); }) == "10 authority.passphrase");
}
