// authority add: a further issuing CA under a root that is there. pkit.yaml is not written: the lines for it are told.
#include <algorithm>

#include "authority/ca_key.h"
#include "authority/ceremony.h"
#include "ca/authority_change.h"
#include "ca/authority_inputs.h"
#include "ca/ca_subject.h"
#include "change/claim.h"
#include "store/unknown_outcome.h"

namespace pkit {

namespace {

using Addition = AddAuthorityRequest;
constexpr Input kAddAuthorityInputs[] = {
    input<&Addition::name>("name", "NAME", "of the new authority").argument().needed(),
    input<&Addition::under>("under", "AUTHORITY",
                            "one whose issuer shall issue the new one too; by default the only one")
        .completes(Completion::authority),
    input<&Addition::common_name>("common-name", "CN", "of its subject; by default NAME"),
    input<&Addition::key_type>("key-type", "TYPE", "of its key, ec-p256 by default").among(authority::ca_key_types),
    permitted_input<Addition>(),
    excluded_input<Addition>(),
    years_input<Addition>(),
    issuer_key_input<Addition>(),
    issuer_passphrase_input<Addition>(),
    root_next_update_input<Addition>(),
};

/// It becomes a file's name and a key of pkit.yaml.
void require_name(const std::string& name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (plain && !name.empty() && name.size() <= 64 && name[0] >= 'a') return;
  throw Error(Kind::usage, "authority.name", "'" + printable(name) + "' is no name for an authority",
              "a lower-case letter, and up to 63 of a-z, 0-9, - and _");
}

const authority::AuthorityConfig& sibling_of(const Setup& setup, const std::string& under) {
  if (under.empty() && setup.authorities.size() == 1) return setup.authorities.begin()->second;
  const auto found = setup.authorities.find(under);
  if (found != setup.authorities.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [name, config] : setup.authorities) names.push_back(name);
  throw Error(Kind::usage, "authority.under",
              under.empty() ? "there are several authorities" : "pkit.yaml has no authority '" + printable(under) + "'",
              "name one whose issuer shall issue the new one too: --under " + join(names, " or "));
}

/// What issues the sibling, or the sibling itself where it is a root.
const x509::Certificate& root_of(const std::vector<x509::Certificate>& chain) {
  return chain.size() > 1 ? chain[1] : chain.front();
}

void require_signer(const x509::Certificate& root, Time now) {
  if (root.path_length && *root.path_length < 1)
    throw Error(Kind::config, "authority.certificate",
                "'" + root.subject.text() + "' permits no further CA below it (its path length is 0)");
  if (now > root.not_after)
    throw Error(Kind::config, "authority.expired",
                "'" + root.subject.text() + "' expired on " + print_time(root.not_after));
}

/// What an add that was killed left is finished first; one whose files are lost may be added again.
void require_free(Session& session, const Setup& setup, const std::string& name, bool rehearsal) {
  bool known = setup.authorities.contains(name);
  if (rehearsal || finish_authority(session, name) != Waiting::lost)
    session.state.read([&](store::Read& read) {
      known = known || store::authorities::find(read, name);
      for (const store::Issuer& issuer : store::issuers::all(read)) known = known || issuer.authority == name;
    });
  if (known) throw Error(Kind::conflict, "authority.exists", "there is an authority '" + name + "' already");
  for (const char* extension : {".crt", ".key"})
    if (const Path file = session.home.ca() / (name + extension); std::filesystem::exists(file))
      throw Error(Kind::conflict, "file.exists", file.string() + " exists already");
}

/// As pkit.yaml names a file: from the home, so that a home can be moved.
std::string as_written(const Home& home, const Path& file) {
  const Path relative = file.lexically_relative(home.directory);
  return (relative.empty() || *relative.begin() == ".." ? file : relative).string();
}

std::string yaml_for(const Home& home, const std::string& name, const authority::AuthorityConfig& sibling,
                     bool under_sibling) {
  std::string text = "  " + name + ":\n    certificate: ca/" + name + ".crt\n    key: ca/" + name + ".key\n";
  if (!sibling.passphrase.empty()) text += "    passphrase: \"" + sibling.passphrase + "\"\n";
  return text + "    chain: " + as_written(home, under_sibling ? sibling.certificate : sibling.chain) + "\n";
}

x509::PrivateKey signer_of(const ReadSession& session, const authority::AuthorityConfig& sibling,
                           const std::vector<x509::Certificate>& chain, const IssuerKey& given) {
  if (chain.size() > 1 || !given.file.empty()) return issuer_key(session, sibling, root_of(chain), given);
  return authority::read_ca_key(sibling.name, {sibling.key, sibling.passphrase}, chain.front(), session.key_access);
}

Outcome described(Session& session, const AddAuthorityRequest& request, const x509::Certificate& made) {
  Outcome outcome;
  const Value said = issuer_view(made);
  Value view = Value::map({{"name", request.name}});
  for (const auto& [key, value] : said.members()) view.set(key, value);
  view.set("certificate", (session.home.ca() / (request.name + ".crt")).string());
  view.set("keyFile", (session.home.ca() / (request.name + ".key")).string());
  outcome.data.set("authority", std::move(view));
  return outcome;
}

Outcome add_once(Session& session, const AddAuthorityRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Fd lock = lock_authorities(session);
  const Setup setup = load_setup(session.home, session.database);
  const authority::AuthorityConfig& sibling = sibling_of(setup, request.under);
  require_own(sibling);
  require_free(session, setup, request.name, request.common.dry_run);
  const std::vector<x509::Certificate> chain = authority::read_issuers(sibling);
  require_signer(root_of(chain), now);
  require_signs(session, setup, root_of(chain));
  const x509::PrivateKey signer = signer_of(session, sibling, chain, request.issuer);
  const std::string common_name = request.common_name.empty() ? request.name : request.common_name;
  const authority::CaPair made =
      authority::make_issuing({.common_name = common_name,
                               .key_type = request.key_type,
                               .years = static_cast<int>(request.years),
                               .permitted = request.permitted,
                               .excluded = request.excluded},
                              authority::Signatory{root_of(chain), signer}, session.world, now);
  const x509::Certificate certificate = x509::parse_certificate(made.certificate);
  require_free_subject(session, setup, certificate.subject, certificate.key.key_id());
  // It serves no profile yet; any of those that there are may be given to it.
  std::vector<x509::Certificate> path(chain.size() > 1 ? chain.begin() + 1 : chain.begin(), chain.end());
  path.insert(path.begin(), certificate);
  const std::vector<std::string> failed =
      authority::require_trial(path, made.key, trial_profiles(setup, ""), session.world, now);
  if (request.common.dry_run) return rehearsed_authority(issuer_view(certificate));
  const Secret passphrase = authority::key_passphrase({sibling.key, sibling.passphrase}, session.key_access);
  StagedAuthority staged =
      StagedAuthority::prepare(session, request.name, made.certificate, made.key.to_pem(passphrase));
  AuthorityChange change{.row = {.name = request.name,
                                 .certificate = stored_path(session.home, session.home.ca() / (request.name + ".crt")),
                                 .key = stored_path(session.home, session.home.ca() / (request.name + ".key")),
                                 .staging = stored_path(session.home, staged.directory()),
                                 .retired_at = {}},
                         .issuers = {issuer_row(session, request.name, certificate, now)},
                         .events = {{"authority.added", request.name, issuer_view(certificate)}},
                         .request_subject = request.name};
  if (chain.size() > 1)
    change.root_crl = next_root_crl(session, root_of(chain), signer, request.issuer, request.root_next_update, now);
  store::commit_or_keep([&] { commit_authority(session, request.common, setup.sha256, std::move(change), now); },
                        [&] { staged.keep(); });
  staged.keep();
  finish_authority(session, request.name);
  Outcome outcome = described(session, request, certificate);
  outcome.data.set("yaml", yaml_for(session.home, request.name, sibling, chain.size() == 1));
  outcome.warnings.insert(outcome.warnings.end(), failed.begin(), failed.end());
  return outcome;
}

Outcome present_added(Session& session, const AddAuthorityRequest& request) {
  {
    const Fd lock = lock_authorities(session);
    finish_authority(session, request.name);
  }
  const Setup setup = load_setup(session.home, session.database);
  const x509::Certificate made = x509::parse_certificate_file(
      read_file(session.home.ca() / (request.name + ".crt"), 1 << 20), request.name + ".crt");
  Outcome outcome = described(session, request, made);
  const auto& sibling = request.under.empty() ? setup.authorities.begin()->second : sibling_of(setup, request.under);
  outcome.data.set("yaml", yaml_for(session.home, request.name, sibling, authority::read_issuers(sibling).size() == 1));
  return outcome;
}

}  // namespace

Outcome add_authority(Session& session, const AddAuthorityRequest& request) {
  require_name(request.name);
  const Value inputs = Value::map({{"name", request.name},
                                   {"under", request.under},
                                   {"commonName", request.common_name},
                                   {"keyType", request.key_type},
                                   {"years", request.years},
                                   {"permit", Value::list(request.permitted)},
                                   {"exclude", Value::list(request.excluded)},
                                   {"issuerKey", request.issuer.file.string()}});
  return once(
      session, request.common, "authority add", inputs, [&] { return add_once(session, request); },
      [&](const std::string&) { return present_added(session, request); });
}

constinit const Operation kAddAuthority = operation<AddAuthorityRequest, add_authority>(
    {.name = "authority add", .inputs = kAddAuthorityInputs, .data = &shape::authority_added});

}  // namespace pkit
