#include "pkit/help.h"

#include <algorithm>

#include "base/error.h"
#include "pkit/commands.h"
#include "pkit/invocation.h"

namespace pkit::app {

namespace {

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string shown(const Option& option) {
  if (option.positional) return option.metavar + (option.repeated ? "..." : "");
  return option.is_flag() ? option.name : option.name + " " + option.metavar;
}

std::string usage_of(const Command& command, const Options& options) {
  std::string usage = std::string("usage: pkit ") + command.path;
  for (const Option& option : options.all()) {
    if (option.positional && !option.required) usage += " [" + shown(option) + "]";
    if (option.required) usage += " " + shown(option);
  }
  return usage + " [OPTION]...\n";
}

std::string man_page(const Command& command) {
  std::string page = std::string("pkit-") + command.path + "(1)";
  std::replace(page.begin(), page.end(), ' ', '-');
  return page;
}

std::string explanation(const Option& option) {
  std::string text = option.help;
  if (!option.choices.empty()) text += ": " + join(option.choices, ", ");
  if (option.repeated && !option.positional && !option.takes_the_rest) text += " (may be repeated)";
  return text;
}

}  // namespace

std::string overview() {
  std::string text =
      "pkit: certificates for machines, from the first request to revocation, with a reason for every decision\n\n"
      "usage: pkit COMMAND [ARGUMENT | OPTION]...\n";
  const char* group = "";
  std::size_t width = 0;
  for (const Command& command : commands())
    if (*command.group) width = std::max(width, std::string(command.path).size());
  for (const Command& command : commands()) {
    if (!*command.group) continue;
    if (std::string(group) != command.group) text += std::string("\n") + command.group + "\n";
    group = command.group;
    text += "  " + padded(command.path, width + 2) + command.summary + "\n";
  }
  return text +
         "\npkit help COMMAND shows a command's options; pkit --version what is inside.\n"
         "A first certificate: pkit init; pkit issue --csr host.csr --out host.crt\n";
}

std::string help_of(const Command& command) {
  const Options options = options_of(command);
  std::size_t width = 0;
  for (const Option& option : options.all()) width = std::max(width, shown(option).size());
  std::string text = usage_of(command, options) + "\n" + command.summary + "\n\n";
  for (const Option& option : options.all())
    text += "  " + padded(shown(option), width + 2) + explanation(option) + "\n";
  return text + "\nSee " + man_page(command) + ".\n";
}

std::string help_for(const std::vector<std::string>& words) {
  if (words.empty()) return overview();
  const Chosen chosen = choose_command(words);
  if (!chosen.words.empty())
    throw Error(Kind::usage, "argument.unexpected", "unexpected argument '" + chosen.words.front() + "'",
                "see pkit help");
  return help_of(*chosen.command);
}

}  // namespace pkit::app
