// What a CSR asks for beside names: keys, usages, extensions, attributes.
#include "check_table.h"
#include "x509/oid.h"

using namespace pkit;

namespace {

std::string outcome(const policy::Profile& profile, const x509::Csr& csr, const std::string& key = "ec-p256") {
  policy::NamesWanted wanted;
  wanted.csr = &csr;
  return test::outcome_of(policy::check(profile, {{"ClientMachine", "web1"}}, test::key_of(key), wanted));
}

std::vector<std::string> usages(const std::string& settings, const std::string& key) {
  const auto checked = policy::check(test::profile_of(settings), {{"ClientMachine", "web1"}}, test::key_of(key), {});
  return checked.permitted ? checked.permitted->key_usage : std::vector<std::string>{checked.faults.at(0).code};
}

using ManyWords = std::vector<std::string>;

}  // namespace

TEST_CASE("a key must be of a type and size that the profile takes") {
  struct Row {
    const char *keys, *key, *outcome;
  };
  const char* fine = "CN=web1 |  | ";
  const char* refused = "policy.key @subjectPublicKeyInfo";
  for (const auto& [keys, key, expected] : {
           Row{"ec-p256", "ec-p256", fine},
           Row{"ec-p256", "ec-p384", refused},
           Row{"[ec-p384, ed25519]", "ec-p256", refused},
           Row{"[ec-p384, ed25519]", "ed25519", fine},
           Row{"rsa-2048", "rsa-2048", fine},
           Row{"rsa-2048+", "rsa-2048", fine},
           Row{"rsa-3072", "rsa-2048", refused},
           Row{"[rsa-3072, ec-p256]", "rsa-2048", refused},
       }) {
    CAPTURE(keys);
    CAPTURE(key);
    CHECK(outcome(test::profile_of(std::string("keys: ") + keys), {}, key) == expected);
  }
  const auto checked = policy::check(test::profile_of("keys: [ec-p384, ed25519]"), {{"ClientMachine", "web1"}},
                                     test::key_of("ec-p256"), {});
  CHECK(checked.faults.at(0).what == "profile 'agent' does not take keys of type ec-p256");
  CHECK(checked.faults.at(0).hint == "it takes ec-p384, ed25519");
}

TEST_CASE("a usage that a type of key cannot have is left out without a word") {
  const std::string both = "key_usage: [digitalSignature, keyEncipherment, keyAgreement]";
  CHECK(usages(both, "rsa-2048") == ManyWords{"digitalSignature", "keyEncipherment"});
  CHECK(usages(both, "ec-p256") == ManyWords{"digitalSignature", "keyAgreement"});
  CHECK(usages(both, "ed25519") == ManyWords{"digitalSignature"});
  const std::string one = "extended_key_usage: serverAuth, san: {dns: '{ClientMachine}'}, key_usage: keyEncipherment";
  CHECK(usages(one, "rsa-2048") == ManyWords{"keyEncipherment"});
  CHECK(usages(one, "ec-p256") == ManyWords{"policy.usage"});
}

TEST_CASE("a purpose that no usage left allows is refused before anything is signed") {
  const std::string settings = "extended_key_usage: clientAuth, key_usage: [keyEncipherment, keyAgreement]";
  CHECK(usages(settings, "ec-p256") == ManyWords{"keyAgreement"});
  CHECK(usages(settings, "rsa-2048") == ManyWords{"policy.usage"});
}

TEST_CASE("usages beyond the profile's are dropped, the profile's own are told only to who asked for some") {
  const policy::Profile profile = test::profile_of(
      "key_usage: [digitalSignature, keyEncipherment], "
      "extended_key_usage: [serverAuth, clientAuth], san: {dns: '{ClientMachine}'}");
  x509::Csr csr;
  CHECK(outcome(profile, csr) == "CN=web1 | dns:web1 | ");
  csr.key_usage = {"digitalSignature"};
  csr.extended_key_usage = {"serverAuth", "clientAuth"};
  CHECK(outcome(profile, csr) == "CN=web1 | dns:web1 | ");
  csr.key_usage = {"keyEncipherment", "keyCertSign"};
  csr.extended_key_usage = {"serverAuth", "1.2.3.4"};
  CHECK(outcome(profile, csr) ==
        "CN=web1 | dns:web1 | dropped keyUsage keyEncipherment->, dropped keyUsage keyCertSign->, added keyUsage "
        "->digitalSignature, dropped extendedKeyUsage 1.2.3.4->, added extendedKeyUsage ->clientAuth");
}

