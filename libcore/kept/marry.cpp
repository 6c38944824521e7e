// csr marry: the certificate that a CA returned joins the key that was kept for it (A23).
#include "change/change.h"
#include "change/claim.h"
#include "digest/digest.h"
#include "kept/kept.h"
#include "kept/operations.h"
#include "x509/certificate.h"
#include "x509/csr.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr Input kMarryInputs[] = {
    input<&MarryRequest::id>("id", "ID", "the key's").argument().needed().completes(Completion::kept),
    document<&MarryRequest::certificate, &MarryRequest::certificate_name>(
        "certificate", "CERTIFICATE", "the file with what the CA returned; - is standard input")
        .argument()
        .needed(),
    document<&MarryRequest::chain, &MarryRequest::chain_name>("chain", "FILE",
                                                              "the certificates above it, its issuer first"),
};

Outcome told(const store::KeptKey& key) {
  Outcome outcome;
  outcome.data.set("key", kept_key_view(key));
  return outcome;
}

/// Each is followed by its issuer; PEM.
std::string linked_chain(const x509::Certificate& leaf, const MarryRequest& request) {
  if (request.chain.empty()) return {};
  std::string pem;
  const x509::Certificate* last = &leaf;
  const std::vector<x509::Certificate> above = x509::parse_certificates(request.chain, request.chain_name);
  for (const x509::Certificate& next : above) {
    const std::string why = x509::not_issued_because(*last, next);
    if (!why.empty())
      throw Error(Kind::input, "kept.chain", request.chain_name + " is no chain: " + why,
                  "the certificate's issuer first, then each one's own");
    pem += x509::write_pem("CERTIFICATE", next.der);
    last = &next;
  }
  return pem;
}

/// What is odd about it, and its CA's affair.
void add_warnings(const store::KeptKey& key, const x509::Certificate& certificate, Time now, Outcome& outcome) {
  if (now > certificate.not_after) outcome.warnings.push_back("the certificate has expired");
  if (now < certificate.not_before) outcome.warnings.push_back("the certificate is not valid yet");
  const std::string asked = x509::read_stored_csr(key.csr).subject.text(), got = certificate.subject.text();
  if (got != asked)
    outcome.warnings.push_back("the certificate's subject is '" + got + "', and '" + asked + "' was asked for");
}

store::KeptKey kept_by_id(Session& session, const std::string& id) {
  store::KeptKey key = find_kept(session, id);
  if (key.married)
    throw Error(Kind::conflict, "kept.married", key.id + " has a certificate already", "pkit show " + key.id);
  return key;
}

Outcome marry(Session& session, const MarryRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  store::KeptKey key = kept_by_id(session, request.id);
  const x509::Certificate certificate = x509::parse_certificate_file(request.certificate, request.certificate_name);
  if (to_hex(certificate.key.key_id()) != key.key_id)
    throw Error(Kind::conflict, "kept.other_key", request.certificate_name + " is over another key than " + key.id,
                "pkit show " + key.id + " tells what was asked for");
  key.certificate = certificate.der;
  key.chain = linked_chain(certificate, request);
  key.married = now;
  if (!request.common.dry_run) {
    Change change;
    begin_change(change, session, now);
    change.rows = [&](store::Write& write) { require_written(store::kept_keys::marry(write, key), key.id); };
    change.events = {{"key.married", key.id,
                      Value::map({{"serial", certificate.serial_hex()},
                                  {"issuer", certificate.issuer.text()},
                                  {"fingerprint", certificate.fingerprint()}})}};
    change.request_id = request.common.request_id;
    change.request_subject = key.id;
    commit(session, change);
  }
  Outcome outcome = told(key);
  add_warnings(key, certificate, now, outcome);
  return outcome;
}

}  // namespace

Outcome marry_key(Session& session, const MarryRequest& request) {
  return once(
      session, request.common, "csr marry",
      Value::map({{"id", request.id},
                  {"certificate", digest::sha256_hex(request.certificate)},
                  {"chain", digest::sha256_hex(request.chain)}}),
      [&] { return marry(session, request); }, [&](const std::string& id) { return told(find_kept(session, id)); });
}

constinit const Operation kMarryKey =
    operation<MarryRequest, marry_key>({.name = "csr marry", .inputs = kMarryInputs, .data = &shape::married_key});

}  // namespace pkit
