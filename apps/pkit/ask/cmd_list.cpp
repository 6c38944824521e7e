// pkit list: what is stored, a line each.
#include <unistd.h>

#include <map>
#include <optional>

#include "ask/operations.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

/// The members of each row that text shows, as JSON names them.
const std::map<std::string, std::vector<const char*>>& columns() {
  static const std::map<std::string, std::vector<const char*>> kColumns{
      {"registrations", {"id", "state", "ClientMachine", "created", "certificate", "reason"}},
      {"certificates", {"id", "state", "ClientMachine", "serial", "notAfter", "subject"}},
      {"orchestrators", {"id", "Status", "ClientMachine", "AgentPlatform", "Version", "approvedBy"}},
      {"keys", {"id", "state", "keyType", "subject", "serial", "notAfter"}},
      {"deliveries", {"event", "state", "target", "subject", "tries", "nextAt", "reason"}},
  };
  return kColumns;
}

std::vector<std::string> cells_of(const std::string& what, const Value& row) {
  std::vector<std::string> cells;
  for (const char* column : columns().at(what)) cells.push_back(text_of(row[column]));
  return cells;
}

struct ListCommand : LocalCommand {
  ListCommand() : LocalCommand(kList) {}
  bool header = false;

  const pkit::ListRequest& asked() const { return *static_cast<const pkit::ListRequest*>(request.get()); }
};

/// Names above the columns are for people: programs that read the lines need not skip one.
void add_head(TableStream& table, const ListCommand& command) {
  if (!command.header && ::isatty(STDOUT_FILENO) != 1) return;
  const auto& names = columns().at(command.asked().what);
  table.head({names.begin(), names.end()});
}

/// All rows are held here: whether there are any stands before them in JSON.
int show_found(Context& context, const ListCommand& command) {
  const std::string& what = command.asked().what;
  const pkit::Outcome outcome = ask_local(context, command);
  return context.output.show(outcome, [&](Screen& screen) {
    TableStream table(screen);
    add_head(table, command);
    for (const Value& row : outcome.data[what].items()) table.row(cells_of(what, row));
    if (!table.finish()) screen.aside("pkit: no " + what);
  });
}

int show_list(Context& context, const ListCommand& command) {
  const pkit::ListRequest& request = command.asked();
  if (request.fail) return show_found(context, command);
  std::optional<TableStream> table;
  return context.output.show_rows(
      request.what, [&](const auto& each) { ask_local(context, command, each); },
      [&](Screen& screen, const Value& row) {
        if (!table) add_head(table.emplace(screen), command);
        table->row(cells_of(request.what, row));
      },
      [&](Screen& screen) {
        if (!table || !table->finish()) screen.aside("pkit: no " + request.what);
      });
}

}  // namespace

Run bind_list(Options& options) {
  auto command = std::make_shared<ListCommand>();
  declare_local(options, *command);
  options.flag("--header", "names above the columns, also where no terminal is", command->header);
  return [command](Context& context) { return show_list(context, *command); };
}

}  // namespace pkit::app
