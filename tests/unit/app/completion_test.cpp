// What the shell is offered, word by word.
#include "pkit/completion.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace pkit::app {

namespace {

using Words = std::vector<std::string>;

/// What is stored, for these tests: two registrations, and profiles that tell which home was asked.
Words stored(Completion what, const std::string& prefix, const std::string& home) {
  Words words;
  const Words all = what == Completion::profile ? Words{"agent", "server" + home} : Words{"r-aaaa", "r-bbbb"};
  for (const std::string& word : all)
    if (word.starts_with(prefix)) words.push_back(word);
  return words;
}

Words offered(const Words& words) { return complete(words, stored); }

bool offers(const Words& words, const std::string& candidate) {
  const Words candidates = offered(words);
  return std::find(candidates.begin(), candidates.end(), candidate) != candidates.end();
}

}  // namespace

TEST_CASE("commands") {
  CHECK(offered({"reg"}) == Words{"register"});
  CHECK(offered({"re"}) == Words{"realm", "register", "renew", "report", "restore", "revoke"});
  CHECK(offers({""}, "help"));
  CHECK(offered({"con"}) == Words{"config"});
  CHECK(offered({"config", ""}) == Words{"check"});
  CHECK(offered({"help", "app"}) == Words{"approve"});
  CHECK(offered({"--home", "/h", "statu"}) == Words{"status"});
  CHECK(offered({"--ver"}) == Words{"--version"});
  CHECK(offered({"__"}).empty());
  CHECK(offered({"nonsense", ""}).empty());
}

TEST_CASE("a word on each candidate") {
  CHECK(describe({"reg"}, "register").find("orchestrator") != std::string::npos);
  CHECK(describe({"config", ""}, "check") == "list every fault of pkit.yaml");
  CHECK(describe({"blue"}, "blueprint").starts_with("apply, capture"));
  CHECK(describe({"help", "re"}, "renew") != "");
  CHECK(describe({"register", "--cl"}, "--client-machine") == "the name it registers as");
  CHECK(describe({"events", ""}, "scan") != "");
  CHECK(describe({"--ho"}, "--home") != "");
  CHECK(describe({"approve", "r-"}, "r-aaaa") == "");
  CHECK(describe({"register", "--format=j"}, "--format=json") == "");
}

TEST_CASE("options and their values") {
  CHECK(offered({"register", "--client"}) == Words{"--client-machine"});
  CHECK(offered({"register", "--format", ""}) == Words{"text", "json"});
  CHECK(offered({"register", "--format=j"}) == Words{"--format=json"});
  CHECK(offered({"register", "--csr", "x"}) == Words{"@file"});
  CHECK(offered({"--home", ""}) == Words{"@directory"});
  CHECK(offered({"register", "--client-machine", ""}).empty());
  CHECK(offered({"issue", "--dry-run="}).empty());
}

TEST_CASE("what is stored, in the home that the line names") {
  CHECK(offered({"approve", "r-a"}) == Words{"r-aaaa"});
  CHECK(offered({"approve", "r-aaaa", "r-b"}) == Words{"r-bbbb"});
  CHECK(offered({"issue", "--profile", "s"}) == Words{"server"});
  CHECK(offered({"issue", "--home", "X", "--profile=s"}) == Words{"--profile=serverX"});
  CHECK(offered({"--home=X", "issue", "--profile", "s"}) == Words{"serverX"});
  CHECK(offered({"list", "cert"}) == Words{"certificates"});
  CHECK(offered({"validate-csr", "a.csr", "b"}) == Words{"@file"});
}

TEST_CASE("an argument that is there already is not offered again") {
  CHECK(offered({"show", "r-aaaa", "r-"}).empty());
  CHECK(offers({"show", "r-aaaa", ""}, "--pem"));
}

}  // namespace pkit::app
