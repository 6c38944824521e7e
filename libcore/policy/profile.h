// Profiles: what a certificate may look like, as pkit.yaml says it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "config/fields.h"
#include "pattern/name_glob.h"
#include "x509/san.h"
#include "x509/tolerance.h"

namespace pkit::policy {

enum class NamesMode { from_principal, from_csr, from_template };

struct Lifetime {
  Duration duration = 0;  // ms, or
  int years = 0;          // calendar years (C9)
};

struct Profile {
  std::string name;
  std::string authority;
  Lifetime lifetime{90LL * 24 * 3600 * 1000, 0};
  std::vector<std::string> keys;  // words
  std::vector<std::string> key_usage;
  std::vector<std::string> extended_key_usage;
  NamesMode names = NamesMode::from_principal;
  std::vector<std::pair<std::string, std::string>>
      subject;                                          // {"CN", "{ClientMachine}"}, as written: most specific first
  std::map<std::string, std::vector<std::string>> san;  // the words of kSanTypes -> templates
  struct Allowed {
    std::vector<pattern::NameGlob> cn;
    std::map<x509::SanType, std::vector<pattern::NameGlob>> sans;      // of every type but ip
    std::map<std::string, std::vector<pattern::NameGlob>> attributes;  // {"O", ..}: of the subject, beside the CN
    std::vector<pattern::Cidr> ip;
  } allowed;
  std::vector<std::string> crl_urls, ocsp_urls, issuer_urls, policies;
  bool unique_keys = false;
  std::optional<Duration> renew_within;   // of the end; absent: the smaller of 30 days and a third of its life
  std::optional<Duration> renew_expired;  // how long after its end it may still be renewed; absent: not at all
  bool no_revocation = false;             // noRevAvail (RFC 9608)
  x509::Tolerances tolerate;              // encodings of requests that are let pass
  Duration backdate = 60'000;             // notBefore is so long ago, for clients whose clock is a little behind
  Position at;
};
using Profiles = std::map<std::string, Profile>;

extern const std::vector<config::Field> kProfileFields;
/// Reads `profiles:`; `authorities` are the names that `authority:` may have (absent and only one: that one).
/// Placeholders in subject and san are principal fields only ("{ClientMachine}"): "{claimed...}" is a fault.
Profiles read_profiles(const Value& section, const std::vector<std::string>& authorities, config::Faults& faults);

/// The certificate's end for this lifetime: not_before + lifetime - 1 s, whole seconds.
Time end_of(const Lifetime& lifetime, Time not_before);
/// "365d" or "2y"; nothing for anything else.
std::optional<Lifetime> parse_lifetime(std::string_view text);

}  // namespace pkit::policy