TEST_CASE("a CSR that asks to be a CA is refused, one that asks not to be gets what it asks for") {
  x509::Csr csr;
  csr.extensions = {{std::string(x509::oid::kBasicConstraints), true, {0x30, 0x00}}};
  csr.basic_constraints_ca = false;
  CHECK(outcome(test::profile_of(""), csr) == "CN=web1 |  | ");
  csr.basic_constraints_ca = true;
  CHECK(outcome(test::profile_of(""), csr) == "policy.ca @basicConstraints");
}

TEST_CASE("other extensions are dropped and told; a key identifier is told where it is another one") {
  const Bytes ours = x509::subject_key_id(test::key_of("ec-p256").key_bits());
  Bytes same = {0x04, 20};
  same.insert(same.end(), ours.begin(), ours.end());
  x509::Csr csr;
  csr.extensions = {{std::string(x509::oid::kSubjectKeyIdentifier), false, same},
                    {std::string(x509::oid::kSubjectAltName), false, {0x30, 0x00}},
                    {std::string(x509::oid::kKeyUsage), false, {0x30, 0x00}},
                    {std::string(x509::oid::kExtendedKeyUsage), false, {0x30, 0x00}}};
  CHECK(outcome(test::profile_of(""), csr) == "CN=web1 |  | ");
  csr.extensions = {{std::string(x509::oid::kSubjectKeyIdentifier), false, {0x04, 0x01, 0xff}},
                    {std::string(x509::oid::kNameConstraints), true, {0x30, 0x00}},
                    {"1.2.3.4", false, Bytes(40, 0xab)}};
  std::string ab;
  for (int i = 0; i < 32; ++i) ab += "ab";
  CHECK(outcome(test::profile_of(""), csr) == "CN=web1 |  | changed subjectKeyIdentifier 0401ff->" + to_hex(same) +
                                                  ", dropped nameConstraints 3000->, dropped 1.2.3.4 " + ab + "...->");
}

TEST_CASE("attributes are told, a challenge password without its value") {
  x509::Csr csr;
  csr.attributes = {std::string(x509::oid::kExtensionRequest), std::string(x509::oid::kChallengePassword), "1.2.3.4"};
  csr.has_challenge_password = true;
  CHECK(outcome(test::profile_of(""), csr) ==
        "CN=web1 |  | dropped challengePassword ->, dropped attribute.1.2.3.4 ->");
}

TEST_CASE("all faults of one request are listed") {
  x509::Csr csr;
  csr.subject = x509::Name::from_text("CN=web2");
  csr.sans = test::sans_of("dns:web2 other:x400Address");
  csr.basic_constraints_ca = true;
  CHECK(outcome(test::profile_of("keys: ed25519"), csr) ==
        "policy.key @subjectPublicKeyInfo, policy.ca @basicConstraints, policy.cn @subject.CN, policy.san "
        "@subjectAltName[0], policy.san.type @subjectAltName[1]");
}

TEST_CASE("the certificate's fields are the profile's and the permitted ones") {
  const policy::Profile profile = test::profile_of(
      "key_usage: [digitalSignature, keyEncipherment], extended_key_usage: serverAuth, san: {dns: "
      "'{ClientMachine}'}, crl_urls: http://pki/a.crl, ocsp_urls: http://pki/o, issuer_urls: http://pki/a.crt, "
      "policies: [1.2.3]");
  const std::string type = "ec-p256";  // a name: g++ 14 takes the key for a part of it
  const x509::PublicKey& key = test::key_of(type);
  const auto checked = policy::check(profile, {{"ClientMachine", "web1"}}, key, {});
  const auto fields = policy::certificate_fields(profile, *checked.permitted, key, 1000, 2000);
  CHECK(fields.subject == x509::Name::from_text("CN=web1").der());
  CHECK(fields.not_before == 1000);
  CHECK(fields.not_after == 2000);
  CHECK(fields.spki == key.spki());
  CHECK(fields.subject_key_bits == key.key_bits());
  CHECK(!fields.ca);
  CHECK(fields.key_usage == ManyWords{"digitalSignature"});
  CHECK(fields.extended_key_usage == ManyWords{"serverAuth"});
  CHECK(fields.sans == test::sans_of("dns:web1"));
  CHECK(fields.crl_urls == ManyWords{"http://pki/a.crl"});
  CHECK(fields.ocsp_urls == ManyWords{"http://pki/o"});
  CHECK(fields.issuer_urls == ManyWords{"http://pki/a.crt"});
  CHECK(fields.policies == ManyWords{"1.2.3"});
  CHECK(fields.serial.empty());
  CHECK(fields.issuer.empty());
}
