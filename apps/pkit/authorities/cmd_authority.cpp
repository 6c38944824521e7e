// pkit authority list, show: what signs, and its certificates to take along.
#include "ca/authorities.h"
#include "pkit/files.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_authorities(Screen& screen, const Outcome& outcome) {
  std::vector<std::vector<std::string>> table;
  for (const Value& row : outcome.data["authorities"].items()) {
    std::vector<std::string> cells;
    for (const char* column :
         {"name", "state", "gateway", "key", "serial", "notAfter", "subject", "issuers", "profiles"})
      cells.push_back(text_of(row[column]));
    table.push_back(std::move(cells));
  }
  print_table(screen, table);
}

/// What is shown may be certificates, which go to a file or are the whole result.
struct ShowAuthorityCommand : LocalCommand {
  ShowAuthorityCommand() : LocalCommand(kShowAuthority) {}
  Target target;
};

void write_export(const Target& target, Outcome& outcome) {
  const std::string pem = outcome.data.text_or("pem");
  if (target.force)
    replace_file(target.path, as_bytes(pem), Mode::shared);
  else
    create_file(target.path, as_bytes(pem), Mode::shared);
  outcome.data.set("file", target.path);
}

int show_one(Context& context, const ShowAuthorityCommand& command) {
  auto& request = *static_cast<ShowAuthorityRequest*>(command.request.get());
  const Target& target = command.target;
  if (request.exported.empty() && !target.path.empty()) request.exported = "issuer";
  check_target(context, target, "");
  Outcome outcome = ask_local(context, command);
  if (request.exported.empty())
    return context.output.show(outcome, [&](Screen& screen) { print_authority(screen, outcome.data["authority"]); });
  if (target.is_file())
    write_export(target, outcome);
  else if (context.output.format() == Format::text)
    return context.output.print(outcome.data.text_or("pem"));
  return context.output.show(outcome, [&](Screen& screen) { screen.line("wrote " + target.path); });
}

}  // namespace

Run bind_authority_list(Options& options) { return bind_local<kListAuthorities, print_authorities>(options); }

Run bind_authority_show(Options& options) {
  auto command = std::make_shared<ShowAuthorityCommand>();
  declare_local(options, *command);
  options.file("--out", "FILE", "write them there; without --export the issuer's", command->target.path);
  options.flag("--force", "replace what is there already", command->target.force);
  return [command](Context& context) { return show_one(context, *command); };
}

}  // namespace pkit::app
