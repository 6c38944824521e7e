// Document D's certificate object (D26, D30), T-D14 and T-D15.
#include "identity/certificate_json.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "identity/java_words.h"
#include "x509/private_key.h"
#include "x509/x500_text.h"

using namespace pkit;

namespace {

std::string slurp(const std::string& name) {
  std::ifstream in(std::string(PKIT_TEST_DATA) + "/" + name, std::ios::binary);
  REQUIRE(in);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

Value told(const std::string& file) {
  return identity::certificate_json(x509::parse_certificate_file(slurp(file), file));
}

std::string line(const std::string& name) { return std::string(trim(slurp(name))); }

}  // namespace

TEST_CASE("T-D14: the document's sample certificate, to the letter") {
  const Value c = told("identity/document-d.pem");
  CHECK(c["version"].as_int() == 1);
  CHECK(c["serialNumber"].as_text() == "efa7b0e3f0d9cef0");
  CHECK(c.at_path("valid.notBefore")->as_int() == 1381193593);
  CHECK(c.at_path("valid.notAfter")->as_int() == 1382403193);
  CHECK(c.at_path("signature.algorithm")->as_text() == "SHA1withRSA");
  CHECK(c.at_path("publicKey.algorithm")->as_text() == "RSA");
  CHECK(c.at_path("publicKey.base64")->as_text() == line("identity/document-d.publicKey"));
  CHECK(c.at_path("signature.base64")->as_text() == line("identity/document-d.signature"));
  CHECK(c["subjectUniqueId"].as_text().empty());
  CHECK(c.at_path("issuer.uniqueId")->as_text().empty());
  // The authors changed the names in their JSON; ours are those of the DER.
  CHECK(c["dn"].as_text() == "CN=lizet@us.ibm.com");
  CHECK(c["cn"].as_text() == "lizet@us.ibm.com");
  CHECK(c.at_path("issuer.cn")->as_text() == "Worklight Garrick Beta Signing CA");
  CHECK(c.at_path("issuer.dn")->as_text() ==
        "CN=Worklight Garrick Beta Signing CA,OU=Security Division,O=IBM Worklight,L=Austin,ST=TX,C=US");
}

TEST_CASE("D26: the members, in the document's order") {
  const Value c = told("identity/document-d.pem");
  std::string keys;
  for (const auto& [key, value] : c.members()) keys += key + " ";
  CHECK(keys == "publicKey signature subjectUniqueId version issuer dn cn valid serialNumber base64 ");
}

TEST_CASE("T-D15: other kinds") {
  CHECK(told("cert/openssl-negative-serial.pem")["serialNumber"].as_text().starts_with("-"));
  CHECK(told("cert/openssl-ed25519.pem").at_path("publicKey.algorithm")->as_text() == "EdDSA");
  CHECK(told("cert/openssl-p521.pem").at_path("publicKey.algorithm")->as_text() == "EC");
  CHECK(told("cert/openssl-pss.pem").at_path("signature.algorithm")->as_text() == "RSASSA-PSS");
  CHECK(told("cert/openssl-v1.pem")["version"].as_int() == 1);
}

TEST_CASE("D30: names of algorithms are Java's, and an OID where Java has none") {
  CHECK(identity::java_key_word(x509::PrivateKey::generate("rsa-pss-2048").public_key()) == "RSASSA-PSS");
  CHECK(identity::java_signature_word("1.2.840.113549.1.1.16") == "SHA512/256withRSA");
  CHECK(identity::java_signature_word("1.2.840.10045.4.3.2") == "SHA256withECDSA");
  CHECK(identity::java_signature_word("1.3.36.3.3.1.2") == "1.3.36.3.3.1.2");
}

TEST_CASE("D30: names are X500Principal's") {
  const auto text = [](const std::vector<std::pair<std::string, std::string>>& attributes) {
    return x509::x500_text(x509::Name::of(attributes));
  };
  CHECK(text({{"C", "DE"}, {"O", "A, B "}, {"CN", "a#b=c\"d;e<f>"}}) == R"(CN=a\#b\=c\"d\;e\<f\>,O=A\, B\ ,C=DE)");
  CHECK(text({{"emailAddress", "a@b"}}) == "1.2.840.113549.1.9.1=#1603614062");
  CHECK(text({{"title", "Dr"}}) == "2.5.4.12=#0c024472");
  CHECK(text({{"UID", "u"}, {"DC", "d"}, {"STREET", " s"}}) == R"(STREET=\ s,DC=d,UID=u)");
  CHECK(text({}).empty());
}
