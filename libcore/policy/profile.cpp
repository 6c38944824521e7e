#include "policy/profile.h"

#include <algorithm>
#include <set>

#include "policy/profile_reader.h"
#include "x509/issuer_urls.h"
#include "x509/key.h"
#include "x509/san.h"

namespace pkit::policy {

using config::Faults;
using config::FieldType;
using config::Section;

namespace {

constexpr Duration kMinute = 60'000;
constexpr int kMostYears = 100;
constexpr Duration kMost = kMostYears * 36'525LL * 24 * 36'000;  // 365.25 days a year, in ms

}  // namespace

const std::vector<config::Field> kProfileFields = {
    {.key = "authority", .type = FieldType::text, .otherwise = "the only one", .help = "who signs"},
    {.key = "lifetime",
     .type = FieldType::text,
     .otherwise = "90d",
     .help = "1m to 100y; s m h d w, and y for the same date that many years on"},
    {.key = "keys",
     .type = FieldType::text_or_list,
     .otherwise = "[ec-p256, ec-p384, rsa-2048+, ed25519]",
     .help = "types of key that are certified"},
    {.key = "key_usage",
     .type = FieldType::text_or_list,
     .otherwise = "[digitalSignature]",
     .help = "a usage that a type of key cannot have is left out for it: keyEncipherment is for RSA alone"},
    {.key = "extended_key_usage",
     .type = FieldType::text_or_list,
     .otherwise = "[clientAuth]",
     .help = "words, and OIDs for purposes that have none"},
    {.key = "names",
     .type = FieldType::text,
     .otherwise = "from-principal",
     .words = kOneOf<"from-principal", "from-csr", "template">,
     .help = "which of the names asked for are granted"},
    {.key = "subject",
     .type = FieldType::map,
     .otherwise = "{CN: \"{ClientMachine}\"}",
     .help = "attributes and their templates, most specific first"},
    {.key = "san",
     .type = FieldType::map,
     .help = "templates for dns, ip, email, uri, upn, kerberos, smtputf8 and rid"},
    {.key = "allowed",
     .type = FieldType::map,
     .help = "names: from-csr only: globs for cn, the other attributes and the types of san; cidrs for ip"},
    {.key = "crl_urls", .type = FieldType::text_or_list, .help = "where the CRL is"},
    {.key = "ocsp_urls", .type = FieldType::text_or_list, .help = "who answers OCSP"},
    {.key = "issuer_urls", .type = FieldType::text_or_list, .help = "where the issuer's certificate is"},
    {.key = "policies", .type = FieldType::text_or_list, .help = "OIDs of certificate policies"},
    {.key = "no_revocation",
     .type = FieldType::boolean,
     .otherwise = "false",
     .help = "certificates say that nobody will tell of their revocation (RFC 9608): for short lives"},
    {.key = "tolerate",
     .type = FieldType::text_or_list,
     .help = "encodings that are let pass, of devices that cannot be changed"},
    {.key = "backdate",
     .type = FieldType::duration,
     .otherwise = "1m",
     .least = 0,
     .most = 7LL * 24 * 3600 * 1000,
     .help = "notBefore is so long ago, for clients whose clock is behind"},
    {.key = "unique_keys", .type = FieldType::boolean, .otherwise = "false", .help = "a key has one holder only"},
    {.key = "renew_within",
     .type = FieldType::duration,
     .help = "how long before its end a certificate is renewed; else the smaller of 30 days and a third of its life"},
    {.key = "renew_expired",
     .type = FieldType::duration,
     .help = "how long after its end a certificate may still be renewed; else not at all"},
};

namespace {

void read_authority(const Section& section, const std::vector<std::string>& authorities, Profile& profile) {
  if (section.has("authority")) {
    profile.authority = section.text("authority");
    if (std::find(authorities.begin(), authorities.end(), profile.authority) == authorities.end())
      section.faults().unknown(section.at("authority"), section.name() + ": unknown authority", profile.authority,
                               authorities);
  } else if (authorities.size() == 1) {
    profile.authority = authorities.front();
  } else if (!authorities.empty()) {
    section.faults().add(section.at(), "profile.authority", section.name() + " does not say which authority signs",
                         "authority: is one of " + join(authorities, ", "));
  } else {
    section.faults().add(section.at(), "profile.authority", section.name() + " has no authority that could sign",
                         "add one under authorities:");
  }
}

void read_lifetime(const Section& section, Profile& profile) {
  const std::string text = section.text("lifetime", "90d");
  const std::optional<Lifetime> lifetime = parse_lifetime(text);
  if (!lifetime) {
    section.faults().add(section.at("lifetime"), "profile.lifetime",
                         section.name() + ".lifetime is '" + text + "', which is no duration",
                         "write it like 90d or 1y");
    return;
  }
  const bool fits = lifetime->years > 0 ? lifetime->years <= kMostYears
                                        : lifetime->duration >= kMinute && lifetime->duration <= kMost;
  if (!fits)
    section.faults().add(section.at("lifetime"), "profile.lifetime", section.name() + ".lifetime is out of bounds",
                         "1m to 100y");
  profile.lifetime = *lifetime;
}

void read_keys(const Section& section, Profile& profile) {
  profile.keys = section.texts("keys", {"ec-p256", "ec-p384", "rsa-2048+", "ed25519"});
  if (profile.keys.empty())
    section.faults().add(section.at("keys"), "profile.keys", section.name() + ".keys is empty: no key would be taken",
                         "one or more of " + join(x509::key_words(), ", "));
  each_text(section, "keys", [&](const std::string& word, Position at) {
    const std::vector<std::string>& words = x509::key_words();
    if (std::find(words.begin(), words.end(), word) == words.end())
      section.faults().unknown(at, section.name() + ": unknown type of key", word, words);
  });
}

std::vector<std::string> read_urls(const Section& section, std::string_view key) {
  each_text(section, key, [&](const std::string& url, Position at) {
    const std::string begin = lower(url.substr(0, url.find("://") + 3));
    const bool known = begin == "http://" || begin == "https://" || begin == "ldap://";
    if (!known || !x509::san_fault({x509::SanType::uri, x509::url_of_some_issuer(url)}).empty())
      section.faults().add(at, "profile.url", section.name() + "." + std::string(key) + " has '" + url + "', no URL",
                           "it begins with http://, https:// or ldap://");
  });
  return section.texts(key);
}

void read_policies(const Section& section, Profile& profile) {
  profile.policies = section.texts("policies");
  std::set<std::string> seen;
  each_text(section, "policies", [&](const std::string& oid, Position at) {
    if (!dotted_oid(oid))
      section.faults().add(at, "profile.policy", section.name() + ".policies has '" + oid + "', no OID",
                           "write it like 1.3.6.1.4.1.99999.1");
    if (!seen.insert(oid).second)
      section.faults().add(at, "profile.policy", section.name() + ".policies has " + oid + " twice");
  });
}

/// RFC 9608 2: nothing beside it says where a revocation could be asked for.
void read_no_revocation(const Section& section, Profile& profile) {
  constexpr Duration kShort = 10LL * 24 * 3600 * 1000;
  profile.no_revocation = section.boolean("no_revocation", false);
  if (!profile.no_revocation) return;
  for (const char* key : {"crl_urls", "ocsp_urls"})
    if (section.has(key))
      section.faults().add(section.at(key), "profile.no_revocation", section.name() + " has no_revocation and " + key,
                           "leave one of them out");
  if (profile.lifetime.years > 0 || profile.lifetime.duration > kShort)
    section.faults().warn(section.at("no_revocation"), section.name() +
                                                           " has no_revocation and a lifetime over 10d: what is lost "
                                                           "can be used that long");
}

void read_tolerances(const Section& section, Profile& profile) {
  each_text(section, "tolerate", [&](const std::string& word, Position at) {
    const auto tolerance = x509::tolerance_by_word(word);
    if (!tolerance)
      return section.faults().unknown(at, section.name() + ": unknown tolerance", word, x509::tolerance_words());
    profile.tolerate.insert(*tolerance);
  });
}

Profile read_profile(const std::string& name, const Value& value, const std::vector<std::string>& authorities,
                     Faults& faults) {
  const Section section(value, "profiles." + name, kProfileFields, faults);
  Profile profile;
  profile.name = name;
  profile.at = section.at();
  read_authority(section, authorities, profile);
  read_lifetime(section, profile);
  read_keys(section, profile);
  read_usages(section, profile);
  read_tolerances(section, profile);
  read_names(section, profile);
  profile.crl_urls = read_urls(section, "crl_urls");
  read_no_revocation(section, profile);
  profile.ocsp_urls = read_urls(section, "ocsp_urls");
  profile.issuer_urls = read_urls(section, "issuer_urls");
  read_policies(section, profile);
  profile.backdate = section.duration("backdate", profile.backdate);
  profile.unique_keys = section.boolean("unique_keys", false);
  if (section.has("renew_within")) profile.renew_within = section.duration("renew_within", 0);
  if (section.has("renew_expired")) profile.renew_expired = section.duration("renew_expired", 0);
  return profile;
}

}  // namespace

void each_text(const Section& section, std::string_view key, const EachText& each) {
  const Value& value = section.value(key);
  if (value.is_text()) each(value.as_text(), value.at());
  if (!value.is_list()) return;
  for (const Value& item : value.items()) {
    if (item.is_text()) each(item.as_text(), item.at());
  }
}

bool dotted_oid(const std::string& text) {
  const std::vector<std::string> arcs = split(text, '.');
  const bool whole = std::all_of(arcs.begin(), arcs.end(), [](const std::string& arc) {
    return !arc.empty() && arc.size() <= 18 && (arc.size() == 1 || arc[0] != '0') &&
           std::all_of(arc.begin(), arc.end(), [](char c) { return c >= '0' && c <= '9'; });
  });
  if (!whole || arcs.size() < 2) return false;
  return arcs[0] == "2" || ((arcs[0] == "0" || arcs[0] == "1") && std::stoll(arcs[1]) < 40);
}

Profiles read_profiles(const Value& section, const std::vector<std::string>& authorities, Faults& faults) {
  Profiles profiles;
  if (section.is_null()) return profiles;
  if (!section.is_map()) {
    faults.add(section.at(), "config.type", std::string("profiles must be a map, not ") + Value::name(section.type()));
    return profiles;
  }
  for (const auto& [name, value] : section.members())
    profiles.emplace(name, read_profile(name, value, authorities, faults));
  return profiles;
}

}  // namespace pkit::policy
