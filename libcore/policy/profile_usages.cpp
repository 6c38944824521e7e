// What a profile's certificates may be used for: `key_usage:` and `extended_key_usage:`.
#include <algorithm>
#include <set>

#include "policy/profile_reader.h"
#include "policy/usage_rules.h"
#include "x509/certificate.h"

namespace pkit::policy {

using config::Section;

namespace {

void read_key_usage(const Section& section, Profile& profile) {
  profile.key_usage = section.texts("key_usage", {"digitalSignature"});
  // RFC 5280 4.2.1.3: without the extension a key may be used for everything, which no profile means to say.
  if (profile.key_usage.empty())
    section.faults().add(section.at("key_usage"), "profile.usage",
                         section.name() + ".key_usage is empty: its certificates could be used for anything");
  each_text(section, "key_usage", [&](const std::string& word, Position at) {
    if (!among(word, x509::key_usage_words())) {
      section.faults().unknown(at, section.name() + ": unknown key usage", word, x509::key_usage_words());
    } else if (word == "keyCertSign" || word == "cRLSign") {
      section.faults().add(at, "profile.usage", section.name() + ".key_usage has " + word + ", which is a CA's alone",
                           "profiles are for leaf certificates");
    }
  });
}

void read_extended_key_usage(const Section& section, Profile& profile) {
  profile.extended_key_usage = section.texts("extended_key_usage", {"clientAuth"});
  std::set<std::string> seen;
  each_text(section, "extended_key_usage", [&](const std::string& word, Position at) {
    if (!among(word, x509::extended_key_usage_words()) && !dotted_oid(word))
      section.faults().unknown(at, section.name() + ": unknown extended key usage", word,
                               x509::extended_key_usage_words());
    if (!seen.insert(word).second)
      section.faults().add(at, "profile.usage", section.name() + ".extended_key_usage has " + word + " twice");
  });
}

}  // namespace

void read_usages(const Section& section, Profile& profile) {
  const std::size_t before = section.faults().list().size();
  read_key_usage(section, profile);
  read_extended_key_usage(section, profile);
  if (section.faults().list().size() != before) return;  // a misspelt usage breaks no rule
  for (const std::string& broken : broken_usage_rules(profile.key_usage, profile.extended_key_usage))
    section.faults().add(section.at("key_usage"), "profile.usage", section.name() + ": " + broken,
                         "key_usage and extended_key_usage must go together");
}

}  // namespace pkit::policy
