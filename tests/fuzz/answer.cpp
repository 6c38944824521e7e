// A handler's answer: an allow is one only if the text says exactly so, and nothing unknown stands beside it.
#include <algorithm>

#include "base/json.h"
#include "handler/chain.h"
#include "handler/outputs.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

using handler::Result;

bool known(const std::string& key) {
  const auto& keys = handler::answer_keys();
  return key.starts_with("x-") || std::find(keys.begin(), keys.end(), key) != keys.end();
}

void judged(const Value& answer, Result result) {
  for (const auto& [key, value] : answer.members()) PROMISE(known(key));
  PROMISE(answer.text_or("result") == handler::result_word(result));
}

}  // namespace

int fuzz_answer(BytesView bytes) {
  const auto answer = accepted({"json."}, [&] { return parse_json(as_text(bytes), "answer"); });
  if (!answer) return 0;
  Result result = Result::allow;
  std::string message;
  handler::Outputs outputs;
  const std::string failure = handler::judge_answer(*answer, result, message, outputs);
  PROMISE((result == Result::failed) == !failure.empty());
  if (failure.empty()) judged(*answer, result);
  const bool grants = !outputs.names.members().empty() || outputs.profile || outputs.client_parameters;
  PROMISE(!grants || result == Result::allow);
  return 0;
}

}  // namespace pkit::fuzz
