// Hidden: the tables that tests compare with the manual, the completions and the transcripts; columns between tabs.
#include "base/codes.h"
#include "base/json.h"
#include "care/damage.h"
#include "pkit/commands.h"
#include "pkit/context.h"
#include "pkit/exits.h"
#include "pkit/invocation.h"
#include "pkit/schemas.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

std::string row(const std::vector<std::string>& cells) { return join(cells, "\t") + "\n"; }

}  // namespace

Run bind_table_of_commands(Options&) {
  return [](Context& context) {
    std::string text;
    for (const Command& command : commands())
      if (*command.group) text += row({command.path, command.summary, command.group});
    return context.output.print(text);
  };
}

Run bind_table_of_options(Options&) {
  return [](Context& context) {
    std::string text;
    for (const Command& command : commands()) {
      if (!*command.group) continue;
      const Options options = options_of(command);
      for (const Option& option : options.all()) text += row({command.path, option.name, option.metavar, option.help});
    }
    return context.output.print(text);
  };
}

Run bind_table_of_exits(Options&) {
  return [](Context& context) {
    std::string text;
    for (const ExitRow& exit : exit_codes()) text += row({std::to_string(exit.code), exit.meaning});
    return context.output.print(text);
  };
}

Run bind_table_of_codes(Options&) {
  return [](Context& context) {
    std::string text;
    for (const CodeRow& code : codes())
      text += row({code.code, std::to_string(static_cast<int>(code.kind)), code.meaning});
    return context.output.print(text);
  };
}

Run bind_table_of_damages(Options&) {
  return [](Context& context) {
    std::string text;
    for (const pkit::Damage& damage : pkit::damages())
      text += row({damage.name, damage.check, damage.mends ? "mends" : "", damage.what, damage.remedy});
    return context.output.print(text);
  };
}

Run bind_schema(Options& options) {
  auto name = std::make_shared<std::string>();
  options.argument("NAME", "which", *name).or_empty();
  return [name](Context& context) {
    if (!name->empty()) return context.output.print(to_pretty_json(schema_named(*name)) + "\n");
    return context.output.print(join(schema_names(), "\n") + "\n");
  };
}

}  // namespace pkit::app
