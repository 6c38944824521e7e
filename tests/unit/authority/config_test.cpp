// The `authorities:` section: what is read, and every fault with its place.
#include "config/yaml.h"
#include "fixtures.h"

using namespace pkit;

namespace {

struct Home {
  Home() {
    std::filesystem::create_directory(directory / "ca");
    for (const char* name : {"ca/a.crt", "ca/a.key", "ca/root.crt"}) test::write(directory / name, "x");
  }
  test::TemporaryDirectory directory;
};

std::vector<std::string> faults_of(const Home& home, const std::string& yaml) {
  config::Faults faults("f");
  authority::read_authorities(config::parse_yaml(yaml, "f"), home.directory.path(), faults);
  std::vector<std::string> texts;
  for (const Fault& fault : faults.list()) texts.push_back(fault.where + " " + fault.code);
  return texts;
}

}  // namespace

TEST_CASE("paths are relative to the home, or absolute") {
  const Home home;
  config::Faults faults("f");
  const std::string root = (home.directory / "ca/root.crt").string();
  const auto authorities = authority::read_authorities(
      config::parse_yaml("a: {certificate: ca/a.crt, key: ca/../ca/a.key, passphrase: prompt, chain: " + root +
                             "}\n"
                             "b: {certificate: ca/a.crt, key: ca/a.key}\n",
                         "f"),
      home.directory.path(), faults);
  CHECK(faults.empty());
  REQUIRE(authorities.size() == 2);
  const authority::AuthorityConfig& a = authorities.at("a");
  CHECK(a.name == "a");
  CHECK(a.certificate == home.directory / "ca/a.crt");
  CHECK(a.key == home.directory / "ca/a.key");
  CHECK(a.chain == root);
  CHECK(a.passphrase == "prompt");
  CHECK(a.at.line == 1);
  CHECK(authorities.at("b").chain.empty());
  CHECK(authorities.at("b").passphrase.empty());
}

TEST_CASE("each fault of an authority has its code and its place") {
  const Home home;
  using Codes = std::vector<std::string>;
  CHECK(faults_of(home, "a: {certificate: ca/a.crt}\n") == Codes{"f:1:4 config.missing"});
  CHECK(faults_of(home, "a: {certificate: ca/b.crt, key: ca/a.key}\n") == Codes{"f:1:18 authority.file"});
  CHECK(faults_of(home, "a: {certificate: ca, key: ca/a.key}\n") == Codes{"f:1:18 authority.file"});
  CHECK(faults_of(home, "a: {certificate: ca/a.crt, key: ca/a.key, chain: x}\n") == Codes{"f:1:50 authority.file"});
  CHECK(faults_of(home, "a: {certificate: ca/a.crt, key: ca/a.key, passphrase: hunter2}\n") ==
        Codes{"f:1:55 authority.passphrase"});
  CHECK(faults_of(home, "a: {certificate: ca/a.crt, key: ca/a.key, pasphrase: prompt}\n") ==
        Codes{"f:1:43 config.unknown"});
  CHECK(faults_of(home, "a: ca/a.crt\n") == Codes{"f:1:4 config.type"});
  CHECK(faults_of(home, "[a]\n") == Codes{"f:1:1 config.type"});
  CHECK(faults_of(home, "").empty());
}

TEST_CASE("a passphrase that was written into the file is not repeated") {
  const Home home;
  config::Faults faults("f");
  authority::read_authorities(config::parse_yaml("a: {certificate: ca/a.crt, key: ca/a.key, passphrase: hunter2}", "f"),
                              home.directory.path(), faults);
  REQUIRE(faults.list().size() == 1);
  CHECK(faults.list()[0].what.find("hunter2") == std::string::npos);
}
