#include "authority/trial.h"

#include <algorithm>

#include "authority/authority.h"
#include "authority/seal.h"
#include "x509/libcrypto_trial.h"

namespace pkit::authority {

namespace {

constexpr Duration kMinute = 60'000;

x509::CertificateFields trial_fields(const TrialProfile& profile, const std::vector<x509::Certificate>& chain,
                                     const World& world, Time now) {
  // Its private half is gone before anything is signed.
  const x509::PublicKey key = x509::PrivateKey::generate("ec-p256").public_key();
  const x509::Certificate& issuer = chain.front();
  x509::CertificateFields fields;
  fields.serial = new_serial(world, now);
  fields.subject = x509::Name::of({{"CN", "trial"}}).der();
  fields.not_before = now / 1000 * 1000 - kMinute;
  fields.not_after = std::min(fields.not_before + 2 * kMinute, issuer.not_after);
  fields.spki = key.spki();
  fields.subject_key_bits = key.key_bits();
  fields.extended_key_usage = profile.extended_key_usage;
  // Those that an EC key can have; RSA's encipherment says nothing about the CA.
  for (const std::string& usage : profile.key_usage)
    if (usage != "keyEncipherment" && usage != "dataEncipherment") fields.key_usage.push_back(usage);
  if (fields.key_usage.empty()) fields.key_usage = {"digitalSignature"};
  name_issuer(issuer, fields);
  return fields;
}

x509::PathUse use_of(const TrialProfile& profile) {
  const auto has = [&](const char* word) {
    const auto& words = profile.extended_key_usage;
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  if (has("serverAuth")) return x509::PathUse::server;
  return has("clientAuth") ? x509::PathUse::client : x509::PathUse::any;
}

std::string what_is_wrong(const std::vector<x509::Certificate>& chain, const x509::PrivateKey& key,
                          const TrialProfile& profile, const World& world, Time now) {
  try {
    const x509::CertificateFields fields = trial_fields(profile, chain, world, now);
    const x509::Certificate leaf = sign_clean(fields, key, inherited_faults(chain.front()));
    require_verifies(leaf, chain.front().key);
    const std::string refused = x509::refused_by_libcrypto(leaf, chain, use_of(profile), now);
    return refused.empty() ? "" : "OpenSSL does not accept what it signs: " + refused;
  } catch (const Error& e) {
    return e.what();  // one finding among those of the other profiles
  }
}

}  // namespace

std::vector<std::string> try_out(const std::vector<x509::Certificate>& chain, const x509::PrivateKey& key,
                                 const std::vector<TrialProfile>& profiles, const World& world, Time now) {
  std::vector<std::string> wrong;
  for (const TrialProfile& profile : profiles) {
    const std::string what = what_is_wrong(chain, key, profile, world, now);
    if (!what.empty()) wrong.push_back("profile '" + profile.name + "': " + what);
  }
  return wrong;
}

std::vector<std::string> require_trial(const std::vector<x509::Certificate>& chain, const x509::PrivateKey& key,
                                       const std::vector<TrialProfile>& profiles, const World& world, Time now) {
  std::vector<std::string> wrong = try_out(chain, key, profiles, world, now);
  if (profiles.empty() || wrong.size() < profiles.size()) return wrong;
  throw Error(Kind::config, "authority.trial",
              "'" + chain.front().subject.text() + "' can sign for none of the profiles: " + wrong.front(),
              "certificates of this CA would be refused; make a new one: pkit init --name NAME");
}

}  // namespace pkit::authority
