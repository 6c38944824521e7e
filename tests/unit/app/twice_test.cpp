// What operations write, each function of a transaction run twice and the first run taken back, as an engine may do:
// one thing is done once, and the history tells it once. The rows say how each is asked.
#include "../decision/small_home.h"
#include "accounts/operations.h"
#include "base/json.h"
#include "ca/authorities.h"
#include "fleet/operations.h"
#include "outbox/scan.h"
#include "revocation/crl.h"
#include "revocation/operations.h"
#include "sshkeys/operations.h"
#include "store/events.h"

using namespace pkit;
using namespace pkit::test;

namespace {

struct Twofold : SmallHome {
  /// Asks it with these inputs, by the names of its rows.
  Outcome ask(const Operation& operation, const Value& given) {
    const std::shared_ptr<void> request = operation.make();
    for (const auto& [name, value] : given.members()) {
      const Input* input = operation.inputs.find(name);
      REQUIRE_MESSAGE(input != nullptr, name);
      put_option(*input, request.get(), value);
    }
    return operation.run(*session, request.get(), {});
  }

  std::int64_t told(const std::string& kind) {
    std::int64_t count = 0;
    database->read([&](store::Read& read) {
      store::events::each(read, std::nullopt, [&](const store::Event& event) {
        count += event.kind == kind ? 1 : 0;
        return true;
      });
    });
    return count;
  }

  /// It is done, and told by one event of this kind.
  void once(const Operation& operation, const Value& given, const std::string& kind) {
    CAPTURE(operation.name);
    const std::int64_t before = told(kind);
    CHECK(ask(operation, given).exit() == 0);
    CHECK(told(kind) == before + 1);
  }
};

}  // namespace

TEST_CASE("an account's changes are written once (C1, C3)") {
  Twofold home;
  ToldOnce ignored;
  CreateAccountRequest wanted;
  wanted.name = "ada";
  wanted.without_credentials = true;
  CHECK(create_account(*home.session, wanted, ignored).exit() == 0);
  CHECK(home.told("account.created") == 1);
  home.once(kRenameAccount, parse_json(R"({"account": "ada", "name": "eve"})", "row"), "account.renamed");
  home.once(kDisableAccount, parse_json(R"({"account": "eve", "reason": "away"})", "row"), "account.disabled");
  home.once(kEnableAccount, parse_json(R"({"account": "eve"})", "row"), "account.enabled");
  home.once(kSetAccount, parse_json(R"({"account": "eve", "email": "eve@example.org"})", "row"), "account.set");
  home.once(kDeleteAccount, parse_json(R"({"account": "eve"})", "row"), "account.deleted");
}

TEST_CASE("SSH keys are made once, and their files are those that are recorded (B10)") {
  Twofold home;
  const std::string file = (home.directory / "id_web1").string();
  home.once(sshkeys::kGenerateKey, Value::map({{"out", file}, {"no-passphrase", true}, {"comment", "web1"}}),
            "ssh-key.added");
  const Outcome keys = home.ask(sshkeys::kListKeys, Value::map());
  REQUIRE(keys.data["keys"].items().size() == 1);
  CHECK(keys.data["keys"].items().front().text_or("comment") == "web1");
}

TEST_CASE("a certificate is issued once and revoked once, and a CRL has one number more (A4)") {
  Twofold home;
  home.once(kRegister,
            Value::map({{"client-machine", "web1"}, {"csr", SmallHome::csr("web1")}, {"param", "say=allow"}}),
            "certificate.issued");
  home.once(kRevoke, parse_json(R"({"certificate": "web1", "reason": "superseded"})", "row"), "certificate.revoked");
  std::vector<std::int64_t> numbers;
  for (int i = 0; i < 2; ++i) {
    const std::shared_ptr<void> request = kMakeCrls.make();
    static_cast<CrlRequest*>(request.get())->out = home.directory / "issuing.crl";
    const Outcome made = kMakeCrls.run(*home.session, request.get(), {});
    numbers.push_back(std::stoll(made.data["crls"].items().front().text_or("number"), nullptr, 16));
  }
  CHECK(numbers[1] == numbers[0] + 1);
}

TEST_CASE("what nears its end is told once, and so is an authority's retirement (C17)") {
  Twofold home;
  home.session->now = home.world.now() + 10LL * 365 * 24 * 3600 * 1000;
  home.once(kScanEvents, Value::map(), "authority.expiring");
  CHECK(home.ask(kScanEvents, Value::map()).data["events"].items().empty());
  home.once(kRetireAuthority, parse_json(R"({"name": "issuing", "reason": "its end"})", "row"), "authority.retired");
}
