// An agent's log: the history of its own state.
#include <algorithm>

#include "agents/work.h"
#include "store/events.h"

namespace pkit::agents {

namespace {

constexpr int kMostEvents = 1000;

constexpr std::size_t kLongestLine = 4096;

/// Cut where no character is broken, with how much is missing: a long one leaves room for others.
std::string cut(std::string line, std::size_t most) {
  if (line.size() <= most) return line;
  const std::string told = " ... (" + std::to_string(line.size()) + " octets)\n";
  if (most <= told.size()) return {};
  return line.substr(0, utf8_prefix(std::string_view(line).substr(0, most - told.size()))) + told;
}

std::string line_of(const store::Event& event) {
  return print_time(event.time) + " " + event.kind + (event.subject.empty() ? "" : " " + event.subject) + " " +
         std::string(as_text(event.data)) + "\n";
}

}  // namespace

std::string log_end(const ReadSession& own, std::int64_t most) {
  std::vector<store::Event> newest;
  own.state.read([&](store::Read& read) {
    newest = store::events::latest(read, {"agent.", "store.", "certificate.", "ssh-key."}, kMostEvents);
  });
  const auto room = static_cast<std::size_t>(std::max<std::int64_t>(most, 0));
  std::string text;
  for (const store::Event& event : newest) {
    const std::string line = cut(line_of(event), std::min(kLongestLine, room));
    if (text.size() + line.size() > room) break;
    text.insert(0, line);
  }
  return text;
}

}  // namespace pkit::agents
