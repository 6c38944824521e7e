// pkit metadata: what certificates are tagged with.
#include <algorithm>

#include "fleet/own_operations.h"
#include "outbox/generate.h"
#include "pkit/change_options.h"
#include "pkit/context.h"
#include "pkit/fleet_verbs.h"
#include "pkit/progress.h"
#include "pkit/render.h"

namespace pkit::app {

namespace {

void print_metadata(Screen& screen, const Value& data) {
  const Value& metadata = data["metadata"];
  if (!metadata.is_map() || metadata.members().empty())
    return screen.aside("pkit: " + data.text_or("certificate") + " has no metadata");
  for (const auto& [field, value] : metadata.members()) screen.line(field + "=" + text_of(value));
}

int show(Context& context, const Outcome& outcome) {
  return context.output.show(outcome, [&](Screen& screen) { print_metadata(screen, outcome.data); });
}

std::vector<std::pair<std::string, std::string>> pairs_of(const std::vector<std::string>& words) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error(Kind::usage, "option.value", "'" + word + "' is no FIELD=VALUE");
    const std::string field = word.substr(0, equals);
    if (std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return lower(pair.first) == lower(field); }))
      throw Error(Kind::usage, "option.repeated", "'" + field + "' is given more than once");
    pairs.emplace_back(field, word.substr(equals + 1));
  }
  return pairs;
}

void print_generated(Screen& screen, const Value& data) {
  screen.line(text_of(data["generated"]) + " generated, " + text_of(data["skipped"]) + " done before, " +
              text_of(data["failed"]) + " failed");
  for (const Value& failure : data["failures"].items())
    screen.aside("  " + failure.text_or("certificate") + ": " + printable(failure.text_or("reason")));
  for (const Value& drop : data["dropped"].items())
    screen.note("warning", drop.text_or("certificate") + ": metadata " + drop.text_or("field") +
                               " is dropped: " + drop.text_or("reason"));
}

struct MetadataOptions {
  std::vector<std::string> words;
  MetadataRequest request;
};

std::shared_ptr<MetadataOptions> declare_certificate(Options& options) {
  auto o = std::make_shared<MetadataOptions>();
  options.argument("CERTIFICATE", "its serial or its ID", o->request.certificate)
      .must_be_given()
      .completes(Completion::certificate);
  return o;
}

}  // namespace

Run bind_metadata_get(Options& options) {
  auto o = declare_certificate(options);
  return [o](Context& context) { return show(context, get_metadata(context.session(), o->request.certificate)); };
}

Run bind_metadata_set(Options& options) {
  auto o = declare_certificate(options);
  options.arguments("FIELD=VALUE", "a field of pkit.yaml, and its value", o->words).must_be_given();
  declare_change(options, o->request.common);
  return [o](Context& context) {
    o->request.values = pairs_of(o->words);
    return show(context, set_metadata(context.session(), o->request));
  };
}

Run bind_metadata_unset(Options& options) {
  auto o = declare_certificate(options);
  options.arguments("FIELD", "a field that it has", o->request.fields).must_be_given();
  declare_change(options, o->request.common);
  return [o](Context& context) { return show(context, unset_metadata(context.session(), o->request)); };
}

Run bind_metadata_generate(Options& options) {
  auto request = std::make_shared<GenerateRequest>();
  options.arguments("CERTIFICATE", "its serial or its ID", request->certificates).completes(Completion::certificate);
  options.flag("--all", "every certificate for which it was not done", request->all);
  options.flag("--force", "ask again where it was done", request->force);
  return [request](Context& context) {
    std::optional<Progress> bar;
    std::size_t shown = 0;
    const Outcome outcome = generate_metadata(context.session(), *request, [&](std::size_t done, std::size_t of) {
      if (!bar) bar.emplace(context.output.io(), context.world, of);
      bar->advance(done - shown);
      shown = done;
      bar->draw();
    });
    bar.reset();
    return context.output.show(outcome, [&](Screen& screen) { print_generated(screen, outcome.data); });
  };
}

}  // namespace pkit::app
