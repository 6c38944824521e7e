// pkit backup and pkit restore: a home in one file, and back.
#include <unistd.h>

#include "care/operations.h"
#include "pkit/help.h"
#include "pkit/local_command.h"
#include "pkit/system.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct RestoreOptions {
  std::string backup, issued;
  bool force = false;
};

pkit::Outcome restore_home(const Context& context, const RestoreOptions& o) {
  pkit::RestoreRequest request;
  request.backup = absolute_path(o.backup);
  request.directory = context.home_path();
  if (!o.issued.empty()) request.issued = absolute_path(o.issued);
  request.force = o.force;
  request.version = kVersion;
  request.now = context.globals.now;
  request.accept_clock = context.globals.accept_clock;
  const pkit::Home owner{request.directory, ::geteuid()};
  return pkit::restore(context.world, ::geteuid(), pkit::actor_of(owner, ::getuid(), environment("SUDO_UID")), request);
}

std::string count_text(const Value& data, const char* key) {
  return data[key].is_int() ? std::to_string(data[key].as_int()) : "0";
}

void print_backup(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  screen.line("made " + data.text_or("file") + ": " + count_text(data, "certificates") + " certificates, " +
              count_text(data, "events") + " events" +
              (data["keys"].is_bool() && data["keys"].as_bool() ? ", with the CA keys" : ", without the CA keys"));
}

void print_restored(Screen& screen, const Value& data) {
  screen.line("restored " + data.text_or("home") + " as it was at " + data.text_or("made"));
  for (const Value& taken : data["takenIn"].is_list() ? data["takenIn"].items() : Value::List{})
    screen.line("  took in " + taken.text_or("serial") + " " + taken.text_or("subject") + " from " +
                taken.text_or("file"));
  if (count_text(data, "voided") != "0") screen.line("  request ids that are void: " + count_text(data, "voided"));
  if (data["previous"].is_text()) screen.line("  what was there before is in " + data.text_or("previous"));
}

}  // namespace

Run bind_backup(Options& options) { return bind_local<kBackup, print_backup>(options); }

Run bind_restore(Options& options) {
  auto o = std::make_shared<RestoreOptions>();
  options.argument("FILE", "a backup made by pkit backup", o->backup).must_be_given().completes(Completion::file);
  options.directory("--issued", "DIR", "take in the certificates below DIR that the backup does not know", o->issued);
  options.flag("--force", "replace a home that is there, and keep it as HOME.previous", o->force);
  return [o](Context& context) {
    const pkit::Outcome outcome = restore_home(context, *o);
    return context.output.show(outcome, [&](Screen& screen) { print_restored(screen, outcome.data); });
  };
}

}  // namespace pkit::app
