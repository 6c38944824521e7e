// pkit list: what is stored, a line each.
#include <algorithm>
#include <map>

#include "lifecycle/operations.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct Listing {
  std::vector<std::string> states;
  std::vector<const char*> columns;  // members of each row, as in JSON
};

const std::map<std::string, Listing>& listings() {
  static const std::map<std::string, Listing> kListings{
      {"registrations",
       {{"waiting", "approved", "issued", "done", "denied", "refused", "closed"},
        {"id", "state", "ClientMachine", "profile", "created", "reason"}}},
      {"certificates",
       {{"valid", "expired", "revoked"}, {"id", "state", "ClientMachine", "serial", "notAfter", "subject"}}},
      {"orchestrators",
       {{"New", "Approved", "Disapproved"},
        {"id", "Status", "ClientMachine", "AgentPlatform", "Version", "approvedBy"}}},
  };
  return kListings;
}

void check(const lifecycle::ListRequest& request) {
  const std::vector<std::string>& states = listings().at(request.what).states;
  if (!request.state.empty() && std::find(states.begin(), states.end(), request.state) == states.end())
    throw Error(Kind::usage, "usage.value", "--state: '" + request.state + "' is no state of " + request.what,
                "there is " + join(states, ", "));
  if (request.expiring && request.what != "certificates")
    throw Error(Kind::usage, "usage.combination", "--expiring goes with certificates only");
}

void print_rows(Screen& screen, const lifecycle::ListRequest& request, const Value& data) {
  const Value& rows = data[request.what];
  if (!rows.is_list() || rows.items().empty()) return screen.aside("pkit: no " + request.what);
  std::vector<std::vector<std::string>> table;
  for (const Value& row : rows.items()) {
    std::vector<std::string> cells;
    for (const char* column : listings().at(request.what).columns) cells.push_back(text_of(row[column]));
    table.push_back(std::move(cells));
  }
  print_table(screen, table);
}

}  // namespace

Run bind_list(Options& options) {
  auto request = std::make_shared<lifecycle::ListRequest>();
  Option& what =
      options.argument("WHAT", "registrations, certificates or orchestrators", request->what).must_be_given();
  what.completion = Completion::choice;
  for (const auto& [name, listing] : listings()) what.choices.push_back(name);
  options.text("--state", "STATE", "only those in this state", request->state);
  options.duration("--expiring", "only certificates that end within that time", request->expiring);
  options.text("--name", "GLOB", "only those whose machine's name matches", request->name_glob);
  options.number("--limit", "at most so many", request->limit);
  return [request](Context& context) {
    check(*request);
    const lifecycle::Outcome outcome = lifecycle::list(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) { print_rows(screen, *request, outcome.data); });
  };
}

}  // namespace pkit::app
