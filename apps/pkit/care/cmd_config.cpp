// pkit config check: every fault of pkit.yaml at once. Executes nothing and opens no file that the configuration names.
#include <unistd.h>

#include "base/counted.h"
#include "pkit/context.h"
#include "pkit/verbs.h"
#include "setup/setup.h"

namespace pkit::app {

namespace {

struct Checked {
  std::string file;
  pkit::CheckedSetup setup;
};

/// Relative paths of a file outside a home are looked up in the home where there is one, else beside the file.
Path base_of(const Context& context, const Path& file) {
  if (!context.globals.home.empty()) return context.home_path();
  const Path home = context.home_path();
  return std::filesystem::is_directory(home) ? home : file.parent_path();
}

Checked check_file(const Context& context, const std::string& name) {
  const Path file = absolute_path(name);
  return {name, pkit::check_setup(read_file(file, kConfigLimit), name, base_of(context, file), ::geteuid())};
}

Checked check_home(const Context& context) {
  const pkit::Home home = pkit::open_home(context.home_path(), ::geteuid());
  const std::string text = read_file(home.config(), kConfigLimit);
  return {home.config().string(), pkit::check_setup(text, "pkit.yaml", home.directory, home.owner)};
}

pkit::Outcome outcome_of(Checked checked) {
  pkit::Outcome outcome;
  outcome.warnings = std::move(checked.setup.warnings);
  if (!checked.setup.faults.empty()) {
    const std::size_t count = checked.setup.faults.size();
    outcome.error = Error(Kind::config, "config.invalid", checked.file + ": " + counted(count, "fault"), {},
                          std::move(checked.setup.faults));
    return outcome;
  }
  const pkit::Setup& setup = *checked.setup.setup;
  outcome.data = Value::map({{"file", checked.file},
                             {"sha256", setup.sha256},
                             {"authorities", setup.authorities.size()},
                             {"profiles", setup.profile_order.size()},
                             {"adapters", setup.adapters.size()},
                             {"chains", setup.chains.size()}});
  return outcome;
}

void print_sound(Screen& screen, const Value& data) { screen.line(data.text_or("file") + ": sound"); }

}  // namespace

Run bind_config_check(Options& options) {
  auto file = std::make_shared<std::string>();
  options.argument("FILE", "check this file, not the home's pkit.yaml", *file).completes(Completion::file);
  return [file](Context& context) {
    const pkit::Outcome outcome = outcome_of(file->empty() ? check_home(context) : check_file(context, *file));
    return context.output.show(outcome, [&](Screen& screen) { print_sound(screen, outcome.data); });
  };
}

}  // namespace pkit::app
