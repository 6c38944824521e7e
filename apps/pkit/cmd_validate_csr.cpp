// pkit validate-csr: every fault of certificate requests, before anybody signs them. Needs a home only for a profile.
#include "ask/operations.h"
#include "pkit/many_files.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct ValidateOptions {
  std::vector<std::string> files;
  std::string profile, client_machine;
  std::int64_t jobs = 0;
};

void print_verdict(Screen& screen, const Value& data) {
  const Value& csr = data["csr"];
  if (!csr.is_map()) return;  // the error lists why
  const bool sound = !data["faults"].is_list() || data["faults"].items().empty();
  print_thing(screen, data.text_or("file") + (sound ? ": sound" : ": refused"), csr, {"pem"});
}

int validate_all(Context& context, const ValidateOptions& o) {
  if (o.profile.empty() && !o.client_machine.empty())
    throw Error(Kind::usage, "option.combination", "--client-machine goes with --profile only");
  std::optional<pkit::Setup> setup;
  if (!o.profile.empty()) setup = pkit::load_setup(pkit::open_home(context.home_path(), key_access().uid));
  const Judge judge = [&](const std::string& file) {
    const std::string content = read_document(context, file);
    return pkit::validate_csr(content, document_name(file), setup ? &*setup : nullptr, o.profile, o.client_machine);
  };
  const auto show = [](Context& where, const Outcome& outcome) {
    return where.output.show(outcome, [&](Screen& screen) { print_verdict(screen, outcome.data); });
  };
  return judge_files(
      context, all_files(o.files), o.jobs, [&] { return judge; }, show);
}

}  // namespace

Run bind_validate_csr(Options& options) {
  auto o = std::make_shared<ValidateOptions>();
  options.arguments("FILE", "a certificate request, or a directory of them; - is standard input", o->files)
      .must_be_given()
      .completes(Completion::file);
  options.text("--profile", "PROFILE", "hold it against this profile too", o->profile).completes(Completion::profile);
  options.text("--client-machine", "NAME", "the name it would be issued to", o->client_machine);
  declare_jobs(options, o->jobs);
  return [o](Context& context) { return validate_all(context, *o); };
}

}  // namespace pkit::app
