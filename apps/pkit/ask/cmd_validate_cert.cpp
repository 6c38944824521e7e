// pkit validate-cert: is a certificate to be believed, and if not, why not?
#include "base/address.h"
#include "bridge/ask.h"
#include "pkit/ask/many_files.h"
#include "pkit/ask/path_options.h"
#include "pkit/render.h"
#include "pkit/verbs.h"
#include "view/views.h"
#include "x509/oid.h"
#include "x509/san.h"

namespace pkit::app {

namespace {

struct ValidateCertOptions {
  std::vector<std::string> files, policies;
  PathOptions path;
  std::string hostname, address, email;
  bool explicit_policy = false, inhibit_mapping = false, inhibit_any = false, explain = false;
  std::int64_t max_depth = 20, jobs = 0;
};

void print_explanation(Screen& screen, const Value& one) {
  const std::string extension = one.text_or("extension");
  screen.line("certificate " + text_of(one["certificate"]) + ": " + one.text_or("subject"));
  screen.line("  what       " + one.text_or("what"));
  if (!extension.empty()) screen.line("  extension  " + extension);
  screen.line("  clause     " + one.text_or("clause"));
  screen.line("  remedy     " + one.text_or("remedy"));
  for (const Value& peer : one["others"].items())
    screen.line("  " + peer.text_or("program") + " " + peer.text_or("sees"));
}

void print_path_verdict(Screen& screen, const Value& data) {
  if (!data["path"].is_list()) return;  // the error says why
  screen.line(data.text_or("file") + (data["valid"] == Value(true) ? ": valid" : ": refused"));
  for (const Value& each : data["path"].items()) {
    const std::string status = each.text_or("status");
    screen.line("  " + each.text_or("subject") + ", until " + each.text_or("notAfter") +
                (each["trusted"] == Value(true) ? ", trusted" : "") +
                (status == "not asked" ? "" : ", status " + status));
  }
  if (!data["explanation"].is_list()) return;
  for (const Value& one : data["explanation"].items()) print_explanation(screen, one);
}

[[noreturn]] void bad_value(const std::string& option, const std::string& value, const std::string& what) {
  throw Error(Kind::usage, "option.value", option + " '" + printable(value) + "' is no " + what);
}

path::Question question_of(Context& context, const ValidateCertOptions& o) {
  path::Question question = app::question_of(context, o.path);
  if (!o.hostname.empty() && (!x509::valid_dns_name(o.hostname) || o.hostname.starts_with("*")))
    bad_value("--hostname", o.hostname, "host name");
  question.hostname = o.hostname;
  question.address = pkit::canonical_address(o.address);
  if (!o.address.empty() && question.address.empty()) bad_value("--ip", o.address, "IP address");
  if (!o.email.empty() && o.email.find('@') == std::string::npos) bad_value("--email", o.email, "e-mail address");
  question.email = o.email;
  for (const std::string& policy : o.policies)
    if (!x509::oid::well_formed(policy)) bad_value("--policy", policy, "object identifier");
  question.policies = o.policies;
  question.explicit_policy = o.explicit_policy;
  question.inhibit_mapping = o.inhibit_mapping;
  question.inhibit_any = o.inhibit_any;
  if (o.max_depth < 0 || o.max_depth > 100) throw Error(Kind::usage, "option.value", "--max-depth must be 0 to 100");
  question.max_depth = static_cast<int>(o.max_depth);
  return question;
}

/// What the realm's PKI says of a certificate whose path is sound (D22, D23).
void ask_realm(Context& context, const ValidateCertOptions& o, const NamedContent& file, Outcome& outcome) {
  if (o.path.realm.empty() || outcome.error) return;
  const pkit::Setup setup = *realm_setup(context, o.path);
  std::vector<Fault> faults =
      bridge::certificate_faults(context.session(), setup, o.path.realm, certificates_in(file).front());
  if (faults.empty()) return;
  outcome.data.set("valid", false);
  outcome.data.set("faults", faults_view(faults));
  outcome.error = error_of(file.name, std::move(faults));
}

/// A connection for one thread to the home whose authorities are trusted; null where others are.
std::shared_ptr<store::Database> home_of_anchors(Context& context, const ValidateCertOptions& o) {
  if (!o.path.roots.empty()) return nullptr;
  const pkit::Session& session = context.session();
  return open_database(session.home, session.world);
}

int validate_paths(Context& context, const ValidateCertOptions& o) {
  const path::Question question = question_of(context, o);
  std::vector<std::string> warnings;
  const path::Pool pool = read_pool(context, o.path, warnings);
  const auto make_judge = [&]() -> Judge {
    const auto validator = std::make_shared<path::Validator>(pool);
    const std::shared_ptr<store::Database> state = home_of_anchors(context, o);
    return [&, validator, state](const std::string& file) {
      const NamedContent content{document_name(file), read_document(context, file)};
      Outcome outcome = validate_certificate(content, *validator, question, o.explain, state.get());
      ask_realm(context, o, content, outcome);
      outcome.warnings.insert(outcome.warnings.end(), warnings.begin(), warnings.end());
      return outcome;
    };
  };
  // Procedures are called one after the other.
  const std::int64_t jobs = o.path.realm.empty() ? o.jobs : 1;
  return judge_files(context, o.files, jobs, make_judge, [](Context& where, const Outcome& outcome) {
    return where.output.show(outcome, [&](Screen& screen) { print_path_verdict(screen, outcome.data); });
  });
}

}  // namespace

Run bind_validate_cert(Options& options) {
  auto o = std::make_shared<ValidateCertOptions>();
  options.arguments("FILE", "a certificate, and perhaps what lies above it; - is standard input", o->files)
      .must_be_given()
      .completes(Completion::file);
  declare_path(options, o->path);
  options.text("--hostname", "NAME", "the host that it must name", o->hostname);
  options.text("--ip", "ADDRESS", "the address that it must name", o->address);
  options.text("--email", "ADDRESS", "the mailbox that it must name", o->email);
  options.texts("--policy", "OID", "a policy that it may be issued under", o->policies);
  options.flag("--explicit-policy", "a policy must hold for the whole path", o->explicit_policy);
  options.flag("--inhibit-policy-mapping", "no CA may map a policy to another", o->inhibit_mapping);
  options.flag("--inhibit-any-policy", "anyPolicy stands for no policy", o->inhibit_any);
  options.number("--max-depth", "CAs that may lie between it and the root", o->max_depth);
  options.flag("--explain", "tell which clause, what to do, and who sees it otherwise", o->explain);
  declare_jobs(options, o->jobs);
  return [o](Context& context) { return validate_paths(context, *o); };
}

}  // namespace pkit::app
