// One row: what is asked under which profile for whom, and what comes of it, both as one line of text.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "config/yaml.h"
#include "policy/check.h"
#include "x509/private_key.h"

namespace pkit::test {

/// The faults of a `profiles:` section as "LINE:COLUMN code", and its profiles where there is none.
struct ReadProfiles {
  policy::Profiles profiles;
  std::vector<std::string> faults, warnings;
};

inline ReadProfiles read_profiles(const std::string& yaml, const std::vector<std::string>& authorities = {"ca"}) {
  config::Faults faults("pkit.yaml");
  ReadProfiles read;
  read.profiles = policy::read_profiles(config::parse_yaml(yaml, "pkit.yaml"), authorities, faults);
  for (const Fault& fault : faults.list()) {
    CHECK(fault.kind == Kind::config);
    read.faults.push_back(fault.where.substr(std::string("pkit.yaml:").size()) + " " + fault.code);
  }
  read.warnings = faults.warnings();
  return read;
}

/// The one profile of flow-style YAML: profile_of("names: from-csr, allowed: {cn: x}").
inline policy::Profile profile_of(const std::string& settings) {
  ReadProfiles read = read_profiles("agent: {" + settings + "}\n");
  REQUIRE_MESSAGE(read.faults.empty(), settings);
  return std::move(read.profiles.at("agent"));
}

/// One key a type for the whole program: RSA keys are slow to make.
inline const x509::PublicKey& key_of(const std::string& word) {
  static std::map<std::string, x509::PublicKey> keys;
  auto found = keys.find(word);
  if (found == keys.end()) found = keys.emplace(word, x509::PrivateKey::generate(word).public_key()).first;
  return found->second;
}

inline std::vector<x509::San> sans_of(const std::string& words) {
  std::vector<x509::San> sans;
  for (const std::string& word : split(words, ' ')) {
    if (word.starts_with("other:"))
      sans.push_back({x509::SanType::other, word.substr(6)});
    else if (!word.empty())
      sans.push_back(x509::parse_san(word));
  }
  return sans;
}

/// "CN=web1 | dns:web1 | dropped subject.OU lab->", or "policy.cn @subject.CN, policy.san @--san[0]".
inline std::string outcome_of(const policy::Checked& checked) {
  std::vector<std::string> parts;
  for (const Fault& fault : checked.faults) {
    CHECK(fault.kind == Kind::denied);
    CHECK(!fault.what.empty());
    parts.push_back(fault.code + " @" + fault.where);
  }
  CHECK(checked.permitted.has_value() == checked.faults.empty());
  if (!checked.permitted) return join(parts, ", ");
  for (const x509::San& san : checked.permitted->names.sans)
    parts.push_back(std::string(x509::san_word(san.type)) + ":" + san.value);
  const std::string sans = join(parts, " ");
  parts.clear();
  for (const policy::Difference& d : checked.permitted->differences)
    parts.push_back(d.what + " " + d.field + " " + d.asked + "->" + d.got);
  return checked.permitted->names.subject.text() + " | " + sans + " | " + join(parts, ", ");
}

}  // namespace pkit::test
