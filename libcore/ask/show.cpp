// show: one stored thing, or what a certificate or CSR file says.
#include "ask/operations.h"
#include "digest/digest.h"
#include "fleet/orchestrator.h"
#include "kept/kept.h"
#include "store/metadata.h"
#include "view/describe.h"
#include "view/resolve.h"
#include "view/views.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr Input kShowInputs[] = {
    input<&ShowRequest::word>("word", "WORD", "an ID, a serial, a machine's name or a file")
        .argument()
        .needed()
        .completes(Completion::stored),
    input<&ShowRequest::pem>("pem", "", "print the certificate and nothing else"),
    input<&ShowRequest::csr>("csr", "", "print the request of a registration and nothing else"),
};

Value orchestrator_with_all(store::Read& read, const store::Principal& principal, Time now) {
  Value view = Value::map();
  if (const KindPartPtr part = orchestrator_kind().read_part(read, principal.id))
    view = orchestrator_kind().view(principal, *part);
  Value registrations = Value::list(), certificates = Value::list();
  for (const store::Registration& r : store::registrations::of_principal(read, principal.id))
    registrations.push(
        Value::map({{"id", r.id}, {"state", store::state_word(r.state)}, {"created", print_time(r.created)}}));
  for (const store::Certificate& c : store::certificates::of_principal(read, principal.id))
    certificates.push(Value::map({{"id", c.id},
                                  {"serial", to_hex(c.serial)},
                                  {"state", store::state_word(store::state_of(c, now))},
                                  {"notAfter", print_time(c.not_after)}}));
  view.set("registrations", std::move(registrations));
  view.set("certificates", std::move(certificates));
  return view;
}

/// Who asked for it and who decided: as its registration says, else who issued it.
void tell_asker(store::Read& read, const store::Certificate& c, Value& view) {
  std::string asked_by, decided_by;
  if (const auto registration = store::registrations::find(read, c.registration)) {
    asked_by = registration->asked_by;
    decided_by = registration->decided_by;
  } else if (const auto issues = store::attempts::of(read, c.id, "", 50); !issues.empty()) {
    asked_by = issues.back().actor;  // the oldest is its issue
  }
  if (!asked_by.empty()) view.set("askedBy", asked_by);
  if (!decided_by.empty()) view.set("decidedBy", decided_by);
}

Outcome show_stored(const ReadSession& session, const Found& found) {
  Outcome outcome;
  const Time now = operation_time(session, false);
  if (!found.registrations.empty()) {
    const store::Registration& r = found.registrations.front();
    outcome.data.set("registration", registration_view(r, principal_of(session, r.principal).name));
  } else if (!found.certificates.empty()) {
    const store::Certificate& c = found.certificates.front();
    Value view = certificate_view(c, principal_of(session, c.principal).name, now);
    session.state.read([&](store::Read& read) {
      tell_asker(read, c, view);
      if (Value metadata = store::metadata::of(read, c.id); !metadata.members().empty())
        view.set("metadata", std::move(metadata));
    });
    outcome.data.set("certificate", std::move(view));
    hand_out(session, outcome, c);
  } else if (!found.keys.empty()) {
    outcome.data.set("key", kept_key_view(found.keys.front()));
    outcome.certificate = found.keys.front().certificate;
  } else {
    session.state.read([&](store::Read& read) {
      outcome.data.set("orchestrator", orchestrator_with_all(read, found.principals.front(), now));
    });
  }
  return outcome;
}

/// A chain: each of them, in the file's order.
Outcome show_chain(const std::vector<x509::Certificate>& chain) {
  Outcome outcome;
  Value list = Value::list();
  for (const x509::Certificate& certificate : chain) list.push(certificate_contents(certificate));
  outcome.data.set("certificates", std::move(list));
  return outcome;
}

bool holds_several(const std::string& content) {
  const std::string_view label = "CERTIFICATE-----";
  std::size_t count = 0;
  for (std::size_t at = content.find("-----BEGIN "); at != content.npos; at = content.find("-----BEGIN ", at + 1))
    if (content.substr(at, content.find('\n', at) - at).find(label) != content.npos) ++count;
  return count > 1;
}

