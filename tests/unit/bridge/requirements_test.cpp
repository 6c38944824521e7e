// What a CSR must contain, and what it lacks of it (D12 to D16, T-D5 to T-D7).
#include "bridge/requirements.h"

#include <doctest/doctest.h>

#include "../error_of.h"
#include "base/json.h"
#include "x509/csr_build.h"

using namespace pkit;
using namespace pkit::bridge;

namespace {

Requirements required(const std::string& json) { return read_requirements(parse_json(json, "r"), "r"); }

const char* const kSample =
    R"({"commonName":"user@ibm.com","additionalSubject":{"O":"IBM","ou":"Lab"},)"
    R"("additionalAttributes":{"challengePassword":"pass","unstructuredName":"tablet","friendlyName":"Gerät"}})";

x509::Csr request(const x509::Name& subject, const std::vector<x509::RequestAttribute>& attributes) {
  const x509::PrivateKey key = x509::PrivateKey::generate("ec-p256");
  const x509::ExaminedCsr examined = x509::examine_csr(x509::build_csr(key, subject, {}, attributes));
  REQUIRE(examined.csr);
  CHECK(examined.faults.empty());
  return *examined.csr;
}

std::vector<std::string> codes(const std::vector<Fault>& faults) {
  std::vector<std::string> all;
  for (const Fault& fault : faults) all.push_back(fault.code);
  return all;
}

}  // namespace

TEST_CASE("T-D6: all three members, and what can be in a CSR") {
  for (const char* json : {
           R"({"additionalSubject":{},"additionalAttributes":{}})",
           R"({"commonName":"u","additionalAttributes":{}})",
           R"({"commonName":"u","additionalSubject":{}})",
           R"({"commonName":"","additionalSubject":{},"additionalAttributes":{}})",
           R"({"commonName":"u","additionalSubject":[],"additionalAttributes":{}})",
           R"({"commonName":"u","additionalSubject":{"O":1},"additionalAttributes":{}})",
           R"({"commonName":"u","additionalSubject":{"CN":"v"},"additionalAttributes":{}})",
           R"({"commonName":"u","additionalSubject":{"O":"a","o":"b"},"additionalAttributes":{}})",
           R"({"commonName":"u","additionalSubject":{"C":"Germany"},"additionalAttributes":{}})",
           R"({"commonName":"u","additionalSubject":{"nonsense":"x"},"additionalAttributes":{}})",
           R"({"commonName":"u","additionalSubject":{},"additionalAttributes":{"extensionRequest":"x"}})",
           R"({"commonName":"u","additionalSubject":{},"additionalAttributes":{"1.2.840.113549.1.9.14":"x"}})",
           R"({"commonName":"u","additionalSubject":{},"additionalAttributes":{"signingTime":"x"}})",
           R"({"commonName":"u","additionalSubject":{},"additionalAttributes":{"unstructuredName":""}})",
           R"({"commonName":"u","additionalSubject":{},"additionalAttributes":{},"more":1})",
           R"(null)",
       }) {
    CAPTURE(json);
    CHECK(test::verdict([&] { required(json); }) == "5 realm.requirements");
  }
  const Requirements sample = required(kSample);
  CHECK(sample.subject == std::vector<std::pair<std::string, std::string>>{{"O", "IBM"}, {"OU", "Lab"}});
  CHECK(requirements_value(required(R"({"commonName":"u","additionalSubject":{},"additionalAttributes":{}})")) ==
        parse_json(R"({"commonName":"u","additionalSubject":{},"additionalAttributes":{}})", ""));
}

TEST_CASE("T-D7: a request made of the requirements meets them, and more is no fault") {
  const Requirements sample = required(kSample);
  const x509::Csr made = request(subject_for(sample), attributes_for(sample));
  CHECK(made.subject.text() == "CN=user@ibm.com,O=IBM,OU=Lab");
  CHECK(faults_against(sample, made).empty());
  auto more = attributes_for(sample);
  more.push_back({"1.2.3.4", "beside"});
  CHECK(faults_against(sample, request(x509::Name::from_text("CN=user@ibm.com,L=Austin,O=IBM,OU=Lab"), more)).empty());
}

TEST_CASE("T-D7: everything that it lacks, and a second common name") {
  using Codes = std::vector<std::string>;
  const Requirements sample = required(kSample);
  const auto attributes = attributes_for(sample);
  const auto lacks = [&](const char* subject, const std::vector<x509::RequestAttribute>& of) {
    return codes(faults_against(sample, request(x509::Name::from_text(subject), of)));
  };
  CHECK(lacks("CN=user@ibm.com,OU=Lab", attributes) == Codes{"realm.csr.subject"});
  CHECK(lacks("CN=user@ibm.com,O=ibm,OU=Lab", attributes) == Codes{"realm.csr.subject"});
  CHECK(lacks("CN=USER@ibm.com,O=IBM,OU=Lab", attributes) == Codes{"realm.csr.cn"});
  CHECK(lacks("CN=other,CN=user@ibm.com,O=IBM,OU=Lab", attributes) == Codes{"realm.csr.cn"});
  CHECK(lacks("O=IBM,OU=Lab", attributes) == Codes{"realm.csr.cn"});
  CHECK(lacks("CN=user@ibm.com,O=IBM,OU=Lab", {attributes[0], attributes[1]}) == Codes{"realm.csr.attribute"});
  CHECK(lacks("CN=user@ibm.com,O=IBM,OU=Lab", {attributes[0], attributes[1], {attributes[2].oid, "Other"}}) ==
        Codes{"realm.csr.attribute"});
  CHECK(lacks("CN=x", {}) == Codes{"realm.csr.cn", "realm.csr.subject", "realm.csr.subject", "realm.csr.attribute",
                                   "realm.csr.attribute", "realm.csr.attribute"});
}
