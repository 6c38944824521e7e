#include "pkit/trace.h"

#include "base/text.h"
#include "pkit/render.h"

namespace pkit::app {

namespace {

/// Appends "  label  text" where there is a text.
void tell(std::vector<std::string>& lines, const std::string& label, const std::string& text) {
  if (!text.empty()) lines.push_back("  " + label + ": " + text);
}

/// What a program said beside its answer, in its own lines.
void tell_stderr(std::vector<std::string>& lines, const std::string& indent, const Value& call) {
  const std::string errors(trim(call.text_or("stderr")));
  if (errors.empty()) return;
  const std::vector<std::string> said = split(errors, '\n');
  if (said.size() == 1) return lines.push_back(indent + "said on stderr: " + errors);
  lines.push_back(indent + "said on stderr:");
  for (const std::string& line : said) lines.push_back(indent + "  " + line);
}

std::string opening(const Value& trace) {
  std::string text = trace.text_or("operation", "decision");
  if (const std::string machine = trace.text_or("ClientMachine"); !machine.empty()) text += " of " + machine;
  if (const std::string time = trace.text_or("time"); !time.empty()) text += " at " + time;
  if (const std::string actor = trace.text_or("actor"); !actor.empty()) text += " by " + actor;
  return text;
}

std::string read_text(const Value& read) {
  const Value& value = read["value"];
  const bool matched = read["matched"].is_bool() && read["matched"].as_bool();
  return read.text_or("path") + (value.is_null() ? " is absent" : " is " + text_of(value)) +
         (matched ? ", matches" : ", does not match");
}

void tell_handler(std::vector<std::string>& lines, std::size_t number, const Value& handler) {
  std::string text = "  " + std::to_string(number) + ". " + handler.text_or("name") + ": " + handler.text_or("result");
  if (const std::string reason = handler.text_or("reason"); !reason.empty()) text += " (" + reason + ")";
  const std::string answer(trim(handler.text_or("answer")));
  if (!answer.empty()) text += ", after " + text_of(handler["tookMs"]) + " ms";
  lines.push_back(text);
  if (handler["reads"].is_list())
    for (const Value& read : handler["reads"].items()) lines.push_back("       " + read_text(read));
  if (!answer.empty()) lines.push_back("       answered " + answer);
  tell_stderr(lines, "       ", handler);
}

void tell_handlers(std::vector<std::string>& lines, const Value& handlers) {
  if (!handlers.is_list()) return;
  if (handlers.items().empty()) lines.push_back("  no handler had to be asked");
  for (std::size_t i = 0; i < handlers.items().size(); ++i) tell_handler(lines, i + 1, handlers.items()[i]);
}

void tell_verdict(std::vector<std::string>& lines, const Value& verdict) {
  if (!verdict.is_map()) return;
  std::string text = verdict.text_or("answer");
  if (const std::string by = verdict.text_or("by"); !by.empty()) text += " by " + by;
  if (const std::string message = verdict.text_or("message"); !message.empty()) text += ": " + message;
  tell(lines, "verdict", text);
}

std::string dropped_text(const Value& dropped) {
  std::vector<std::string> texts;
  for (const Value& one : dropped.items()) texts.push_back(one.text_or("field") + " (" + one.text_or("reason") + ")");
  return join(texts, ", ");
}

/// What an Allow tied to the orchestrator, and what its certificate is tagged with.
void tell_effects(std::vector<std::string>& lines, const Value& trace) {
  const Value& effects = trace["effects"];
  if (effects.is_map())
    for (const auto& [key, value] : effects.members()) tell(lines, key, text_of(value));
  const Value& metadata = trace["metadata"];
  if (!metadata.is_map()) return;
  tell(lines, "metadata", text_of(metadata["applied"]));
  tell(lines, "metadata dropped", dropped_text(metadata["dropped"]));
}

void tell_checks(std::vector<std::string>& lines, const Value& checked) {
  tell(lines, "profile", checked.text_or("profile"));
  tell(lines, "names", text_of(checked["names"]));
  for (const char* kind : {"faults", "differences", "tolerated"})
    if (checked[kind].is_list())
      for (const Value& item : checked[kind].items()) tell(lines, kind, text_of(item));
}

/// Another CA was asked for the certificate, or for what became of it.
void tell_gateway(std::vector<std::string>& lines, const Value& gateway) {
  if (!gateway["calls"].is_list()) return;
  for (const Value& call : gateway["calls"].items()) {
    std::string text = call.text_or("procedure") + " of " + gateway.text_or("intent") + " " + call.text_or("result");
    if (const std::string message = call.text_or("message"); !message.empty()) text += ": " + message;
    tell(lines, "gateway", text + ", after " + text_of(call["tookMs"]) + " ms");
    tell_stderr(lines, "    ", call);
  }
}

}  // namespace

std::vector<std::string> story(const Value& trace) {
  std::vector<std::string> lines{opening(trace)};
  tell(lines, "claimed", text_of(trace["parameter"]["claimed"]));
  tell(lines, "verified", text_of(trace["parameter"]["verified"]));
  if (trace["gate"].is_map()) {
    const std::string caller = trace["gate"].text_or("caller");
    lines.push_back("  it came through the gate" + (caller.empty() ? "" : ", from " + caller));
  }
  if (trace["emptied"].is_bool()) lines.push_back("  one of many that changed nothing: only that it was is kept");
  tell(lines, "proven by the certificate", trace.text_or("provenBy"));
  tell_handlers(lines, trace["handlers"]);
  tell(lines, "refused", trace["refused"].text_or("what"));
  tell_verdict(lines, trace["verdict"]);
  tell_effects(lines, trace);
  tell_checks(lines, trace["checked"]);
  tell_gateway(lines, trace["gateway"]);
  tell(lines, "outcome", text_of(trace["outcome"]));
  tell(lines, "pkit.yaml", trace.text_or("config"));
  tell(lines, "pkit", trace.text_or("pkit"));
  return lines;
}

}  // namespace pkit::app