Outcome show_certificate_file(const ReadSession* session, const std::string& name, const std::string& content) {
  if (holds_several(content)) return show_chain(x509::parse_certificates(content, name));
  const x509::Certificate certificate = x509::parse_certificate_file(content, name);
  Found found;
  if (session) session->state.read([&](store::Read& read) { found = find_all(read, certificate.fingerprint()); });
  if (!found.certificates.empty()) return show_stored(*session, found);
  Outcome outcome;
  outcome.data.set("certificate", certificate_contents(certificate));
  if (session && found.keys.empty()) outcome.warnings.push_back(name + " is not a certificate of this home");
  if (!found.keys.empty())
    outcome.warnings.push_back(name + " is another CA's, and its key is kept here: pkit show " + found.keys.front().id);
  return outcome;
}

Outcome show_csr(const std::string& name, x509::ExaminedCsr examined) {
  Outcome outcome;
  outcome.data.set("csr", examined.csr ? describe_csr(*examined.csr) : Value());
  outcome.data.set("faults", faults_view(examined.faults));
  if (!examined.faults.empty()) outcome.error = error_of(name, std::move(examined.faults));
  return outcome;
}

}  // namespace

Outcome show(const ReadSession& session, const std::string& word) {
  return show_stored(session, find_one(session, word));
}

Outcome show_certificate(const ReadSession& session, const std::string& word,
                         const std::optional<std::string>& content) {
  const store::Certificate found =
      content ? find_certificate(session, word, *content) : find_certificate(session, word);
  Outcome outcome;
  outcome.data.set("certificate", certificate_view(found, principal_of(session, found.principal).name,
                                                   operation_time(session, false)));
  hand_out(session, outcome, found);
  return outcome;
}

/// That of a kept key.
static Outcome show_kept_request(const store::KeptKey& key) {
  Outcome outcome;
  outcome.data = Value::map({{"key", kept_key_view(key)}, {"csrPem", x509::write_pem("CERTIFICATE REQUEST", key.csr)}});
  return outcome;
}

Outcome show_request(const ReadSession& session, const std::string& word) {
  Found any;
  session.state.read([&](store::Read& read) { any = find_all(read, word); });
  if (any.keys.size() == 1 && any.count() == 1) return show_kept_request(any.keys.front());
  const Found found = find_decidable(session, word);
  if (found.registrations.empty() || found.registrations.front().csr.empty())
    throw Error(Kind::not_found, "show.missing", "'" + printable(word) + "' is no registration with a request");
  const store::Registration& r = found.registrations.front();
  Outcome outcome;
  outcome.data.set("registration", registration_view(r, principal_of(session, r.principal).name));
  outcome.data.set("csrPem", x509::write_pem("CERTIFICATE REQUEST", r.csr));
  if (digest::sha256_hex(r.csr) != to_hex(r.csr_sha256))
    outcome.warnings.push_back("the request is not the one that was sent: its challengePassword was left out");
  return outcome;
}

Outcome show_document(const ReadSession* session, const std::string& name, const std::string& content) {
  if (session) require_file_alone(*session, name);
  x509::ExaminedCsr examined = x509::examine_csr_file(content, "");
  const bool request = examined.csr || content.find("CERTIFICATE REQUEST-----") != std::string::npos;
  return request ? show_csr(name, std::move(examined)) : show_certificate_file(session, name, content);
}

Outcome show_asked(Session& session, const ShowRequest& request) {
  if (request.pem && request.csr) throw Error(Kind::usage, "option.combination", "--pem and --csr exclude each other");
  if (request.pem) return show_certificate(session, request.word, request.content);
  if (request.csr) return show_request(session, request.word);
  return request.content ? show_document(&session, request.word, *request.content) : show(session, request.word);
}

constinit const Operation kShow =
    operation<ShowRequest, show_asked>({.name = "show", .asks = true, .inputs = kShowInputs, .data = &shape::shown});

}  // namespace pkit
