// pkit authority list, show: what signs, and its certificates to take along.
#include "ca/authorities.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_authorities(Screen& screen, const Value& authorities) {
  std::vector<std::vector<std::string>> table;
  for (const Value& row : authorities.items()) {
    std::vector<std::string> cells;
    for (const char* column :
         {"name", "state", "gateway", "key", "serial", "notAfter", "subject", "issuers", "profiles"})
      cells.push_back(text_of(row[column]));
    table.push_back(std::move(cells));
  }
  print_table(screen, table);
}

struct ShowAuthorityOptions {
  std::string name, what;
  Target target;
};

/// The certificates in their file, or as the whole result.
int print_export(Context& context, const ShowAuthorityOptions& o) {
  const std::string what = o.what.empty() ? "issuer" : o.what;
  check_target(context, o.target, "");
  const std::string pem = pkit::export_authority(context.session(), o.name, what);
  pkit::Outcome outcome;
  outcome.data = Value::map({{"name", o.name}, {"export", what}, {"pem", pem}});
  if (o.target.is_file()) {
    if (o.target.force)
      replace_file(o.target.path, as_bytes(pem), Mode::shared);
    else
      create_file(o.target.path, as_bytes(pem), Mode::shared);
    outcome.data.set("file", o.target.path);
  } else if (context.output.format() == Format::text) {
    return context.output.print(pem);
  }
  return context.output.show(outcome, [&](Screen& screen) { screen.line("wrote " + o.target.path); });
}

int show_one(Context& context, const ShowAuthorityOptions& o) {
  if (!o.what.empty() || !o.target.path.empty()) return print_export(context, o);
  const pkit::Outcome outcome = pkit::show_authority(context.session(), o.name);
  return context.output.show(outcome, [&](Screen& screen) { print_authority(screen, outcome.data["authority"]); });
}

}  // namespace

Run bind_authority_list(Options&) {
  return [](Context& context) {
    const pkit::Outcome outcome = pkit::list_authorities(context.session());
    return context.output.show(outcome,
                               [&](Screen& screen) { print_authorities(screen, outcome.data["authorities"]); });
  };
}

Run bind_authority_show(Options& options) {
  auto o = std::make_shared<ShowAuthorityOptions>();
  options.argument("NAME", "an authority", o->name).must_be_given().completes(Completion::authority);
  options.choice("--export", "WHAT", pkit::authority_exports(), "print these certificates as PEM, nothing else",
                 o->what);
  options.file("--out", "FILE", "write them there; without --export the issuer's", o->target.path);
  options.flag("--force", "replace what is there already", o->target.force);
  return [o](Context& context) { return show_one(context, *o); };
}

}  // namespace pkit::app
