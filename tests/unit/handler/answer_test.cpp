// Answers of registration handlers: what is taken, and what is a failure and never an Allow.
#include <doctest/doctest.h>

#include "base/json.h"
#include "handler/chain.h"

using namespace pkit;
using handler::judge_answer;
using handler::Outputs;
using handler::Result;

namespace {

struct Judged {
  Result result = Result::allow;
  std::string message, failure;
  Outputs outputs;
};

Judged judge(const std::string& json) {
  Judged judged;
  judged.failure = judge_answer(parse_json(json, "answer"), judged.result, judged.message, judged.outputs);
  return judged;
}

}  // namespace

TEST_CASE("answer: exactly one of three results (A6)") {
  CHECK(judge(R"({"result":"Allow"})").result == Result::allow);
  CHECK(judge(R"({"result":"Deny","message":"no"})").message == "no");
  CHECK(judge(R"({"result":"Defer","x-note":{"a":[1]}})").result == Result::defer);
}

TEST_CASE("answer: the outputs of an Allow") {
  const Judged all = judge(R"({"result":"Allow","message":"hello","names":{"dns":["a.example"],"ip":[],"email":null},)"
                           R"("blueprintName":null,"ClientID":"","metadata":{},"ClientParameters":{"site":"l\u00e4b"},)"
                           R"("profile":"agent"})");
  CHECK(all.failure.empty());
  CHECK(all.result == Result::allow);
  CHECK(all.message == "hello");
  CHECK(all.outputs.names == Value::map({{"dns", Value::list({"a.example"})}, {"ip", Value::list()}}));
  CHECK(all.outputs.profile == "agent");
  CHECK(all.outputs.client_parameters == Value::map({{"site", "l\u00e4b"}}));
  CHECK(all.outputs.blueprint == "");
  CHECK(all.outputs.client_id == "");
  const Judged fleet =
      judge(R"({"result":"Allow","blueprintName":"edge","ClientID":"x-1","metadata":{"Owner":"a","n":7}})");
  CHECK(fleet.failure == "");
  CHECK(fleet.outputs.blueprint == "edge");
  CHECK(fleet.outputs.client_id == "x-1");
  CHECK(fleet.outputs.metadata == Value::map({{"Owner", "a"}, {"n", 7}}));

  const Judged none = judge(R"({"result":"Allow","names":null,"profile":"","ClientParameters":null,"message":null})");
  CHECK(none.failure.empty());
  CHECK(none.outputs.names == Value::map());
  CHECK_FALSE(none.outputs.profile);
  CHECK_FALSE(none.outputs.client_parameters);
  CHECK(judge(R"({"result":"Allow","ClientParameters":{}})").outputs.client_parameters == Value::map());  // T-A22
}

TEST_CASE("answer: outputs of Deny and Defer are ignored, whatever they are (A10, T-A3, T-A4)") {
  for (const char* result : {"Deny", "Defer"}) {
    const Judged judged = judge(std::string(R"({"result":")") + result +
                                R"(","blueprintName":"edge","ClientID":"x","metadata":{"Owner":"a"},)"
                                R"("ClientParameters":{"a":"b"},"profile":7,"names":"rubbish"})");
    CHECK(judged.failure.empty());
    CHECK(judged.result == (std::string(result) == "Deny" ? Result::deny : Result::defer));
    CHECK_FALSE(judged.outputs.profile);
    CHECK_FALSE(judged.outputs.client_parameters);
    CHECK(judged.outputs.names == Value::map());
    CHECK(judged.outputs.blueprint + judged.outputs.client_id == "");
    CHECK(judged.outputs.metadata == Value::map());
  }
}

TEST_CASE("answer: failures (A-edge-6, T-A21)") {
  const struct {
    std::string json;
    std::string failure;
  } rows[] = {
      {"[]", "the answer is list, not a map"},
      {"\"Allow\"", "the answer is text, not a map"},
      {"{}", "result is null, not \"Allow\", \"Deny\" or \"Defer\""},
      {R"({"result":"allow"})", "result is \"allow\", not \"Allow\", \"Deny\" or \"Defer\""},
      {R"({"result":"Allow "})", "result is \"Allow \", not \"Allow\", \"Deny\" or \"Defer\""},
      {R"({"result":true})", "result is boolean, not \"Allow\", \"Deny\" or \"Defer\""},
      {R"({"result":["Allow"]})", "result is list, not \"Allow\", \"Deny\" or \"Defer\""},
      {R"({"result":"\u001b[2J"})", "result is \"\\x1b[2J\", not \"Allow\", \"Deny\" or \"Defer\""},
      {R"({"Result":"Allow"})", "unknown key \"Result\" in the answer, did you mean \"result\"?"},
      {R"({"result":"Allow","profil":"agent"})", "unknown key \"profil\" in the answer, did you mean \"profile\"?"},
      {R"({"result":"Deny","zzz":1})", "unknown key \"zzz\" in the answer"},
      {R"({"result":"Allow","X-note":1})", "unknown key \"X-note\" in the answer"},
      {R"({"result":"Deny","message":5})", "message is integer, not a text"},
      {R"({"result":"Allow","names":["a"]})", "names is list, not a map"},
      {R"({"result":"Allow","names":{"DNS":[]}})", "unknown type of names \"DNS\", not dns, ip, email, uri"},
      {R"({"result":"Allow","names":{"dns":"a"}})", "names.dns is text, not a list"},
      {R"({"result":"Allow","names":{"dns":[1]}})", "names.dns has an element that is no name"},
      {R"({"result":"Allow","names":{"ip":[""]}})", "names.ip has an element that is no name"},
      {R"({"result":"Allow","profile":["agent"]})", "profile is list, not a text"},
      {R"({"result":"Allow","ClientParameters":["a"]})", "ClientParameters is list, not a map"},
      {R"({"result":"Allow","ClientParameters":{"a":1}})", "ClientParameters.\"a\" is integer, not a text"},
      {R"({"result":"Allow","blueprintName":["edge"]})", "blueprintName is list, not a text"},
      {R"({"result":"Allow","ClientID":17})", "ClientID is integer, not a text"},
      {R"({"result":"Allow","metadata":"Owner"})", "metadata is text, not a map"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.json);
    const Judged judged = judge(row.json);
    CHECK(judged.failure == row.failure);
    CHECK(judged.result == Result::failed);
    CHECK(judged.message.empty());
    CHECK_FALSE(judged.outputs.profile);
  }
}
