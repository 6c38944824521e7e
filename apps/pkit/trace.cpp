#include "pkit/trace.h"

#include "pkit/render.h"

namespace pkit::app {

namespace {

std::string opening(const Value& trace) {
  std::string text = trace.text_or("operation", "decision");
  if (const std::string time = text_of(trace["time"]); !time.empty()) text += " at " + time;
  if (const std::string actor = trace.text_or("actor"); !actor.empty()) text += " by " + actor;
  if (const std::string exit = text_of(trace["exit"]); !exit.empty()) text += ", exit " + exit;
  return text;
}

std::string handler_line(std::size_t number, const Value& handler) {
  std::string text = "  " + std::to_string(number) + ". " + handler.text_or("name") + ": " + handler.text_or("result");
  if (const std::string reason = handler.text_or("reason"); !reason.empty()) text += ", " + reason;
  if (const std::string took = text_of(handler["took"]); !took.empty() && took != "0") text += " (" + took + " ms)";
  return text;
}

void tell_handler(std::vector<std::string>& lines, std::size_t number, const Value& handler) {
  lines.push_back(handler_line(number, handler));
  if (handler["reads"].is_list())
    for (const Value& read : handler["reads"].items()) {
      const Value& value = read["value"];
      const bool matched = read["matched"].is_bool() && read["matched"].as_bool();
      lines.push_back("       " + read.text_or("path") + (value.is_null() ? " is absent" : " = " + text_of(value)) +
                      (matched ? ": matches" : ": does not match"));
    }
  if (const std::string answer = text_of(handler["answer"]); !answer.empty())
    lines.push_back("       answered " + answer);
  if (const std::string errors = text_of(handler["errors"]); !errors.empty())
    lines.push_back("       on stderr: " + errors);
}

bool told_before(const std::string& member) {
  for (const char* name : {"operation", "time", "actor", "exit", "handlers"})
    if (member == name) return true;
  return false;
}

}  // namespace

std::vector<std::string> story(const Value& trace) {
  std::vector<std::string> lines{opening(trace)};
  const Value& handlers = trace["handlers"];
  if (handlers.is_list() && handlers.items().empty()) lines.push_back("  no handler");
  if (handlers.is_list())
    for (std::size_t i = 0; i < handlers.items().size(); ++i) tell_handler(lines, i + 1, handlers.items()[i]);
  if (!trace.is_map()) return lines;
  for (const auto& [name, value] : trace.members())
    if (const std::string text = text_of(value); !told_before(name) && !text.empty())
      lines.push_back("  " + name + ": " + text);
  return lines;
}

}  // namespace pkit::app
