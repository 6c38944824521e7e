// Requests that other programs made, from their bytes to what is granted of them.
#include "base/file.h"
#include "check_table.h"

using namespace pkit;

namespace {

x509::Csr request(const std::string& name) {
  const Path path = Path(PKIT_TEST_DATA) / "policy" / name;
  auto examined = x509::examine_csr_file(read_file(path, 64 * 1024), name);
  REQUIRE(examined.faults.empty());
  return *std::move(examined.csr);
}

std::string outcome(const std::string& settings, const std::string& name, const Value& verdict = Value::map()) {
  const x509::Csr csr = request(name);
  policy::NamesWanted wanted;
  wanted.csr = &csr;
  wanted.granted_by_verdict = verdict;
  return test::outcome_of(policy::check(test::profile_of(settings), {{"ClientMachine", "web1"}}, csr.key, wanted));
}

}  // namespace

TEST_CASE("openssl's request for everything") {
  const std::string server =
      "extended_key_usage: serverAuth, subject: {CN: '{ClientMachine}', O: Acme}, san: {dns: "
      "['{ClientMachine}.corp.example', '{ClientMachine}.lan']}";
  const std::string got = outcome(server, "openssl-everything.csr");
  CAPTURE(got);
  CHECK(
      got.starts_with("CN=web1,O=Acme | dns:web1.corp.example dns:web1.lan dns:web1 | "
                      "dropped subject.C DE->, dropped subject.OU lab->, added subjectAltName ->dns:web1.lan, "
                      "dropped keyUsage keyEncipherment->, dropped extendedKeyUsage codeSigning->, "
                      "changed subjectKeyIdentifier 0414"));
  CHECK(got.find("dropped 1.3.6.1.5.5.7.1.24 3003020105->") != std::string::npos);
  CHECK(got.find("dropped challengePassword ->") != std::string::npos);
  CHECK(got.find("dropped attribute.1.2.840.113549.1.9.2 ->") != std::string::npos);
  CHECK(got.find("hunter2") == std::string::npos);

  CHECK(outcome("", "openssl-everything.csr") == "policy.san @subjectAltName[1]");
  CHECK(outcome("keys: rsa-2048+", "openssl-ca.csr") ==
        "policy.key @subjectPublicKeyInfo, policy.ca @basicConstraints, policy.san @subjectAltName[1]");
}

TEST_CASE("an RSA key of a single prime is refused, though its request is signed and nothing else is wrong") {
  for (const char* name : {"forged-rsa-prime.pem", "forged-rsa-power.pem"}) {
    CAPTURE(name);
    CHECK(outcome("subject: {CN: weak}, names: template", Path("..") / "csr" / name) ==
          "key.rsa.single_prime @subjectPublicKeyInfo");
    CHECK(outcome("subject: {CN: weak}, names: template, keys: ed25519", Path("..") / "csr" / name) ==
          "policy.key @subjectPublicKeyInfo");
  }
  for (const char* name : {"certtool-rsa-2048.pem", "openssl-rsa-pss.pem", "openssl-rsa-3072.pem"}) {
    CAPTURE(name);
    CHECK(outcome("subject: {CN: web}, names: template, keys: [rsa-2048+, rsa-pss-2048+]", Path("..") / "csr" / name)
              .starts_with("CN=web |"));
  }
}

TEST_CASE("certtool's request for a client") {
  CHECK(outcome("", "certtool-client.csr") == "policy.san @subjectAltName[1], policy.san @subjectAltName[2]");
  const Value names = Value::map({{"ip", Value::list({"10.0.0.1"})}, {"uri", Value::list({"spiffe://corp/web1"})}});
  CHECK(outcome("subject: {CN: '{ClientMachine}', O: Acme}", "certtool-client.csr", names) ==
        "CN=web1,O=Acme | dns:web1 uri:spiffe://corp/web1 ip:10.0.0.1 | ");
}
