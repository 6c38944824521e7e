// pkit status: one screen about the whole home.
#include "ask/operations.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

/// A list of maps, a row each, all members in their order.
void print_section(Screen& screen, const std::string& heading, const Value& items) {
  if (!items.is_list() || items.items().empty()) return;
  screen.line("");
  screen.line(heading);
  std::vector<std::vector<std::string>> table;
  for (const Value& item : items.items()) {
    std::vector<std::string> cells{""};
    if (item.is_map())
      for (const auto& member : item.members()) cells.push_back(text_of(member.second));
    else
      cells.push_back(text_of(item));
    table.push_back(std::move(cells));
  }
  for (auto& row : table) row[1].insert(0, "  ");
  print_table(screen, table);
}

void print_counts(Screen& screen, const Value& counts) {
  if (!counts.is_map()) return;
  std::vector<std::vector<std::string>> table;
  for (const auto& [name, count] : counts.members()) table.push_back({"  " + name, text_of(count)});
  screen.line("");
  screen.line("counts");
  print_table(screen, table);
}

void print_status(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  screen.line("home " + data.text_or("home"));
  if (const Value& server = data["server"]; server.is_map()) {
    screen.line("state in " + server.text_or("state") + ", " + server.text_or("engine") + " " +
                server.text_or("version") + ", " + server.text_or("role"));
    print_section(screen, "standbys", server["standbys"]);
  }
  print_section(screen, "authorities", data["authorities"]);
  print_counts(screen, data["counts"]);
  if (const Value& licences = data["licences"]; licences.is_map()) {
    screen.line("");
    screen.line("licences  " + text_of(licences["used"]) + " of " + text_of(licences["quantity"]) + " used");
  }
  print_section(screen, "waiting for a decision", data["waiting"]);
  print_section(screen, "expiring", data["expiring"]);
  print_section(screen, "asked of other CAs", data["orders"]);
  print_section(screen, "CRLs", data["crls"]);
  print_section(screen, "last failures", data["failures"]);
}

}  // namespace

Run bind_status(Options& options) { return bind_local<kStatus, print_status>(options); }

}  // namespace pkit::app
