// pkit doctor: is everything in this home as it must be?
#include <unistd.h>

#include "care/operations.h"
#include "pkit/context.h"
#include "pkit/help.h"
#include "pkit/render.h"
#include "pkit/system.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct DoctorOptions {
  bool repair = false, reset_clock = false;
};

pkit::Outcome examine(const Context& context, const DoctorOptions& options) {
  pkit::DoctorRequest request;
  request.directory = context.home_path();
  request.uid = ::geteuid();
  request.sudo_uid = environment("SUDO_UID");
  request.key_access = key_access();
  request.version = kVersion;
  request.now = context.globals.now;
  request.accept_clock = context.globals.accept_clock;
  request.repair = options.repair;
  request.reset_clock = options.reset_clock;
  return pkit::doctor(context.world, request);
}

void print_fault(Screen& screen, const Value& fault) {
  screen.line("          " + fault.text_or("what"));
  screen.line("            " + fault.text_or("damage") + ": " + fault.text_or("remedy"));
}

void print_check(Screen& screen, const Value& check) {
  const bool ok = check["ok"].is_bool() && check["ok"].as_bool();
  const std::string note = check.text_or("note");
  screen.line((ok ? "ok      " : "FAILED  ") + check.text_or("name") + (note.empty() ? "" : ": " + note));
  const Value::List none;
  const Value::List& faults = check["faults"].is_list() ? check["faults"].items() : none;
  for (const Value& fault : faults) print_fault(screen, fault);
  const std::int64_t count = check["count"].is_int() ? check["count"].as_int() : 0;
  if (count > static_cast<std::int64_t>(faults.size())) screen.line("          " + std::to_string(count) + " in all");
}

void print_checks(Screen& screen, const Value& data) {
  if (data["mended"].is_list())
    for (const Value& mended : data["mended"].items())
      screen.line("mended  " + mended.text_or("damage") + ": " + mended.text_or("what"));
  if (data["checks"].is_list())
    for (const Value& check : data["checks"].items()) print_check(screen, check);
}

}  // namespace

Run bind_doctor(Options& options) {
  auto o = std::make_shared<DoctorOptions>();
  options.flag("--repair", "mend what is certain to be mended, and tell of it by events", o->repair);
  options.flag("--reset-clock", "with --repair: forget that the state has seen a clock that was ahead", o->reset_clock);
  return [o](Context& context) {
    if (o->reset_clock && !o->repair)
      throw Error(Kind::usage, "option.combination", "--reset-clock goes with --repair only");
    const pkit::Outcome outcome = examine(context, *o);
    return context.output.show(outcome, [&](Screen& screen) { print_checks(screen, outcome.data); });
  };
}

}  // namespace pkit::app
