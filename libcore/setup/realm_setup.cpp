#include "setup/realm_setup.h"

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

policy::Profile profile_of(const realm::Realm& realm, const Setup& setup, const Value& written,
                           config::Faults& faults) {
  const auto named = setup.profiles.find(realm.profile);
  policy::Profile profile = named == setup.profiles.end() ? profile_made_for(realm.name) : named->second;
  check_common_name(realm, profile, written["profile"].at(), faults);
  if (!realm.authority.empty()) profile.authority = realm.authority;
  if (profile.authority.empty() && setup.authorities.size() == 1) profile.authority = setup.authorities.begin()->first;
  check_authority(realm, setup, profile.authority, faults);
  return profile;
}

}  // namespace

std::string section_of_realm(const std::string& realm) { return "realm " + realm; }

void read_realm_setup(const Value& sources, const Value& realms, const Path& home, Setup& setup,
                      config::Faults& faults) {
  setup.user_sources = realm::read_user_sources(sources, setup.adapters, home, faults);
  setup.realms = realm::read_realms(realms, setup.user_sources, setup.adapters, faults);
  for (const auto& [name, realm] : setup.realms) {
    const Value& written = realms[name];
    require_known(realm.profile, "profile", setup.profiles, written["profile"].at(), faults);
    require_known(realm.authority, "authority", setup.authorities, written["authority"].at(), faults);
    require_known(realm.chain, "chain", setup.chains, written["chain"].at(), faults);
    setup.operations[section_of_realm(name)] = {realm.chain.empty() ? setup.registration.chain : realm.chain,
                                                realm.default_allow};
    setup.profiles.insert_or_assign(section_of_realm(name), profile_of(realm, setup, written, faults));
  }
}

}  // namespace pkit
