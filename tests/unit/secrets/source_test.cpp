#include "secrets/source.h"

#include <unistd.h>

#include "../error_of.h"
#include "../temporary_directory.h"
#include "fixtures.h"

using namespace pkit;

namespace {

std::string read(const std::string& source, const std::optional<Path>& credentials = std::nullopt,
                 const secrets::Prompt& prompt = {}) {
  const secrets::Access access{.uid = geteuid(), .credentials_directory = credentials, .prompt = prompt};
  return std::string(secrets::read_secret(source, access).reveal());
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

TEST_CASE("five forms of a source") {
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
           Row{"secret:vault", true},
           Row{"secret:vault{}", true},
           Row{R"(secret:vault{"path":"pki/web","field":"password"})", true},
           Row{"secret:", false},
           Row{"secret:{}", false},
           Row{"secret:vault{", false},
           Row{"secret:vault{}x", false},
           Row{R"(secret:vault{"path":1})", false},
           Row{R"(secret:vault{"path":{"a":"b"}})", false},
           Row{R"(secret:vault{"path":"a","path":"b"})", false},
           Row{R"(secret:vault["a"])", true},  // the provider's name: there is none of that name
           Row{"Secret:vault", false},
           Row{"hunter2", false},
           Row{"", false},
       }) {
    CAPTURE(source);
    CHECK((test::verdict([&] { secrets::require_source(source); }) == "1 none") == valid);
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

TEST_CASE("a provider is asked at each use, and a line end that it gave is told of (B3)") {
  int asked = 0;
  std::vector<std::string> told;
  std::string kept = "s3cret\n";
  const secrets::Access access{.uid = geteuid(),
                               .tell = [&](const std::string& warning) { told.push_back(warning); },
                               .ask =
                                   [&](const secrets::Reference& reference, const secrets::Access&) {
                                     ++asked;
                                     CHECK(reference.provider == "vault");
                                     CHECK(reference.instance == secrets::Parameters{{"path", "pki/web"}});
                                     return Secret(std::string(kept));
                                   }};
  const std::string source = R"(secret:vault{"path":"pki/web"})";
  CHECK(secrets::read_secret(source, access).reveal() == "s3cret");
  CHECK(told ==
        std::vector<std::string>{"what secrets.vault gave ends in a newline, which is not taken for a part of it"});
  kept = "another";
  CHECK(secrets::read_secret(source, access).reveal() == "another");
  CHECK(asked == 2);
  CHECK(told.size() == 1);
  kept = "two\n\n";  // one only
  CHECK(secrets::read_secret(source, access).reveal() == "two\n");
  kept = "\n";
  CHECK(test::verdict([&] { secrets::read_secret(source, access); }) == "10 authority.passphrase");
}

TEST_CASE("without a pkit.yaml there is no provider") {
  CHECK(test::verdict([] { read("secret:vault{}"); }) == "10 secret.provider");
}

TEST_CASE("a reference that cannot be read is not quoted: it may be a secret that stands there by mistake") {
  const Error e = test::error_of([] { secrets::require_source("secret:hunter2{hunter2"); });
  CHECK(test::verdict_of(e) == "10 secret.reference");
  CHECK(std::string(e.what()).find("hunter2") == std::string::npos);
}
