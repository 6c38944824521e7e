// The numbers and words of document B's wire: systems that speak it take no others.
#include "agents/wire.h"

#include "../error_of.h"

using namespace pkit;
using namespace pkit::agents;
using namespace pkit::test;

namespace {

std::string verdict_on(const std::string& text, const Fields& fields) {
  MessageRequest request;
  request.message = text;
  request.message_name = "the message";
  return verdict([&] { read_message(request, fields); });
}

}  // namespace

TEST_CASE("B3: operations and results have document B's numbers; an early failure is 4, and never 3 (T-B9)") {
  CHECK(operation_number(store::JobOperation::add) == 2);
  CHECK(operation_number(store::JobOperation::remove) == 3);
  CHECK(operation_number(store::JobOperation::create) == 4);
  CHECK(status_number(store::JobResult::success) == 2);
  CHECK(status_number(store::JobResult::warning) == 3);
  CHECK(status_number(store::JobResult::failure) == 4);
  for (const std::int64_t status : {0, 4, 5, -1}) CHECK(result_of(status) == store::JobResult::failure);
  CHECK(result_of(2) == store::JobResult::success);
  CHECK(result_of(3) == store::JobResult::warning);
}

TEST_CASE("B3: the state of an entry is 1 to 4, and 0 of what nobody knows (T-B2)") {
  const std::pair<const char*, std::int64_t> rows[] = {{"added", 1},     {"modified", 2}, {"removed", 3},
                                                       {"unchanged", 4}, {"", 0},         {"lost", 0}};
  for (const auto& [word, number] : rows) CHECK(item_status_number(word) == number);
}

TEST_CASE("B3: kinds of keys there and back; ECC and ECDSA both occur") {
  for (const char* word : {"rsa-2048", "rsa-3072", "rsa-4096", "ec-p256", "ec-p384", "ec-p521", "ed25519"})
    CHECK(key_word(key_words(word)) == word);
  CHECK(key_words("ec-p384").type == "ECC");
  CHECK(key_words("ec-p384").size == 384);
  CHECK(key_word({"ECDSA", 256}) == "ec-p256");
  CHECK(key_word({"RSA", 1024}).empty());
}

TEST_CASE("B2: what an agent has to be capable of is a word") {
  store::ScheduledJob job;
  CHECK(capability_of(job, "PEM") == "CertStores.PEM.Inventory");
  job.type = store::JobType::management;
  CHECK(capability_of(job, "JKS") == "CertStores.JKS.Management");
  job.type = store::JobType::reenrollment;
  CHECK(capability_of(job, "PEM") == "CertStores.PEM.Reenrollment");
  job.type = store::JobType::fetch_logs;
  CHECK(capability_of(job, "") == "Custom.FetchLogs");
  job.type = store::JobType::custom;
  job.parameters.set("jobType", "dns-check");
  CHECK(capability_of(job, "") == "Custom.dns-check");
}

TEST_CASE("B3, X12: what shows possession is of one session, one request and one job") {
  const Bytes csr{1, 2, 3}, other{1, 2, 4};
  const Bytes message = possession_message("token", csr, "j-1");
  CHECK(message.size() == 32);
  CHECK(message == possession_message("token", csr, "j-1"));
  CHECK(message != possession_message("token2", csr, "j-1"));
  CHECK(message != possession_message("token", other, "j-1"));
  CHECK(message != possession_message("token", csr, "j-2"));
}

TEST_CASE("B3: keys to the letter, and every message by its own fields") {
  struct Row {
    const char* text;
    const Fields& fields;
    const char* verdict;
  };
  const Row rows[] = {
      {R"({"SessionToken":"t","JobId":"j"})", kConfigureFields, "1 none"},
      {R"({"sessionToken":"t","JobId":"j"})", kConfigureFields, "5 agent.message"},
      {R"({"SessionToken":"t"})", kConfigureFields, "5 agent.message"},
      {R"({"SessionToken":"t","JobId":"j","Inventory":[]})", kInventoryUpdateFields, "1 none"},
      {R"({"SessionToken":"t","JobId":"j","Inventory":null})", kInventoryUpdateFields, "5 agent.message"},
      {R"({"SessionToken":"t","JobId":"j","CSRText":"x"})", kEnrolFields, "1 none"},
      {R"({"SessionToken":"t","JobId":"j","CSRText":"x","PresentKeyProof":"y"})", kEnrolFields, "1 none"},
      {R"({"SessionToken":"t","JobId":"j"})", kEnrolFields, "5 agent.message"},
      {R"({"SessionToken":"t","JobId":"j","Status":4,"AuditId":1})", kCompletionFields, "1 none"},
      {R"({"SessionToken":"t","JobId":"j","Status":"4","AuditId":1})", kCompletionFields, "5 agent.message"},
      {R"(["t","j"])", kConfigureFields, "5 agent.message"},
      {R"({"SessionToken":"t","SessionToken":"u","JobId":"j"})", kConfigureFields, "5 json.duplicate"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(verdict_on(row.text, row.fields) == row.verdict);
  }
}
