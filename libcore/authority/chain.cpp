#include "authority/chain.h"

#include <algorithm>

#include "config/refit.h"
#include "x509/name_constraints.h"
#include "x509/oid.h"

namespace pkit::authority {

namespace {

constexpr std::size_t kLongestChain = 256 * 1024;
constexpr std::size_t kMostLinks = 8;

[[noreturn]] void refuse(const std::string& subject, const std::string& what, const std::string& hint = {}) {
  throw Error(Kind::config, "authority.certificate", subject + " " + what, hint);
}

std::string subject_of(const x509::Certificate& certificate) { return "'" + certificate.subject.text() + "'"; }

/// RFC 5280 6.1.4 (k): whoever signs certificates says so; (n): keyUsage is asked only where it is present.
void require_ca(const x509::Certificate& certificate) {
  if (!certificate.is_ca.value_or(false)) refuse(subject_of(certificate), "is no CA certificate");
  if (!certificate.may("keyCertSign"))
    refuse(subject_of(certificate), "may not sign certificates: its keyUsage lacks keyCertSign");
}

void require_one_valid(const x509::Certificate& certificate, Time now) {
  if (now > certificate.not_after)
    throw Error(Kind::config, "authority.expired",
                subject_of(certificate) + " expired on " + print_time(certificate.not_after),
                "set up a new authority; certificates of this one are worthless too");
  if (now < certificate.not_before)
    throw Error(Kind::config, "authority.expired",
                subject_of(certificate) + " is not valid before " + print_time(certificate.not_before),
                "is the clock right?");
}

/// A leaf below `chain[0]` must be within every path length above it (RFC 5280 4.2.1.9): chain[i] has i CAs below it.
void require_length(const std::vector<x509::Certificate>& chain) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const auto& most = chain[i].path_length;
    if (most && *most < static_cast<int>(i)) refuse(subject_of(chain[i]), "permits fewer CAs below it than there are");
  }
}

}  // namespace

std::vector<x509::Certificate> link(x509::Certificate issuer, std::vector<x509::Certificate> above,
                                    const std::string& subject) {
  std::vector<x509::Certificate> chain;
  chain.push_back(std::move(issuer));
  for (x509::Certificate& next : above) {
    if (next.der == chain.back().der) continue;  // a chain file often begins with the issuer itself
    if (chain.size() == kMostLinks) refuse(subject, "holds too many certificates");
    if (const std::string why = x509::not_issued_because(chain.back(), next); !why.empty())
      refuse(subject, "is no chain: " + why, "each certificate is followed by its issuer");
    chain.push_back(std::move(next));
  }
  for (const x509::Certificate& each : chain) require_ca(each);
  require_length(chain);
  return chain;
}

void require_valid(const std::vector<x509::Certificate>& chain, Time now) {
  for (const x509::Certificate& each : chain) require_one_valid(each, now);
}

void require_understood(const std::vector<x509::Certificate>& chain) {
  static constexpr x509::oid::Oid kApplied[] = {x509::oid::kBasicConstraints,    x509::oid::kKeyUsage,
                                                x509::oid::kExtendedKeyUsage,    x509::oid::kSubjectAltName,
                                                x509::oid::kCertificatePolicies, x509::oid::kNameConstraints};
  for (const x509::Certificate& each : chain)
    for (const x509::Extension& extension : each.extensions) {
      if (extension.oid == x509::oid::kNameConstraints && !x509::has_readable_constraints(each))
        refuse(subject_of(each), "has name constraints that are not well formed",
               "names outside of them would be issued, and be worthless");
      if (extension.critical &&
          std::find(std::begin(kApplied), std::end(kApplied), extension.oid) == std::end(kApplied))
        refuse(subject_of(each), "has the critical extension " + extension.oid + ", which pkit does not know");
    }
}

std::vector<x509::Certificate> read_chain(const AuthorityConfig& config, Time now) {
  std::vector<x509::Certificate> chain = read_issuers(config);
  require_valid(chain, now);
  return chain;
}

namespace {

/// What lies in the files, of which nothing is known yet.
struct Files {
  x509::Certificate issuer;
  std::vector<x509::Certificate> above;
};

Files read_files(const AuthorityConfig& config) {
  const auto read = [](const Path& path, auto parse) {
    return config::as_config_error("authority.certificate", path.string(),
                                   [&] { return parse(read_file(path, kLongestChain)); });
  };
  x509::Certificate issuer = read(config.certificate, [&](const std::string& content) {
    return x509::parse_certificate_file(content, config.certificate.filename());
  });
  std::vector<x509::Certificate> above;
  if (!config.chain.empty())
    above = read(config.chain,
                 [&](const std::string& pem) { return x509::parse_certificates(pem, config.chain.filename()); });
  if (!config.chain.empty() && above.empty()) refuse(config.chain.string(), "holds no certificate");
  return {std::move(issuer), std::move(above)};
}

}  // namespace

std::vector<x509::Certificate> read_issuers(const AuthorityConfig& config) {
  Files files = read_files(config);
  return link(std::move(files.issuer), std::move(files.above), config.chain.string());
}

std::vector<x509::Certificate> listed_issuers(const AuthorityConfig& config) {
  Files files = read_files(config);
  std::vector<x509::Certificate> listed = std::move(files.above);
  listed.insert(listed.begin(), std::move(files.issuer));
  return listed;
}

}  // namespace pkit::authority
