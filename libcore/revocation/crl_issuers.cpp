#include "revocation/crl_issuers.h"

#include <algorithm>
#include <filesystem>

#include "ca/authority_change.h"
#include "ca/authority_files.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

std::string key_id_of(const x509::Certificate& certificate) { return to_hex(certificate.key.key_id()); }

class Collector {
 public:
  Collector(store::Read& read, Time now) : read_(read), now_(now), known_(store::issuers::all(read)) {}

  void add(CrlRole role, const authority::AuthorityConfig& config, const x509::Certificate& certificate,
           std::vector<authority::KeyPlace> places) {
    const std::string key_id = key_id_of(certificate);
    const bool there =
        std::any_of(found_.begin(), found_.end(), [&](const CrlIssuer& i) { return i.key_id == key_id; });
    if (there || now_ > end_of(certificate)) return;
    CrlIssuer issuer{role, config.name, certificate, key_id, {}, 0, std::move(places), {}};
    for (const store::Issuer& row : known_)
      if (row.key_id == key_id) {
        issuer.rows.push_back(row.id);
        issuer.changes += store::issuers::changes(read_, row.id);
      }
    issuer.last = store::crls::find(read_, key_id);
    found_.push_back(std::move(issuer));
  }

  /// The newest first: it is what clients know of that key.
  void add_former(const authority::AuthorityConfig& config) {
    for (auto row = known_.rbegin(); row != known_.rend(); ++row)
      if (row->authority == config.name)
        add(CrlRole::former, config, x509::parse_certificate(row->certificate), former_places(config, row->key_id));
  }

  std::vector<CrlIssuer> take() { return std::move(found_); }

 private:
  /// Of what was signed by this key some may be valid as long as one of its certificates is.
  Time end_of(const x509::Certificate& certificate) const {
    Time end = certificate.not_after;
    for (const store::Issuer& row : known_)
      if (row.key_id == key_id_of(certificate)) end = std::max(end, row.not_after);
    return end;
  }

  /// Named by the certificate that was replaced together with it, which is one of those over this key.
  std::vector<authority::KeyPlace> former_places(const authority::AuthorityConfig& config,
                                                 const std::string& key_id) const {
    std::vector<authority::KeyPlace> places;
    for (auto row = known_.rbegin(); row != known_.rend(); ++row)
      if (row->key_id == key_id)
        places.push_back(
            {former_place(fs::weakly_canonical(config.key), x509::parse_certificate(row->certificate).serial_hex()),
             config.passphrase});
    return places;
  }

  store::Read& read_;
  Time now_;
  std::vector<store::Issuer> known_;
  std::vector<CrlIssuer> found_;
};

authority::KeyPlace place_above(const authority::AuthorityConfig& config, const IssuerKey& given) {
  const Path file = given.file.empty() ? key_beside_chain(config) : given.file;
  return {file, given.passphrase.empty() ? config.passphrase : given.passphrase};
}

bool is_wanted(const CrlIssuer& issuer, const std::string& word) {
  return word.empty() || word == word_of(issuer.role) || word == issuer.certificate.serial_hex();
}

}  // namespace

const char* word_of(CrlRole role) {
  return role == CrlRole::current ? "current" : role == CrlRole::former ? "former" : "above";
}

std::string CrlIssuer::name() const {
  if (role == CrlRole::above) return "'" + certificate.subject.text() + "'";
  return "authority '" + authority + "' (" + word_of(role) + ", " + certificate.serial_hex() + ")";
}

std::vector<CrlIssuer> crl_issuers(store::Read& read, const authority::AuthorityConfigs& configs,
                                   const CrlRequest& request, Time now) {
  Collector collector(read, now);
  std::vector<std::pair<const authority::AuthorityConfig*, std::vector<x509::Certificate>>> chains;
  for (const auto& [name, config] : configs)
    if (!config.is_gateway() && (request.authority.empty() || request.authority == name))
      chains.emplace_back(&config, authority::read_issuers(config));
  for (const auto& [config, chain] : chains) {
    collector.add(CrlRole::current, *config, chain.front(), {{config->key, config->passphrase}});
    collector.add_former(*config);
  }
  for (const auto& [config, chain] : chains)
    for (std::size_t i = 1; i < chain.size(); ++i)
      collector.add(CrlRole::above, *config, chain[i], {place_above(*config, request.root_key)});
  std::vector<CrlIssuer> found = collector.take();
  std::erase_if(found, [&](const CrlIssuer& issuer) { return !is_wanted(issuer, request.issuer); });
  return found;
}

}  // namespace pkit
