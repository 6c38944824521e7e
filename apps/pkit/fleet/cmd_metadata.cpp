// pkit metadata: what certificates are tagged with.
#include "fleet/own_operations.h"
#include "outbox/generate.h"
#include "pkit/fleet_verbs.h"
#include "pkit/local_command.h"

namespace pkit::app {

namespace {

void print_metadata(Screen& screen, const Outcome& outcome) {
  const Value& metadata = outcome.data["metadata"];
  if (!metadata.is_map() || metadata.members().empty())
    return screen.aside("pkit: " + outcome.data.text_or("certificate") + " has no metadata");
  for (const auto& [field, value] : metadata.members()) screen.line(field + "=" + text_of(value));
}

void print_generated(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  screen.line(text_of(data["generated"]) + " generated, " + text_of(data["skipped"]) + " done before, " +
              text_of(data["failed"]) + " failed");
  for (const Value& failure : data["failures"].items())
    screen.aside("  " + failure.text_or("certificate") + ": " + printable(failure.text_or("reason")));
  for (const Value& drop : data["dropped"].items())
    screen.note("warning", drop.text_or("certificate") + ": metadata " + drop.text_or("field") +
                               " is dropped: " + drop.text_or("reason"));
}

}  // namespace

Run bind_metadata_get(Options& options) { return bind_local<kGetMetadata, print_metadata>(options); }

Run bind_metadata_set(Options& options) { return bind_local<kSetMetadata, print_metadata>(options); }

Run bind_metadata_unset(Options& options) { return bind_local<kUnsetMetadata, print_metadata>(options); }

Run bind_metadata_generate(Options& options) { return bind_local<kGenerateMetadata, print_generated>(options); }

}  // namespace pkit::app
