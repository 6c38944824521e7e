// pkit validate-csr: every fault of certificate requests, before anybody signs them. Needs a home only for a profile.
#include "ask/operations.h"
#include "bridge/ask.h"
#include "pkit/ask/many_files.h"
#include "pkit/realms/requirements_file.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct ValidateOptions {
  std::vector<std::string> files;
  std::string profile, client_machine, realm, requirements;
  std::int64_t jobs = 0;
};

void print_verdict(Screen& screen, const Value& data) {
  const Value& csr = data["csr"];
  if (!csr.is_map()) return;  // the error lists why
  const bool sound = !data["faults"].is_list() || data["faults"].items().empty();
  print_thing(screen, data.text_or("file") + (sound ? ": sound" : ": refused"), csr, {"pem"});
}

void require_combination(const ValidateOptions& o) {
  if (o.profile.empty() && !o.client_machine.empty())
    throw Error(Kind::usage, "option.combination", "--client-machine goes with --profile only");
  if (!o.profile.empty() && !o.realm.empty())
    throw Error(Kind::usage, "option.combination", "--realm has a profile of its own, so that --profile has no use");
}

int validate_all(Context& context, const ValidateOptions& o) {
  require_combination(o);
  std::optional<bridge::Requirements> requirements;
  if (!o.requirements.empty()) requirements = read_requirements_file(context, o.requirements);
  std::optional<pkit::Setup> setup;
  if (!o.profile.empty()) setup = pkit::load_setup(pkit::open_home(context.home_path(), key_access().uid));
  pkit::Session* session = o.realm.empty() ? nullptr : &context.session();
  if (session) setup = pkit::load_setup(session->home, session->state);
  if (session) bridge::require_realm(*setup, o.realm);
  const Judge judge = [&](const std::string& file) {
    return pkit::validate_csr({read_document(context, file), document_name(file), setup ? &*setup : nullptr, o.profile,
                               o.client_machine, o.realm, requirements ? &*requirements : nullptr, session});
  };
  const auto show = [](Context& where, const Outcome& outcome) {
    return where.output.show(outcome, [&](Screen& screen) { print_verdict(screen, outcome.data); });
  };
  return judge_files(
      context, all_files(o.files), session ? 1 : o.jobs, [&] { return judge; }, show);
}

}  // namespace

Run bind_validate_csr(Options& options) {
  auto o = std::make_shared<ValidateOptions>();
  options.arguments("FILE", "a certificate request, or a directory of them; - is standard input", o->files)
      .must_be_given()
      .completes(Completion::file);
  options.text("--profile", "PROFILE", "hold it against this profile too", o->profile).completes(Completion::profile);
  options.text("--realm", "REALM", "hold it against this realm's profile, and ask its csr-validation", o->realm);
  options.file("--requirements", "FILE", "what it must contain, as csr-requirements tells it", o->requirements);
  options.text("--client-machine", "NAME", "the name it would be issued to", o->client_machine);
  declare_jobs(options, o->jobs);
  return [o](Context& context) { return validate_all(context, *o); };
}

}  // namespace pkit::app
