// An agent's log: the history of its own state.
#include <algorithm>

#include "agents/work.h"
#include "store/events.h"

namespace pkit::agents {

namespace {

constexpr int kMostEvents = 1000;

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
  std::string text;
  for (const store::Event& event : newest) {
    const std::string line = line_of(event);
    if (text.size() + line.size() > static_cast<std::size_t>(std::max<std::int64_t>(most, 0))) break;
    text.insert(0, line);
  }
  return text;
}

}  // namespace pkit::agents
