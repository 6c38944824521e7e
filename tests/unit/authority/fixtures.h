// A CA in a directory, mandates, and programs that judge: what the tests of authority/ share.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "../error_of.h"
#include "../temporary_directory.h"
#include "authority/authority.h"
#include "authority/ceremony.h"
#include "x509/pem.h"

namespace pkit {

// The two values that grant() wants: in this program any fields will do.
class Verdict {};
class Checked {
 public:
  explicit Checked(x509::CertificateFields f) : fields(std::move(f)) {}
  x509::CertificateFields fields;
};

}  // namespace pkit

namespace pkit::test {

inline authority::Mandate mandate_of(x509::CertificateFields fields) {
  return pkit::grant(pkit::Verdict(), pkit::Checked(std::move(fields)));
}

inline void write(const Path& path, std::string_view content, Mode mode = Mode::shared) {
  replace_file(path, as_bytes(content), mode);
}
inline std::string pem_of(const Bytes& der) { return x509::write_pem("CERTIFICATE", der); }

/// Root and issuing CA as files that an AuthorityConfig names.
struct Ca {
  explicit Ca(const std::string& type = "ec-p256", const Secret& passphrase = Secret())
      : world(real_world()),
        now(world.now()),
        root(authority::make_root({"Test Root CA", type, 20}, world, now)),
        issuing(authority::make_issuing({"Test Issuing CA", type, 10}, root, world, now)) {
    config.name = "issuing";
    config.certificate = directory / "issuing.crt";
    config.key = directory / "issuing.key";
    config.chain = directory / "root.crt";
    write(config.certificate, pem_of(issuing.certificate));
    write(config.chain, pem_of(root.certificate));
    write(config.key, issuing.key.to_pem(passphrase).reveal(), Mode::secret);
  }

  std::unique_ptr<authority::Signer> open() const { return authority::open_local(config, access(), now); }
  authority::KeyAccess access() const {
    return {geteuid(), std::nullopt,
            [](const std::string&) -> Secret { throw Error(Kind::usage, "terminal.missing", "no terminal"); }};
  }

  TemporaryDirectory directory;
  World world;
  Time now;
  authority::CaPair root, issuing;
  authority::AuthorityConfig config;
};

inline x509::CertificateFields leaf_fields(const x509::PublicKey& key, Time now) {
  x509::CertificateFields fields;
  fields.subject = x509::Name::of({{"O", "Acme"}, {"CN", "web1"}}).der();
  fields.not_before = now - now % 1000 - 60'000;
  fields.not_after = fields.not_before + 90LL * 86'400'000 - 1000;
  fields.spki = key.spki();
  fields.subject_key_bits = key.key_bits();
  fields.key_usage = {"digitalSignature"};
  fields.extended_key_usage = {"serverAuth", "clientAuth"};
  fields.sans = {{x509::SanType::dns, "web1.corp.example"}, {x509::SanType::ip, "10.0.0.1"}};
  fields.crl_urls = {"http://pki.corp.example/issuing.crl"};
  fields.issuer_urls = {"http://pki.corp.example/issuing.crt"};
  return fields;
}

/// The exit status of a shell command, and what it printed.
struct Ran {
  int status;
  std::string output;
};
inline Ran run(const std::string& command) {
  FILE* pipe = popen(("( " + command + " ) 2>&1").c_str(), "r");
  REQUIRE(pipe);
  std::string output;
  char buffer[4096];
  for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, n);
  const int status = pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

}  // namespace pkit::test
