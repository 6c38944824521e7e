// What an adapter's answer to `inventory` says (B3): whatever is left out, or cannot be read, is no empty store.
#include "certstores/programs/external.h"
#include "certstores/programs/external_path.h"

#include <doctest/doctest.h>

#include "../error_of.h"
#include "../x509/making.h"
#include "base/json.h"
#include "certstores/entries.h"

using namespace pkit;
using namespace pkit::certstores;
using test::verdict;
using x509::making::leaf;

namespace {

std::string item(const std::string& alias, const std::string& certificates, const char* key = "false") {
  return "{\"Alias\":\"" + alias + "\",\"Certificates\":[" + certificates + "],\"PrivateKeyEntry\":" + key + "}";
}

std::string quoted(BytesView der) { return "\"" + to_base64(der) + "\""; }

Contents read(const std::string& json) { return inventory_of(parse_json(json, "answer"), "a program"); }

}  // namespace

TEST_CASE("an answer that is no inventory is a failure, and never an empty store (B3)") {
  for (const char* answer :
       {"{}", "[]", "null", "{\"result\":\"Success\"}", "{\"items\":[]}", "{\"result\":\"Failure\",\"items\":[]}",
        "{\"result\":\"success\",\"items\":[]}", "{\"result\":2,\"items\":[]}", "{\"result\":\"Success\",\"items\":{}}",
        "{\"result\":\"Success\",\"items\":[{}]}", "{\"result\":\"Success\",\"items\":[{\"Alias\":\"x\"}]}",
        "{\"result\":\"Warning\",\"message\":\"half of it\"}"})
    CHECK_MESSAGE(verdict([&] { read(answer); }) == "10 certstore.tool", answer);
  CHECK(read("{\"result\":\"Success\",\"items\":[]}").entries.empty());
}

TEST_CASE("what cannot be read of an inventory is told (B3)") {
  const std::string good = quoted(leaf("ec-p256", "rsa-3072"));
  const std::string rows[] = {
      "{\"result\":\"Success\",\"items\":[" + item("a", good) + "," + item("b", "") + "]}",
      "{\"result\":\"Success\",\"items\":[" + item("a", good) + "," + item("b", "\"AAAA\"") + "]}",
      "{\"result\":\"Success\",\"items\":[" + item("a", good) + "," + item("b", "\"!\"") + "]}",
      "{\"result\":\"Warning\",\"items\":[" + item("a", good) + "]}",
  };
  for (const std::string& answer : rows) {
    CAPTURE(answer);
    CHECK(read(answer).entries.size() == 1);
    CHECK(read(answer).unread.size() == 1);
  }
}

TEST_CASE("entries of one name are told apart, and one without a name has its thumbprint (B3)") {
  const Bytes one = leaf("ec-p256", "rsa-3072"), other = leaf("ed25519", "rsa-3072");
  const Contents contents = read("{\"result\":\"Success\",\"items\":[" + item("web", quoted(one), "true") + "," +
                                 item("WEB", quoted(other)) + "," + item("", quoted(one)) + "]}");
  REQUIRE(contents.entries.size() == 3);
  CHECK(contents.entries[0].alias == "web:" + thumbprint(one));
  CHECK(contents.entries[1].alias == "WEB:" + thumbprint(other));
  CHECK(contents.entries[2].alias == thumbprint(one));
  CHECK(contents.entries[0].private_key);
  CHECK(digest_of(contents) !=
        digest_of(read("{\"result\":\"Success\",\"items\":[" + item("web", quoted(one)) + "]}")));
}

TEST_CASE("which kind of store is no file (B3)") {
  CHECK(external_kind("", "pkcs11:token=web") == "pkcs11");
  CHECK(external_kind("pkcs11", "web") == "pkcs11");
  CHECK(external_kind("adapter:nss", "/etc/pki/nssdb") == "adapter:nss");
  CHECK(external_kind("pem", "pkcs11:token=web").empty());
  CHECK(external_kind("", "site.pem").empty());
  CHECK(&kind_named("adapter:nss") == &kAdapterStore);
  CHECK(verdict([] { kind_named("adapter:"); }) == "5 certstore.kind");
}

TEST_CASE("the name that a program gives an entry is what it is told again (B3)") {
  const Bytes one = leaf("ec-p256", "rsa-3072"), other = leaf("ed25519", "rsa-3072");
  const Contents twice =
      read("{\"result\":\"Success\",\"items\":[" + item("a", quoted(one)) + "," + item("a", quoted(other)) + "]}");
  CHECK(twice.entries[0].alias == "a:" + thumbprint(one));
  CHECK(given_name(twice.entries[0]) == "a");
  const std::string odd = "a:" + thumbprint(one);
  const Contents once = read("{\"result\":\"Success\",\"items\":[" + item(odd, quoted(one)) + "]}");
  CHECK(given_name(once.entries[0]) == odd);
}

TEST_CASE("what a program says is bounded, and has no secret in it (B3)") {
  std::vector<Secret> secrets(1);
  secrets.emplace_back("word");
  CHECK(told_by("the word is word\n", secrets).find("word") == std::string::npos);
  CHECK(told_by("plain", secrets) == "plain");
  CHECK(told_by(std::string(9000, 'x'), secrets).size() == 2048);
}

TEST_CASE("a token's URI has no PIN, and no attribute twice (RFC 7512 2.3)") {
  for (const char* uri :
       {"pkcs11:token=web?pin-value=1", "pkcs11:token=web;pin-value=1", "pkcs11:token=web?PIN-source=f",
        "pkcs11:token=web?pin%2dvalue=1", "pkcs11:token=web?module-path=/a&module-path=/b",
        "pkcs11:token=web;token=other", "pkcs11:?module-path=/a&module%2Dpath=/b"})
    CHECK_MESSAGE(verdict([&] { require_plain_uri(uri); }) == "2 certstore.path", uri);
  require_plain_uri("pkcs11:token=web;serial=1?module-path=/a");
  require_plain_uri("pkcs11:");
}
