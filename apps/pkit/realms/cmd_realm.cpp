// pkit realm import, password, call: what operators and authors of adapters do with realms.
#include "base/json.h"
#include "bridge/trial.h"
#include "bridge/user_file.h"
#include "pkit/account_credentials.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/verbs.h"
#include "realm/xml_form.h"

namespace pkit::app {

namespace {

void print_json(Screen& screen, const char* label, const Value& value) {
  screen.line(std::string(label) + ":");
  for (const std::string& line : split(to_pretty_json(value), '\n'))
    if (!line.empty()) screen.line("  " + line);
}

void print_call(Screen& screen, const Value& data) {
  print_json(screen, "parameter", data["parameter"]);
  if (!data["answer"].is_null() || data["failure"].is_null()) print_json(screen, "answer", data["answer"]);
  if (!data["verdict"].is_null()) screen.line("verdict: " + data.text_or("verdict"));
}

}  // namespace

Run bind_realm_import(Options& options) {
  auto file = std::make_shared<std::string>();
  options.argument("FILE", "a realm as XML; - is standard input", *file).must_be_given().completes(Completion::file);
  return [file](Context& context) {
    const realm::Imported realm = realm::import_xml(read_document(context, *file), document_name(*file), context.world);
    Outcome outcome;
    outcome.data = Value::map({{"realm", realm.name},
                               {"userSource", realm.source},
                               {"adapters", Value::list(realm.adapters)},
                               {"yaml", realm.yaml}});
    return context.output.show(outcome, [&](Screen& screen) {
      for (const std::string& line : split(realm.yaml, '\n'))
        if (!line.empty()) screen.line(line);
    });
  };
}

Run bind_realm_password(Options& options) {
  auto file = std::make_shared<std::string>();
  options.file("--password-file", "FILE", "the password; - is standard input", *file).must_be_given();
  return [file](Context& context) {
    Outcome outcome;
    outcome.data.set("password", bridge::hashed_password(secret_line(context, *file), context.world));
    return context.output.show(outcome, [&](Screen& screen) { screen.line(outcome.data.text_or("password")); });
  };
}

Run bind_realm_call(Options& options) {
  struct CallOptions {
    pkit::RealmCall call;
    std::string input;
  };
  auto o = std::make_shared<CallOptions>();
  options.argument("REALM", "of pkit.yaml", o->call.realm).must_be_given();
  options.argument("PROCEDURE", "init, csr-validation, ...: one of the seven", o->call.procedure).must_be_given();
  options.file("--in", "FILE", "its parameter as JSON; - is standard input", o->input).must_be_given();
  options.text("--request-id", "ID", "the envelope's requestId", o->call.common.request_id);
  options.flag("--dry-run", "the envelope says dryRun", o->call.common.dry_run);
  return [o](Context& context) {
    o->call.parameter = read_document(context, o->input);
    o->call.parameter_name = document_name(o->input);
    const Outcome outcome = call_procedure(context.session(), o->call);
    return context.output.show(outcome, [&](Screen& screen) { print_call(screen, outcome.data); });
  };
}

}  // namespace pkit::app
