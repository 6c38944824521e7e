#include "decision/reading.h"

namespace pkit {

namespace {

std::vector<std::string> texts_at(const Value& parameter, const char* path) {
  std::vector<std::string> texts;
  const Value* found = parameter.at_path(path);
  if (!found || !found->is_list()) return texts;
  for (const Value& item : found->items())
    if (item.is_text()) texts.push_back(item.as_text());
  return texts;
}

bool is_approved(const Value& parameter) { return parameter["verified"].text_or("state") == "Approved"; }

Reading built_in(const Setup& setup, const Value& parameter) {
  if (setup.auto_rows.empty()) return {DecisionAnswer::deferred, "", "no handler decided"};
  const catalog::AutoAnswer answer = catalog::auto_register(
      setup.auto_rows, texts_at(parameter, "claimed.Capabilities"), texts_at(parameter, "verified.osGroups"));
  if (answer.approved) return {DecisionAnswer::allowed, "builtin", answer.why};
  return {DecisionAnswer::deferred, "", "no handler decided, nor did the built-in auto-registration: " + answer.why};
}

Reading all_deferred(const Setup& setup, const Asker& asker, const Value& parameter) {
  switch (asker.door.deferred) {
    case Door::Deferred::is_yes:
      return {DecisionAnswer::allowed, "manual:" + asker.actor, "approved by the operator"};
    case Door::Deferred::waits:
      if (!asker.door.section && !is_approved(parameter)) return built_in(setup, parameter);
      return {DecisionAnswer::deferred, "", "no handler decided"};
    case Door::Deferred::by_default:
      break;
  }
  if (setup.default_allow(asker.section.empty() ? asker.door.judged_by() : asker.section))
    return {DecisionAnswer::allowed, "default", "no handler decided; the default is allow"};
  return {DecisionAnswer::denied, "default", "no handler decided; the default is deny"};
}

}  // namespace

const char* answer_word(DecisionAnswer answer) {
  constexpr const char* words[] = {"allowed", "denied", "deferred", "failed", "unproven"};
  return words[static_cast<int>(answer)];
}

Reading read_decision(const Setup& setup, const Asker& asker, const Value& parameter,
                      const handler::Decision& decision) {
  switch (decision.result) {
    case handler::Result::allow:
      return {DecisionAnswer::allowed, decision.by, decision.message};
    case handler::Result::deny:
      return {DecisionAnswer::denied, decision.by, decision.message};
    case handler::Result::failed:
      return {DecisionAnswer::failed, decision.by, decision.message};
    case handler::Result::defer:
      break;
  }
  return all_deferred(setup, asker, parameter);
}

}  // namespace pkit
