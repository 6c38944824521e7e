#include "ca/authority_change.h"

#include "authority/ca_key.h"
#include "base/text.h"
#include "setup/setup.h"

namespace pkit {

namespace {

void insert_unknown(store::Write& write, const store::Issuer& issuer) {
  if (!store::issuers::find_by_certificate(write, issuer.certificate)) store::issuers::insert(write, issuer);
}

}  // namespace

Path key_beside_chain(const authority::AuthorityConfig& config) { return Path(config.chain).replace_extension(".key"); }

x509::PrivateKey issuer_key(const ReadSession& session, const authority::AuthorityConfig& config,
                            const x509::Certificate& certificate, const IssuerKey& given) {
  const Path file = given.file.empty() ? key_beside_chain(config) : given.file;
  if (!std::filesystem::exists(file))
    throw Error(Kind::usage, "authority.issuer_key",
                "the key of '" + certificate.subject.text() + "' is not in " + file.string(),
                "name it: --issuer-key FILE");
  const std::string source = given.passphrase.empty() ? config.passphrase : given.passphrase;
  return authority::read_ca_key(config.name, {file, source}, certificate, session.key_access);
}

std::optional<NextRootCrl> next_root_crl(Session& session, const x509::Certificate& root, const x509::PrivateKey& key,
                                         const IssuerKey& given, Duration life, Time now,
                                         const std::vector<x509::CrlEntry>& also) {
  const std::string key_id = to_hex(root.key.key_id());
  std::optional<store::Crl> last;
  std::optional<CrlEntries> entries;
  session.state.read([&](store::Read& read) {
    last = store::crls::find(read, key_id);
    entries.emplace(crl_entries(read, {}, key_id, last, session.home.directory));
  });
  if (!last && !given.file.empty()) return std::nullopt;
  for (const x509::CrlEntry& entry : also) {
    Bytes encoded;
    x509::append_crl_entry(encoded, entry);
    entries->encoded.append(encoded);
    ++entries->count;
  }
  store::Crl crl = sign_root_crl(root, key, std::move(*entries), last, now, life);
  Value told = root_crl_view(root, crl);
  return NextRootCrl{std::move(last), std::move(crl), std::move(told)};
}

void require_own(const authority::AuthorityConfig& config) {
  if (!config.is_gateway()) return;
  throw Error(Kind::conflict, "authority.elsewhere",
              "authority '" + config.name + "' is another CA's, which is reached by adapter " + config.gateway,
              "ask whoever runs that CA, and put the certificate that they give you in " + config.certificate.string());
}

void require_own_files(const authority::AuthorityConfig& config) {
  require_own(config);
  if (authority::is_in_pkcs12({config.key, config.passphrase}))
    throw Error(Kind::conflict, "authority.elsewhere",
                "the key of authority '" + config.name + "' is in " + config.key.string() +
                    ", which pkit reads and never writes",
                "do it where that was made; before a file with another key takes its place, keep this one as " +
                    former_place(config.key, "SERIAL").filename().string() +
                    ", by its certificate's serial, for its CRLs; then: pkit authority unpack " + config.name);
}

void require_in_service(Session& session, const std::string& name) {
  session.state.read([&](store::Read& read) {
    const auto row = store::authorities::find(read, name);
    if (row && row->retired_at)
      throw Error(Kind::conflict, "authority.ended",
                  "authority '" + name + "' was retired at " + print_time(*row->retired_at));
  });
}

void commit_authority(Session& session, const Common& common, const std::string& setup_sha256, AuthorityChange change,
                      Time now) {
  Change written;
  begin_change(written, session, now);
  written.config_sha256 = setup_sha256;
  written.rows = [&](store::Write& write) {
    for (const store::Issuer& issuer : change.issuers) insert_unknown(write, issuer);
    store::authorities::put(write, change.row);
    for (const store::Authority& other : change.others) store::authorities::put(write, other);
    for (const RevokedIssuer& r : change.revoked)
      store::crls::put_foreign(write, r.by_key_id, {r.serial, now, r.reason, std::nullopt});
    if (change.root_crl) put_next_crl(write, change.root_crl->crl, change.root_crl->last);
  };
  written.events = std::move(change.events);
  if (change.root_crl) written.events.push_back({"crl.signed", change.row.name, change.root_crl->told});
  written.request_id = common.request_id;
  written.request_subject = change.request_subject;
  if (!commit(session, written))
    throw Error(Kind::conflict, "state.changed", "pkit.yaml was changed meanwhile", "try again");
}

Outcome present_authority(Session& session, const std::string& name) {
  return show_authority(session, {.name = name, .exported = {}});
}

Outcome rehearsed_authority(Value would) {
  Outcome outcome;
  outcome.data = Value::map({{"dryRun", true}, {"would", std::move(would)}});
  return outcome;
}

const authority::AuthorityConfig& authority_named(const authority::AuthorityConfigs& all, const std::string& name) {
  const auto found = all.find(name);
  if (found != all.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [known, config] : all) names.push_back(known);
  const std::string near = nearest(name, names);
  throw Error(Kind::not_found, "authority.unknown", "pkit.yaml has no authority '" + printable(name) + "'",
              near.empty() ? "it has " + join(names, ", ") : "did you mean '" + near + "'?");
}

std::vector<authority::TrialProfile> trial_profiles(const Setup& setup, const std::string& authority) {
  std::vector<authority::TrialProfile> profiles;
  for (const auto& [name, profile] : setup.profiles)
    if (authority.empty() || profile.authority == authority)
      profiles.push_back({name, profile.key_usage, profile.extended_key_usage});
  return profiles;
}

}  // namespace pkit
