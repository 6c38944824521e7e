#include "decision/stages/answer.h"

#include "home/publish.h"
#include "policy/server_name.h"
#include "view/views.h"

namespace pkit {

namespace {

void add_rows(Value& data, const Run& run, const Bound& bound) {
  const auto& principal = bound.principal ? bound.principal : run.caller.principal;
  const KindPartPtr& part = bound.part ? bound.part : run.caller.part;
  const PrincipalKind& kind = *run.caller.kind;
  const auto& registration = bound.registration ? bound.registration : run.caller.registration;
  if (registration) data.set("registration", registration_view(*registration, run.intake.client_machine));
  if (principal && part) data.set(kind.name, kind.view(*principal, *part));
}

void add_decision(Outcome& outcome, const Run& run) {
  if (run.verdict && run.verdict->allows() && run.verdict->outputs().client_parameters && !outcome.error)
    outcome.data.set("ClientParameters", *run.verdict->outputs().client_parameters);  // A17
  if (run.checked) outcome.data.set("differences", differences_view(run.checked->differences()));
  if (run.checked && !run.checked->sound()) outcome.data.set("faults", faults_view(run.checked->faults()));
  if (run.signing) outcome.warnings = run.signing->warnings;
  if (run.verdict && !run.verdict->asked()) outcome.warnings.push_back(run.verdict->message());
  if (run.effects)
    outcome.warnings.insert(outcome.warnings.end(), run.effects->warnings.begin(), run.effects->warnings.end());
  if (!run.checked) return;
  if (run.signing && run.intake.profile.empty() && policy::is_for_clients_only(run.checked->profile()) &&
      policy::looks_like_server(run.intake.client_machine))
    outcome.warnings.push_back(run.intake.client_machine + " looks like a TLS server's name, and profile '" +
                               run.checked->profile().name + "' certifies clients; --profile names another");
  for (const std::string& told : run.checked->tolerated()) outcome.warnings.push_back("the CSR is tolerated: " + told);
}

void add_metadata(Outcome& outcome, const catalog::Attached& metadata) {
  for (const Value& one : metadata.dropped.items())
    outcome.warnings.push_back("metadata " + one.text_or("field") + " is dropped: " + one.text_or("reason"));
  for (const std::string& field : metadata.missing)
    outcome.warnings.push_back("metadata " + field + " is required, and the certificate lacks it");
  if (metadata.applied.members().empty() && metadata.dropped.items().empty()) return;
  outcome.data.set("metadata", Value::map({{"applied", metadata.applied}, {"dropped", metadata.dropped}}));
}

/// What was just signed is not read again.
Value view_of(const store::Certificate& certificate, const Run& run, bool is_new) {
  const std::string& name = run.intake.client_machine;
  if (is_new) return certificate_view(certificate, *run.signing->leaf, name, run.intake.now);
  return certificate_view(certificate, name, run.intake.now);
}

/// The issuer, even where it is a root itself, and those above it without the root.
std::vector<Bytes> chain_without_root(const std::vector<x509::Certificate>& chain) {
  std::vector<Bytes> der;
  for (const x509::Certificate& c : chain)
    if (der.empty() || !equal(c.issuer.der(), c.subject.der())) der.push_back(c.der);
  return der;
}

}  // namespace

Outcome answered(const ReadSession& session, const Run& run, const Bound& bound, Value trace) {
  Outcome outcome;
  outcome.error = bound.error;
  outcome.trace = std::move(trace);
  add_rows(outcome.data, run, bound);
  const auto& registration = bound.registration ? bound.registration : run.caller.registration;
  if (registration) outcome.registration = registration->state;
  add_decision(outcome, run);
  add_metadata(outcome, bound.metadata);
  const auto& certificate = bound.certificate ? bound.certificate : run.caller.certificate;
  if (!certificate || outcome.error) return outcome;
  const store::CertificateState state = store::state_of(*certificate, run.intake.now);
  if (state != store::CertificateState::valid) {
    outcome.warnings.push_back("its certificate " + certificate->id + " is " + store::state_word(state) +
                               "; for another the client must register with a new CSR");
    return outcome;
  }
  outcome.data.set("certificate", view_of(*certificate, run, bound.certificate.has_value()));
  if (bound.publication) outcome.data.set("published", target_of(session.home, *bound.publication).string());
  if (run.signing) {
    outcome.certificate = certificate->der;
    outcome.chain = chain_without_root(run.signing->chain());
  } else {
    hand_out(session, outcome, *certificate);
  }
  return outcome;
}

Outcome rehearsed(const Run& run, const Bound& bound, Value trace) {
  Outcome outcome;
  outcome.error = bound.error;
  outcome.trace = std::move(trace);
  add_decision(outcome, run);
  add_metadata(outcome, bound.metadata);
  outcome.data.erase("metadata");
  outcome.data.erase("ClientParameters");
  Value would = Value::map({{"exit", outcome.exit()}});
  const std::string before = run.caller.state();
  would.set(run.caller.kind->name, bound.principal ? bound.principal->state : before.empty() ? Value() : Value(before));
  const auto& registration = bound.registration ? bound.registration : run.caller.registration;
  if (registration) would.set("registration", store::state_word(registration->state));
  if (run.checked && run.checked->sound() && !run.rejected()) {
    would.set("profile", run.checked->profile().name);
    would.set("names", Value::list(run.checked->names()));
  }
  if (bound.certificate) would.set("notAfter", print_time(bound.certificate->not_after));
  outcome.data.set("dryRun", true);
  outcome.data.set("would", std::move(would));
  return outcome;
}

}  // namespace pkit
