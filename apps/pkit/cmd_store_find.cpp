// pkit store discover, forget and verify: which stores there are, which are no longer looked after, and is all well.
#include "certstores/operations.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/store_verbs.h"

namespace pkit::app {

Run bind_store_discover(Options& options) {
  auto request = std::make_shared<certstores::DiscoverRequest>();
  options.arguments("DIR", "where to look, and in all directories below", request->directories)
      .must_be_given()
      .completes(Completion::directory);
  options.texts("--ignore", "DIR", "a directory that is not entered", request->ignored)
      .completes(Completion::directory);
  options.texts("--extension", "EXT", "look at files alone whose name ends so, like pem", request->extensions);
  options.texts("--name", "GLOB", "look at files alone whose name fits", request->patterns);
  options.flag("--dry-run", "tell what would be found, but keep nothing", request->common.dry_run);
  return [request](Context& context) {
    const Outcome outcome = certstores::discover_stores(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      std::vector<std::vector<std::string>> table;
      for (const Value& found : outcome.data["found"].items())
        table.push_back({found["known"].as_bool() ? "known" : "new", found.text_or("store"), found.text_or("kind"),
                         found.text_or("path")});
      if (table.empty()) return screen.aside("pkit: no stores");
      print_table(screen, table);
    });
  };
}

Run bind_store_forget(Options& options) {
  auto request = std::make_shared<certstores::StoreRequest>();
  options.argument("STORE", "name or id", request->store).must_be_given();
  options.flag("--dry-run", "tell what would happen, but change nothing", request->common.dry_run);
  return [request](Context& context) {
    const Outcome outcome = certstores::forget_store(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      screen.line((request->common.dry_run ? "would forget " : "forgot ") + outcome.data["store"].text_or("name") +
                  "; " + outcome.data["store"].text_or("path") + " stays as it is");
    });
  };
}

Run bind_store_verify(Options& options) {
  auto request = std::make_shared<certstores::StoreRequest>();
  options.argument("STORE", "name or id", request->store).must_be_given();
  return [request](Context& context) {
    const Outcome outcome = certstores::verify_store(context.session(), *request);
    return context.output.show(
        outcome, [&](Screen& screen) { print_thing(screen, outcome.data.text_or("store"), outcome.data, {"store"}); });
  };
}

}  // namespace pkit::app
