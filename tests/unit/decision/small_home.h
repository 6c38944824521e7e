// A home in a temporary directory, with an Ed25519 CA and a chain whose rules do what the client parameter "say" asks
// for: what the tests of decisions share. Whatever is written is written twice, the first time rolled back, as an
// engine may do; in a database of a server it is written as that does it. A decision takes a millisecond or two.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "../store/engines.h"
#include "../store/fresh_state.h"
#include "../temporary_directory.h"
#include "authority/ceremony.h"
#include "base/file.h"
#include "home/session.h"
#include "store/meta.h"
#include "x509/csr_build.h"
#include "x509/pem.h"

namespace pkit::test {

inline constexpr const char* kSmallConfig = R"(version: 1
authorities: { issuing: { certificate: ca/issuing.crt, key: ca/issuing.key, chain: ca/root.crt } }
profiles:
  agent: { lifetime: 90d }
adapters: { broken: { exec: [/bin/false] } }
chains:
  default:
    profiles: [agent]
    handlers:
      - { name: allow, when: { claimed.ClientParameters.say: allow }, unverified: true, allow: {} }
      - { name: deny, when: { claimed.ClientParameters.say: deny }, deny: said no }
      - { name: fail, when: { claimed.ClientParameters.say: fail }, call: broken.any }
registration: { chain: default, profile: agent }
)";

class SmallHome {
 public:
  SmallHome() : world(real_world()), home{directory.path(), ::geteuid()} {
    const authority::CaPair root = authority::make_root({"Small Root CA", "ed25519", 20}, world, world.now());
    const authority::CaPair issuing =
        authority::make_issuing({"Small Issuing CA", "ed25519", 10}, root, world, world.now());
    create_directory(home.ca(), 0700);
    put("ca/root.crt", x509::write_pem("CERTIFICATE", root.certificate));
    put("ca/issuing.crt", x509::write_pem("CERTIFICATE", issuing.certificate));
    put("ca/issuing.key", issuing.key.to_pem(Secret()).reveal(), Mode::secret);
    put("pkit.yaml", kSmallConfig);
    database = store::test::fresh_state(home.database(), world);
    database->write([&](store::Write& write) {
      store::Meta meta;
      meta.home_id.assign(16, 7);
      meta.test_clock = true;
      meta.created = meta.highest_time = world.now();
      store::meta::create(write, meta);
    });
    if (store::test::place_of_tests().empty())
      through<store::test::Twice>();
    else
      through<store::test::Plain>();
  }

  /// Another view of the same state: what is written goes through an Engine of tests/unit/store/engines.h.
  template <class Engine>
  Engine& through() {
    auto engine = std::make_unique<Engine>(std::move(database));
    Engine& made = *engine;
    database = std::move(engine);
    session = std::make_unique<Session>(world, home, *database, "uid:0");
    session->key_access.uid = ::geteuid();
    session->version = "test";
    return made;
  }

  void put(const std::string& name, std::string_view content, Mode mode = Mode::shared) const {
    replace_file(directory / name, as_bytes(content), mode);
  }

  /// PEM of a request over a new key.
  static std::string csr(const std::string& name) { return csr(name, x509::PrivateKey::generate("ed25519")); }
  static std::string csr(const std::string& name, const x509::PrivateKey& key) {
    return x509::write_pem("CERTIFICATE REQUEST", x509::build_csr(key, x509::Name::from_text("CN=" + name), {}));
  }

  TemporaryDirectory directory;
  World world;
  Home home;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<Session> session;
};

}  // namespace pkit::test
