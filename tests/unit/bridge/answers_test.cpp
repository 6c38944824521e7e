// What procedures may answer, to the letter (D8 to D29, T-D4, T-D9, T-D18, T-D20, X16).
#include "bridge/answers.h"

#include <doctest/doctest.h>

#include "base/json.h"

using namespace pkit;
using namespace pkit::bridge;

namespace {

std::string valid_of(const std::string& json, bool may_depend) {
  std::string failure;
  const Valid valid = read_valid(parse_json(json, "answer"), may_depend, failure);
  return failure.empty() ? valid_word(valid) : "failure";
}

std::string identity_of(const std::string& json) {
  std::string failure;
  const Value identity = read_identity(parse_json(json, "answer"), failure);
  return failure.empty() ? to_json(identity) : failure;
}

std::string certificate_failure(const std::string& base64) {
  std::string failure;
  read_certificate(Value::map({{"certificateBase64", base64}}), failure);
  return failure;
}

}  // namespace

TEST_CASE("T-D4: valid is one of its exact values, and alone") {
  struct Row {
    const char *json, *identity, *others;
  };
  for (const Row& row : {
           Row{R"({"valid":"YES"})", "YES", "YES"},
           Row{R"({"valid":"NO"})", "NO", "NO"},
           Row{R"({"valid":"NO_USE_DEPENDENT_REALM_ONLY"})", "NO_USE_DEPENDENT_REALM_ONLY", "failure"},
           Row{R"({"valid":"yes"})", "failure", "failure"},
           Row{R"({"valid":" YES"})", "failure", "failure"},
           Row{R"({"valid":true})", "failure", "failure"},
           Row{R"({"valid":null})", "failure", "failure"},
           Row{R"({"Valid":"YES"})", "failure", "failure"},
           Row{R"({"valid":"YES","x":1})", "failure", "failure"},
           Row{R"({})", "failure", "failure"},
           Row{R"("YES")", "failure", "failure"},
           Row{R"(null)", "failure", "failure"},
           Row{R"([{"valid":"YES"}])", "failure", "failure"},
       }) {
    CAPTURE(row.json);
    CHECK(valid_of(row.json, true) == row.identity);
    CHECK(valid_of(row.json, false) == row.others);
  }
}

TEST_CASE("T-D20, X16: what is left out of an identity is empty, and appId is appID") {
  CHECK(identity_of(R"({"userName":"u","displayName":"d","attributes":{"a":"b"},"appID":"A","deviceId":"D"})") ==
        R"({"userName":"u","displayName":"d","attributes":{"a":"b"},"appID":"A","deviceId":"D"})");
  CHECK(identity_of(R"({"userName":"u"})") ==
        R"({"userName":"u","displayName":"","attributes":{},"appID":"","deviceId":""})");
  CHECK(identity_of(R"({"userName":"u","appId":"A"})") ==
        R"({"userName":"u","displayName":"","attributes":{},"appID":"A","deviceId":""})");
  CHECK(identity_of(R"({"userName":"u","appId":"A","appID":"A"})").find("\"A\"") != std::string::npos);
  CHECK(identity_of(R"({"userName":"u","appId":"A","appID":"B"})") == "the answer's appID and appId differ");
  CHECK(identity_of(R"({"displayName":"d"})") == "the answer's userName is missing");
  CHECK(identity_of(R"({"userName":""})") == "the answer's userName is not as it must be");
  CHECK(identity_of(R"({"userName":"u\u0007"})").find("do not print") != std::string::npos);
  CHECK(identity_of(R"({"userName":"u","role":"admin"})") == "the answer has a member that it may not have");
}

TEST_CASE("what is told of a faulty answer quotes nothing of it") {
  CHECK(identity_of(R"({"userName":"u","attributes":{"tOkEn":7}})") == "the answer's attributes is not as it must be");
  CHECK(identity_of(R"({"userName":"u","tOkEn":"x"})").find("tOkEn") == std::string::npos);
}

TEST_CASE("T-D9, T-D18: a certificate is base64 of DER, where white space does not count") {
  const std::string none = "certificateBase64 is not base64 of a certificate in DER";
  CHECK(certificate_failure("@@@@") == none);
  CHECK(certificate_failure("MII") == none);   // padding is missing
  CHECK(certificate_failure("_-__") == none);  // the alphabet for URLs
  CHECK(certificate_failure(" \n") == none);   // nothing but white space
  CHECK(certificate_failure("MAMC AQA=\n").find("no certificate in DER") != std::string::npos);
  CHECK(certificate_failure("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t").find("no certificate in DER") != std::string::npos);
  std::string failure;
  read_certificate(parse_json(R"({"certificateBase64":""})", ""), failure);
  CHECK(failure == "the answer's certificateBase64 is not as it must be");
  read_certificate(parse_json(R"({"certificate":"MII="})", ""), failure);
  CHECK(!failure.empty());
}
