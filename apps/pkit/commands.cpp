#include "pkit/commands.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "pkit/globals.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

constexpr Command kCommands[] = {
    {"init", "make a home: two CA keys, pkit.yaml and the state", "Set up", Needs::nothing, bind_init},
    {"config check", "list every fault of pkit.yaml", "Set up", Needs::nothing, bind_config_check},
    {"backup", "copy the whole home into one file", "Set up", Needs::home, bind_backup},
    {"restore", "make a home from a backup", "Set up", Needs::nothing, bind_restore},
    {"doctor", "check the state, the history, the files and pkit.yaml", "Set up", Needs::nothing, bind_doctor},

    {"register", "register an orchestrator; the chain of handlers decides", "Decide and issue", Needs::decision,
     bind_register},
    {"approve", "let waiting registrations in and issue their certificates", "Decide and issue", Needs::decision,
     bind_approve},
    {"deny", "turn waiting registrations away", "Decide and issue", Needs::decision, bind_deny},
    {"issue", "issue a certificate for a registration, a CSR or a new key", "Decide and issue", Needs::decision,
     bind_issue},
    {"revoke", "record that a certificate must not be trusted any more", "Decide and issue", Needs::decision,
     bind_revoke},
    {"gate", "answer one request of somebody who may not use the home", "Decide and issue", Needs::gate, bind_gate},

    {"authority list", "list who signs: state, end, issuers", "Authorities", Needs::home, bind_authority_list},
    {"authority show", "show one authority, or write its certificates to a file", "Authorities", Needs::home,
     bind_authority_show},
    {"authority renew", "give an authority a new certificate, over its key or a new one", "Authorities", Needs::home,
     bind_authority_renew},
    {"authority add", "make a further issuing CA under a root that is there", "Authorities", Needs::home,
     bind_authority_add},
    {"authority retire", "let an authority sign nothing any more", "Authorities", Needs::home, bind_authority_retire},
    {"authority abandon", "give up what another CA was asked for", "Authorities", Needs::home, bind_authority_abandon},

    {"list", "list registrations, certificates or orchestrators", "Ask", Needs::home, bind_list},
    {"show", "show one stored thing, or a certificate or CSR in a file", "Ask", Needs::home, bind_show},
    {"status", "one screen: authorities, what waits, what expires, what failed", "Ask", Needs::home, bind_status},
    {"explain", "tell how a decision came about", "Ask", Needs::home, bind_explain},
    {"events", "print the history, one event a line", "Ask", Needs::home, bind_events},
    {"identity-from-cert", "tell who a certificate is about, once it is verified", "Ask", Needs::home,
     bind_identity_from_cert},
    {"validate-csr", "list every fault of certificate requests", "Ask", Needs::nothing, bind_validate_csr},

    {"__complete", "candidates for the shell's completion", "", Needs::nothing, bind_complete},
    {"__commands", "the table of commands", "", Needs::nothing, bind_table_of_commands},
    {"__options", "the table of options", "", Needs::nothing, bind_table_of_options},
    {"__exits", "the table of exit codes", "", Needs::nothing, bind_table_of_exits},
    {"__damages", "the table of damages", "", Needs::nothing, bind_table_of_damages},
    {"__codes", "the table of error codes", "", Needs::nothing, bind_table_of_codes},
};

std::vector<std::string> visible_paths() {
  std::vector<std::string> paths{"help"};
  for (const Command& command : commands())
    if (*command.group) paths.push_back(command.path);
  return paths;
}

/// How many of `words` are global options with their values.
std::size_t leading_globals(const std::vector<std::string>& words) {
  Globals ignored;
  Options options;
  declare_globals(options, ignored);
  std::size_t n = 0;
  while (n < words.size() && words[n].starts_with("-")) {
    const std::string name = words[n].substr(0, words[n].find('='));
    const Option* option = options.find(name);
    if (!option)
      throw Error(Kind::usage, "option.unknown", "unknown option '" + name + "' before the command", "see pkit help");
    const bool separate = !option->is_flag() && name.size() == words[n].size();
    n = std::min(words.size(), n + (separate ? 2 : 1));
  }
  return n;
}

[[noreturn]] void no_such_command(const std::vector<std::string>& words) {
  if (words.empty()) throw Error(Kind::usage, "command.unknown", "no command is given", "see pkit help");
  std::vector<std::string> under;
  for (const std::string& path : visible_paths())
    if (path.starts_with(words[0] + " ")) under.push_back("pkit " + path);
  if (!under.empty())
    throw Error(Kind::usage, "command.unknown", "'" + words[0] + "' needs a second word",
                "there is " + join(under, ", "));
  const std::string near = nearest(words[0], visible_paths());
  throw Error(Kind::usage, "command.unknown", "unknown command '" + words[0] + "'",
              near.empty() ? "see pkit help" : "did you mean 'pkit " + near + "'?");
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(const std::string& path) {
  const auto row =
      std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Command& c) { return c.path == path; });
  return row == std::end(kCommands) ? nullptr : row;
}

Chosen choose_command(const std::vector<std::string>& words) {
  const auto first = words.begin() + static_cast<std::ptrdiff_t>(leading_globals(words));
  for (std::ptrdiff_t length : {2, 1}) {
    if (words.end() - first < length) continue;
    const Command* command = find_command(join({first, first + length}, " "));
    if (!command) continue;
    std::vector<std::string> rest(words.begin(), first);
    rest.insert(rest.end(), first + length, words.end());
    return {command, std::move(rest)};
  }
  no_such_command({first, words.end()});
}

}  // namespace pkit::app
