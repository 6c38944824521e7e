// authority renew: a new certificate for an authority, over its key or over a new one. What it signed before stays
// valid: the former certificate keeps its worth, and clients have it in their chains.
#include <set>

#include "authority/ca_key.h"
#include "authority/ceremony.h"
#include "ca/authority_change.h"
#include "ca/authority_inputs.h"
#include "change/claim.h"
#include "store/unknown_outcome.h"
#include "x509/issuer_urls.h"

namespace pkit {

namespace {

using Renewal = RenewAuthorityRequest;
constexpr Input kRenewAuthorityInputs[] = {
    input<&Renewal::name>("name", "NAME", "an authority of pkit.yaml")
        .argument()
        .needed()
        .completes(Completion::authority),
    input<&Renewal::new_key>("new-key", "TYPE", "make a new key; without it the same key stays")
        .among(authority::ca_key_types),
    years_input<Renewal>(),
    issuer_key_input<Renewal>(),
    issuer_passphrase_input<Renewal>(),
    root_next_update_input<Renewal>(),
};

bool is_self_signed(const x509::Certificate& c) { return equal(c.subject.der(), c.issuer.der()); }

void require_signatory(const authority::AuthorityConfig& config, const std::vector<x509::Certificate>& chain,
                       Time now) {
  if (is_self_signed(chain.front())) return;
  if (chain.size() < 2)
    throw Error(Kind::config, "authority.certificate",
                "who issued '" + chain.front().subject.text() + "' is not known here",
                "name the chain of authority '" + config.name + "' in pkit.yaml");
  if (now > chain[1].not_after)
    throw Error(
        Kind::config, "authority.expired",
        "'" + chain[1].subject.text() + "' expired on " + print_time(chain[1].not_after) + " and can renew nothing");
}

/// The new certificate, and the next CRL of who signed it.
struct Certified {
  authority::RenewedCa made;
  std::optional<NextRootCrl> root_crl = {};
};

/// Signed by the CA above or, of a root, by its own key.
Certified certify(Session& session, const authority::AuthorityConfig& config,
                  const std::vector<x509::Certificate>& chain, const RenewAuthorityRequest& request,
                  const x509::PrivateKey* new_key, Time now) {
  const x509::Certificate& former = chain.front();
  const int years = static_cast<int>(request.years);
  const x509::PublicKey& key = new_key ? new_key->public_key() : former.key;
  if (!is_self_signed(former)) {
    const x509::PrivateKey above = issuer_key(session, config, chain[1], request.issuer);
    return {authority::renew_issuing({former, key, years}, {chain[1], above}, session.world, now),
            next_root_crl(session, chain[1], above, request.issuer, request.root_next_update, now)};
  }
  if (new_key) return {authority::renew_root({former, key, years}, *new_key, session.world, now)};
  const x509::PrivateKey own =
      authority::read_ca_key(config.name, {config.key, config.passphrase}, former, session.key_access);
  return {authority::renew_root({former, key, years}, own, session.world, now)};
}

/// What the authority would sign from now on, for every profile that it serves.
std::vector<std::string> try_out(Session& session, const Setup& setup, const authority::AuthorityConfig& config,
                                 std::vector<x509::Certificate> chain, const x509::Certificate& renewed,
                                 const x509::PrivateKey* new_key, Time now) {
  chain.front() = renewed;
  const std::vector<authority::TrialProfile> profiles = trial_profiles(setup, config.name);
  if (new_key) return authority::require_trial(chain, *new_key, profiles, session.world, now);
  const x509::PrivateKey own =
      authority::read_ca_key(config.name, {config.key, config.passphrase}, renewed, session.key_access);
  return authority::require_trial(chain, own, profiles, session.world, now);
}

std::optional<Secret> key_pem(const ReadSession& session, const authority::AuthorityConfig& config,
                              const std::optional<x509::PrivateKey>& key) {
  if (!key) return std::nullopt;
  return key->to_pem(authority::key_passphrase({config.key, config.passphrase}, session.key_access));
}

AuthorityChange change_of(const ReadSession& session, const authority::AuthorityConfig& config,
                          const x509::Certificate& former, const x509::Certificate& renewed, const Path& staging,
                          Time now) {
  Value told = issuer_view(renewed);
  told.set("former", former.serial_hex());
  // A symbolic link stays one: what it points to is replaced.
  AuthorityChange change{
      .row = {.name = config.name,
              .certificate = stored_path(session.home, std::filesystem::canonical(config.certificate)),
              .key = stored_path(session.home, std::filesystem::weakly_canonical(config.key)),
              .staging = stored_path(session.home, staging),
              .retired_at = {}},
      .issuers = {issuer_row(session, config.name, former, now), issuer_row(session, config.name, renewed, now)},
      .events = {{"authority.renewed", config.name, told}},
      .request_subject = config.name};
  change.issuers.back().created = now + 1;  // the order of issuers is that of their rows
  return change;
}

void warn(Outcome& outcome, const x509::Certificate& former, const x509::Certificate& renewed) {
  if (renewed.not_after < former.not_after)
    outcome.warnings.push_back("the new certificate ends on " + print_time(renewed.not_after) +
                               ", earlier than the former one");
  if (is_self_signed(renewed))
    outcome.warnings.push_back("this is a root: whoever trusts the former one must be given the new one too");
}

/// The URLs of the profiles that the authority serves.
std::set<std::string> urls_of(const Setup& setup, const std::string& name) {
  std::set<std::string> urls;
  for (const auto& [profile_name, profile] : setup.profiles)
    if (profile.authority == name) {
      urls.insert(profile.issuer_urls.begin(), profile.issuer_urls.end());
      urls.insert(profile.crl_urls.begin(), profile.crl_urls.end());
    }
  return urls;
}

/// Whoever follows the URL in a certificate that the former key signed must find the former CA there.
void warn_of_urls(const Setup& setup, const std::string& name, const x509::Certificate& renewed, Outcome& outcome) {
  std::vector<std::string> own, shared;
  for (const std::string& url : urls_of(setup, name))
    if (x509::names_issuer_key(url))
      own.push_back(x509::url_of_issuer(url, renewed.key));
    else
      shared.push_back(url);
  if (!own.empty())
    outcome.warnings.push_back("certificates will name " + join(own, ", ") +
                               ": publish the new CA or its CRL there, and leave the former's where they are");
  if (!shared.empty())
    outcome.warnings.push_back(
        "former certificates name " + join(shared, ", ") +
        ", where the former CA or its CRL must stay: publish the new one's elsewhere, and name that in issuer_urls and "
        "crl_urls of its profiles; {IssuerKey} in a URL makes it each key's own");
}

Outcome renew_once(Session& session, const RenewAuthorityRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Fd lock = lock_authorities(session);
  const Setup setup = load_setup(session.home, session.database);
  const authority::AuthorityConfig& config = authority_named(setup.authorities, request.name);
  require_own_files(config);
  require_in_service(session, config.name);
  if (!request.common.dry_run) finish_authority(session, config.name);
  const std::vector<x509::Certificate> chain = authority::read_issuers(config);
  require_signatory(config, chain, now);
  std::optional<x509::PrivateKey> new_key;
  if (!request.new_key.empty()) new_key = x509::PrivateKey::generate(request.new_key);
  Certified certified = certify(session, config, chain, request, new_key ? &*new_key : nullptr, now);
  const x509::Certificate renewed = x509::parse_certificate(certified.made.certificate);
  const std::vector<std::string> failed =
      try_out(session, setup, config, chain, renewed, new_key ? &*new_key : nullptr, now);
  Outcome outcome;
  if (request.common.dry_run) {
    outcome = rehearsed_authority(issuer_view(renewed));
  } else {
    StagedAuthority staged =
        StagedAuthority::prepare(session, config.name, renewed.der, key_pem(session, config, new_key));
    AuthorityChange change = change_of(session, config, chain.front(), renewed, staged.directory(), now);
    change.root_crl = std::move(certified.root_crl);
    store::commit_or_keep([&] { commit_authority(session, request.common, setup.sha256, std::move(change), now); },
                          [&] { staged.keep(); });
    staged.keep();
    finish_authority(session, config.name);
    outcome = present_authority(session, config.name);
  }
  warn(outcome, chain.front(), renewed);
  if (new_key) warn_of_urls(setup, config.name, renewed, outcome);
  outcome.warnings.insert(outcome.warnings.end(), certified.made.told.begin(), certified.made.told.end());
  outcome.warnings.insert(outcome.warnings.end(), failed.begin(), failed.end());
  return outcome;
}

}  // namespace

Outcome renew_authority(Session& session, const RenewAuthorityRequest& request) {
  const Value inputs = Value::map({{"name", request.name},
                                   {"newKey", request.new_key},
                                   {"years", request.years},
                                   {"issuerKey", request.issuer.file.string()}});
  return once(
      session, request.common, "authority renew", inputs, [&] { return renew_once(session, request); },
      [&](const std::string& subject) {
        {
          const Fd lock = lock_authorities(session);
          finish_authority(session, subject);
        }
        return present_authority(session, subject);
      });
}

constinit const Operation kRenewAuthority = operation<RenewAuthorityRequest, renew_authority>(
    {.name = "authority renew", .inputs = kRenewAuthorityInputs, .data = &shape::authority_renewed});

}  // namespace pkit
