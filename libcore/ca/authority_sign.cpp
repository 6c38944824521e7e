// authority sign: a certificate for a CA whose key is elsewhere, from its request. An operator's act, over a CA above
// and never by a profile; what was signed is recorded before it is given out.
#include "authority/ca_key.h"
#include "authority/constraints.h"
#include "ca/authority_change.h"
#include "ca/authority_inputs.h"
#include "ca/ca_subject.h"
#include "digest/digest.h"
#include "setup/setup.h"
#include "store/events.h"
#include "x509/csr.h"
#include "x509/oid.h"
#include "x509/pem.h"

namespace pkit {

namespace {

using Signing = SignAuthorityRequest;
constexpr Input kSignAuthorityInputs[] = {
    document<&Signing::csr, &Signing::csr_name>("csr", "FILE", "the request of the CA to be").needed(),
    input<&Signing::under>("under", "AUTHORITY", "what issued this one signs, or it itself where it is a root")
        .needed()
        .completes(Completion::authority),
    input_as<AsFile, &Signing::issuer, &IssuerKey::file>("issuer-key", "the key that signs").needed(),
    issuer_passphrase_input<Signing>(),
    input_as<AsNumberFrom<0, 20>, &Signing::path_length>("path-length",
                                                         "how many CAs there may be below it, 0 by default"),
    input<&Signing::not_after>("not-after", "TIME", "its end: a time, or a duration from now").needed(),
    permitted_input<Signing>(),
    excluded_input<Signing>(),
    input<&Signing::common, &Common::dry_run>("dry-run", "", "tell what would happen, but change nothing"),
};

x509::Csr sound_csr(const SignAuthorityRequest& request) {
  x509::ExaminedCsr examined = x509::examine_csr_file(request.csr, "");
  if (examined.faults.empty() && examined.csr) return std::move(*examined.csr);
  throw error_of(request.csr_name, std::move(examined.faults));
}

/// RFC 5280 4.2.1.9: below a CA with a path length there are fewer.
void require_depth(const x509::Certificate& above, std::int64_t path_length) {
  if (!above.path_length || path_length < *above.path_length) return;
  throw Error(Kind::denied, "authority.path_length",
              "'" + above.subject.text() + "' permits " + std::to_string(*above.path_length) +
                  " CAs below each other, and a path length of " + std::to_string(path_length) + " asks for " +
                  std::to_string(path_length + 1),
              *above.path_length > 0 ? "--path-length " + std::to_string(*above.path_length - 1) + " or less"
                                     : "only a CA above it can sign another");
}

Time end_asked(const SignAuthorityRequest& request, const x509::Certificate& above, Time now) {
  const auto duration = parse_duration(request.not_after);
  const auto time = duration ? std::optional<Time>(now + *duration) : parse_time(request.not_after);
  if (!time)
    throw Error(Kind::usage, "authority.not_after", "'" + printable(request.not_after) + "' is no time and no duration",
                "write 2035-01-31T00:00:00Z or 3650d");
  if (*time <= now || *time > above.not_after)
    throw Error(Kind::usage, "authority.not_after",
                "--not-after must lie between now and " + print_time(above.not_after) + ", the end of '" +
                    above.subject.text() + "'");
  return *time / 1000 * 1000;
}

/// What the request asks for is its name and key; what a CA may do is said here.
x509::Certificate certify(const SignAuthorityRequest& request, const x509::Csr& csr,
                          const std::vector<x509::Certificate>& above, const x509::PrivateKey& key, Time end,
                          const World& world, Time now) {
  try {
    return x509::parse_certificate(authority::sign_subordinate(
        {csr, static_cast<int>(request.path_length), end, request.permitted, request.excluded},
        authority::Signatory{above.front(), key}, world, now));
  } catch (const Error& e) {
    if (e.code() != "authority.lint") throw;
    throw Error(Kind::denied, "authority.sign", request.csr_name + ": " + e.what(), "ask for another request",
                e.details());
  }
}

void require_permitted(const x509::Csr& csr, const std::vector<x509::Certificate>& above) {
  x509::CertificateFields names;
  names.subject = csr.subject.der();
  std::vector<Fault> faults = authority::faults_of_names(names, above);
  if (!faults.empty()) throw error_of("", std::move(faults));
}

void record(Session& session, const x509::Certificate& made, const x509::Csr& csr, const std::string& under, Time now) {
  Change change;
  begin_change(change, session, now);
  Value told = issuer_view(made);
  told.set("under", under);
  told.set("csrSha256", to_hex(csr.sha256));
  told.set("pem", x509::write_pem("CERTIFICATE", made.der));
  change.events = {{"authority.signed", made.serial_hex(), std::move(told)}};
  commit(session, change);  // it relies on nothing that could change
}

/// The CA that signs, and those above it: what issued the authority, or the authority where it is a root.
std::vector<x509::Certificate> signatories(const authority::AuthorityConfig& config) {
  std::vector<x509::Certificate> chain = authority::read_issuers(config);
  if (chain.size() > 1) chain.erase(chain.begin());
  return chain;
}

}  // namespace

Outcome sign_authority(Session& session, const SignAuthorityRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const x509::Csr csr = sound_csr(request);
  const Setup setup = load_setup(session.home, session.database);
  const authority::AuthorityConfig& config = authority_named(setup.authorities, request.under);
  require_own(config);
  const std::vector<x509::Certificate> above = signatories(config);
  require_signs(session, setup, above.front());
  require_free_subject(session, setup, csr.subject, csr.key.key_id());
  require_depth(above.front(), request.path_length);
  require_permitted(csr, above);
  const Time end = end_asked(request, above.front(), now);
  const x509::PrivateKey key = issuer_key(session, config, above.front(), request.issuer);
  const x509::Certificate made = certify(request, csr, above, key, end, session.world, now);
  if (request.common.dry_run) return rehearsed_authority(issuer_view(made));
  record(session, made, csr, request.under, now);
  Outcome outcome;
  outcome.data.set("authority", issuer_view(made));
  outcome.data.set("pem", x509::write_pem("CERTIFICATE", made.der));
  outcome.certificate = made.der;
  for (const x509::Certificate& each : above) outcome.chain.push_back(each.der);
  for (const x509::RequestedExtension& asked : csr.extensions)
    if (asked.oid != x509::oid::kBasicConstraints && asked.oid != x509::oid::kKeyUsage &&
        asked.oid != x509::oid::kSubjectKeyIdentifier)
      outcome.warnings.push_back("the request's extension " + asked.oid + " was left out");
  return outcome;
}

constinit const Operation kSignAuthority = operation<SignAuthorityRequest, sign_authority>(
    {.name = "authority sign", .inputs = kSignAuthorityInputs, .data = &shape::authority_signed});

}  // namespace pkit
