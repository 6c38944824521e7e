// pkit list: what is stored, a line each.
#include <unistd.h>

#include <map>
#include <optional>

#include "ask/operations.h"
#include "pkit/context.h"
#include "pkit/render.h"
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

struct ListOptions {
  pkit::ListRequest request;
  bool header = false;
};

/// Names above the columns are for people: programs that read the lines need not skip one.
void add_head(TableStream& table, const ListOptions& o) {
  if (!o.header && ::isatty(STDOUT_FILENO) != 1) return;
  const auto& names = columns().at(o.request.what);
  table.head({names.begin(), names.end()});
}

/// All rows are held here: whether there are any stands before them in JSON.
int show_found(Context& context, const ListOptions& o) {
  const pkit::ListRequest& request = o.request;
  Value rows = Value::list();
  pkit::Outcome outcome;
  outcome.error = pkit::list(context.session(), request, [&](const Value& row) { rows.push(row); });
  outcome.data.set(request.what, rows);
  return context.output.show(outcome, [&](Screen& screen) {
    TableStream table(screen);
    add_head(table, o);
    for (const Value& row : rows.items()) table.row(cells_of(request.what, row));
    if (!table.finish()) screen.aside("pkit: no " + request.what);
  });
}

int show_list(Context& context, const ListOptions& o) {
  const pkit::ListRequest& request = o.request;
  if (request.fail) return show_found(context, o);
  std::optional<TableStream> table;
  return context.output.show_rows(
      request.what, [&](const auto& each) { pkit::list(context.session(), request, each); },
      [&](Screen& screen, const Value& row) {
        if (!table) add_head(table.emplace(screen), o);
        table->row(cells_of(request.what, row));
      },
      [&](Screen& screen) {
        if (!table || !table->finish()) screen.aside("pkit: no " + request.what);
      });
}

}  // namespace

Run bind_list(Options& options) {
  auto o = std::make_shared<ListOptions>();
  pkit::ListRequest* request = &o->request;
  std::vector<std::string> choices;
  for (const auto& row : columns()) choices.push_back(row.first);
  options.choice("WHAT", "WHAT", std::move(choices), "what to list", request->what).is_argument().must_be_given();
  options.text("--state", "STATE", "only those in this state", request->state).completes(Completion::state);
  options.duration("--expiring", "only certificates that end within that time and were not replaced",
                   request->expiring);
  options.flag("--fail", "end with 3 where there is one, for monitoring", request->fail);
  options.text("--name", "GLOB", "only those whose machine's name matches", request->name_glob);
  options.text("--metadata", "FIELD=VALUE", "only certificates that are tagged so", request->metadata);
  options.number("--limit", "at most so many", request->limit);
  options.flag("--header", "names above the columns, also where no terminal is", o->header);
  return [o](Context& context) { return show_list(context, *o); };
}

}  // namespace pkit::app
