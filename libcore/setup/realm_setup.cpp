#include "setup/realm_setup.h"

#include <sys/stat.h>

#include <algorithm>

namespace pkit {

namespace {

template <class Named>
void require_known(const std::string& word, const std::string& what, const std::map<std::string, Named>& things,
                   Position at, config::Faults& faults) {
  if (word.empty() || things.contains(word)) return;
  std::vector<std::string> known;
  for (const auto& [name, thing] : things) known.push_back(name);
  faults.unknown(at, "unknown " + what, word, known);
}

/// The common name that is required is the one that is signed, and what users may ask for beside it the realm requires.
policy::Profile profile_made_for(const std::string& realm) {
  policy::Profile made;
  made.name = section_of_realm(realm);
  made.keys = {"ec-p256", "ec-p384", "rsa-2048+", "ed25519"};
  made.key_usage = {"digitalSignature"};
  made.extended_key_usage = {"clientAuth"};
  made.names = policy::NamesMode::from_principal;
  made.subject = {{"CN", "{ClientMachine}"}};
  return made;
}

/// The CN of what is issued is the required one, whatever the profile's templates are for others.
void check_common_name(const realm::Realm& realm, const policy::Profile& profile, Position at, config::Faults& faults) {
  const auto cn = std::find_if(profile.subject.begin(), profile.subject.end(),
                               [](const auto& attribute) { return attribute.first == "CN"; });
  if (cn == profile.subject.end() || cn->second == "{ClientMachine}") return;
  faults.add(
      at, "realm.profile",
      "profile '" + profile.name + "' of realm " + realm.name + " makes another CN than the one that is required",
      "a profile of realms has subject: {CN: \"{ClientMachine}\"}");
}

/// By a generation procedure the key is elsewhere, and what comes back is held against the authority's certificates.
void check_authority(const realm::Realm& realm, const Setup& setup, const std::string& name, config::Faults& faults) {
  const auto found = setup.authorities.find(name);
  if (found == setup.authorities.end()) {
    if (name.empty())
      faults.add(realm.at, "realm.authority", "realm " + realm.name + " does not say whose certificates its users have",
                 "authority: NAME, of authorities");
    return;
  }
  const realm::Target* generation = realm.find(realm::Procedure::certificate_generation);
  if (!generation || found->second.gateway == generation->adapter) return;
  faults.add(realm.at, "realm.authority",
             "authority '" + name + "' of realm " + realm.name + " is not the CA that " + generation->adapter +
                 " asks: its key is here, or another adapter's",
             "authorities: NAME: {certificate: FILE, chain: FILE, gateway: " + generation->adapter + "}");
}

bool is_file(const Path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

authority::AuthorityConfig pkcs12_authority(const std::string& realm, const Value& written, const Path& home,
                                            config::Faults& faults) {
  const Value& file = written[realm::kPkcs12File];
  authority::AuthorityConfig made{.name = realm,
                                  .certificate = home / "ca" / ("realm-" + realm + ".crt"),
                                  .key = (home / file.as_text()).lexically_normal(),
                                  .chain = home / "ca" / ("realm-" + realm + "-chain.crt"),
                                  .passphrase = written.text_or(realm::kPkcs12Password),
                                  .at = file.at()};
  if (!is_file(made.key))
    faults.add(file.at(), "authority.file",
               "realms." + realm + "." + realm::kPkcs12File + " is " + made.key.string() + ", where no file is",
               "paths are absolute or relative to the home");
  else if (!is_file(made.certificate) || !is_file(made.chain))
    faults.add(file.at(), "authority.file", "the certificates in " + made.key.string() + " are not taken out of it yet",
               "pkit authority unpack " + realm);
  return made;
}

policy::Profile profile_of(const realm::Realm& realm, const Setup& setup, const std::string& only_authority,
                           const Value& written, config::Faults& faults) {
  const auto named = setup.profiles.find(realm.profile);
  policy::Profile profile = named == setup.profiles.end() ? profile_made_for(realm.name) : named->second;
  check_common_name(realm, profile, written["profile"].at(), faults);
  if (!realm.authority.empty()) profile.authority = realm.authority;
  if (profile.authority.empty()) profile.authority = only_authority;
  check_authority(realm, setup, profile.authority, faults);
  return profile;
}

}  // namespace

std::string section_of_realm(const std::string& realm) { return "realm " + realm; }

void add_pkcs12_authorities(const Value& realms, const Path& home, authority::AuthorityConfigs& authorities,
                            config::Faults& faults) {
  if (!realms.is_map()) return;
  for (const auto& [name, written] : realms.members()) {
    if (!written.is_map() || written.text_or(realm::kPkcs12File).empty() || !realm::is_realm_name(name)) continue;
    if (authorities.contains(name))
      faults.add(written[realm::kPkcs12File].at(), "realm.authority",
                 "realm " + name + " has a CA in a file, and there is an authority of the same name",
                 "call one of them otherwise");
    else
      authorities.emplace(name, pkcs12_authority(name, written, home, faults));
  }
}

void read_realm_setup(const Value& sources, const Value& realms, const Path& home, Setup& setup,
                      config::Faults& faults) {
  setup.user_sources = realm::read_user_sources(sources, setup.adapters, home, faults);
  setup.realms = realm::read_realms(realms, setup.user_sources, setup.adapters, faults);
  const std::string only = setup.authorities.size() == 1 ? setup.authorities.begin()->first : "";
  add_pkcs12_authorities(realms, home, setup.authorities, faults);
  for (const auto& [name, realm] : setup.realms) {
    const Value& written = realms[name];
    require_known(realm.profile, "profile", setup.profiles, written["profile"].at(), faults);
    require_known(realm.authority, "authority", setup.authorities, written["authority"].at(), faults);
    require_known(realm.chain, "chain", setup.chains, written["chain"].at(), faults);
    setup.operations[section_of_realm(name)] = {realm.chain.empty() ? setup.registration.chain : realm.chain,
                                                realm.default_allow};
    setup.profiles.insert_or_assign(section_of_realm(name), profile_of(realm, setup, only, written, faults));
  }
}

}  // namespace pkit
