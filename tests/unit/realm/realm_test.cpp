// Realms as pkit.yaml has them (D1 to D5, X18).
#include "realm/realm.h"

#include <doctest/doctest.h>

#include "config/yaml.h"

using namespace pkit;
using namespace pkit::realm;

namespace {

const std::string kAdapterBased = R"(
loginModule: UserCertificateLoginModule
className: com.worklight.core.auth.ext.UserCertificateAuthenticator
dependent-user-auth-realm: WASLTPARealm
pki-bridge-class: com.worklight.core.auth.ext.UserCertificateAdapterBasedPKI
adapter-pki-bridge-init-procedure: PKIAdapter.init
adapter-pki-bridge-certificate-generation-procedure: PKIAdapter.generateCertificate
adapter-pki-bridge-identity-from-certificate-procedure: PKIAdapter.getIdentityFromCertificate
)";

struct Tried {
  Realms realms;
  std::string faults;  // each "CODE: WHAT", one a line
};

Tried tried(const std::string& yaml) {
  adapter::Adapters adapters;
  adapters["PKIAdapter"].name = "PKIAdapter";
  UserSources sources;
  sources["WASLTPARealm"].name = "WASLTPARealm";
  config::Faults faults("pkit.yaml");
  const Value tree = config::parse_yaml(yaml, "pkit.yaml");
  Tried result{read_realms(Value::map({{"staff", tree}}), sources, adapters, faults), ""};
  for (const Fault& fault : faults.list()) result.faults += fault.code + ": " + fault.what + "\n";
  return result;
}

/// The sample without the lines that hold `word`.
std::string without(const std::string& word) {
  std::string kept;
  for (const std::string& line : split(kAdapterBased, '\n'))
    if (line.find(word) == std::string::npos) kept += line + "\n";
  return kept;
}

}  // namespace

TEST_CASE("the document's realm, and what init is given of it (D5, D6)") {
  const Tried sample = tried(kAdapterBased + "chain: fleet\n");
  CHECK(sample.faults.empty());
  const Realm& realm = sample.realms.at("staff");
  CHECK(!realm.embedded);
  CHECK(realm.users == "WASLTPARealm");
  CHECK(realm.find(Procedure::init)->text() == "PKIAdapter.init");
  CHECK(!realm.find(Procedure::csr_validation));
  CHECK(realm.parameters.members().size() == 5);
  CHECK(realm.parameters.text_or("pki-bridge-class") == "com.worklight.core.auth.ext.UserCertificateAdapterBasedPKI");
  CHECK(realm.parameters["chain"].is_null());
}

TEST_CASE("T-D1: each required parameter that is missing is named") {
  CHECK(tried(without("init-procedure")).faults ==
        "config.missing: realms.staff.adapter-pki-bridge-init-procedure is missing\n");
  CHECK(tried(without("generation")).faults ==
        "config.missing: realms.staff.adapter-pki-bridge-certificate-generation-procedure is missing\n");
  CHECK(tried(without("from-certificate")).faults ==
        "config.missing: realms.staff.adapter-pki-bridge-identity-from-certificate-procedure is missing\n");
  CHECK(tried(without("dependent")).faults == "config.missing: realms.staff.dependent-user-auth-realm is missing\n");
  CHECK(tried(without("pki-bridge-class")).faults.find("pki-bridge-class is missing") != std::string::npos);
}

TEST_CASE("an embedded bridge needs no procedures and has none") {
  const std::string embedded =
      "dependent-user-auth-realm: WASLTPARealm\n"
      "pki-bridge-class: com.worklight.core.auth.ext.UserCertificateEmbeddedPKI\n";
  CHECK(tried(embedded).faults.empty());
  CHECK(tried(embedded).realms.at("staff").embedded);
  CHECK(tried(embedded + "adapter-pki-bridge-init-procedure: PKIAdapter.init\n").faults.starts_with("realm.class"));
}

TEST_CASE("what is none is told") {
  struct Row {
    const char *line, *fault;
  };
  for (const Row& row : {
           Row{"adapter-pki-bridge-csr-validation-procedure: PKIAdapter", "realm.target"},
           Row{"adapter-pki-bridge-csr-validation-procedure: ' PKIAdapter.validateCSR'", "realm.target"},
           Row{"adapter-pki-bridge-csr-validation-procedure: Other.validateCSR", "config.unknown"},
           Row{"adapterpki- bridge-csr-validationprocedure: PKIAdapter.validateCSR", "config.unknown"},  // X18
           Row{"default: maybe", "config.word"},
       }) {
    CAPTURE(row.line);
    CHECK(tried(kAdapterBased + row.line + "\n").faults.starts_with(row.fault));
  }
  CHECK(tried(without("className") + "className: x.EvilUserCertificateAuthenticator\n")
            .faults.starts_with("realm.class"));
  CHECK(tried(without("bridge-class") + "pki-bridge-class: UserCertificateEmbeddedPKI2\n").faults.find("realm.class") !=
        std::string::npos);
}

TEST_CASE("every procedure is a parameter of a realm, and found by both words") {
  for (const ProcedureRow& row : procedure_rows()) {
    CHECK(Fields(kRealmFields).find(row.parameter));
    CHECK(find_procedure(row.word) == &row);
    CHECK(find_procedure(row.parameter) == &row);
    CHECK(&row_of(row.procedure) == &row);
  }
}
