// Checked: the request held against its profile, every fault listed, and the certificate that would come of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "authority/mandate.h"
#include "decision/verdict.h"
#include "policy/check.h"
#include "setup/setup.h"

namespace pkit {

class Checked {
 public:
  const policy::Profile& profile() const { return *profile_; }
  const std::vector<Fault>& faults() const { return faults_; }
  bool sound() const { return faults_.empty(); }
  const std::vector<policy::Difference>& differences() const { return differences_; }
  /// Does --strict count it? Not that of a key identifier: keytool asks for its own way of making one with every
  /// request, and nobody who reads a certificate minds.
  static bool counts(const policy::Difference& difference) { return difference.field != "subjectKeyIdentifier"; }
  bool differs() const;
  const x509::CertificateFields& fields() const { return fields_; }
  const std::vector<std::string>& names() const { return names_; }  // "cn:web1", sorted
  /// "version-2: ... (RFC 2986 4.1)": what is odd about the CSR and let pass.
  const std::vector<std::string>& tolerated() const { return tolerated_; }
  const Bytes& csr_sha256() const { return csr_sha256_; }
  /// Caps a default notAfter to the issuer's end and says so; Error{usage "issue.not_after"} where a later one was
  /// asked for.
  /// Adds what the authority's own certificates do not permit.
  void refuse(std::vector<Fault> faults);
  void limit(Time issuer_end, std::vector<std::string>& warnings);

 private:
  friend Checked check_request(const Setup&, const Intake&, const Caller&, const Verdict&);
  friend authority::Mandate grant(const Verdict&, Checked&&);
  const policy::Profile* profile_ = nullptr;
  std::vector<Fault> faults_;
  std::vector<policy::Difference> differences_;
  x509::CertificateFields fields_;
  std::vector<std::string> names_, tolerated_;
  Bytes csr_sha256_;
  bool not_after_asked_ = false;
};

/// Error{usage "profile.unknown"} where a profile that is asked for does not exist: asked before any handler runs.
void require_profile(const Setup& setup, const Intake& intake);
/// The profile that applies: the verdict's, else the one asked for, else registration's, else the only one. A fault
/// (denied "profile.refused") where register asks for one that its chain does not list; Error{config
/// "profile.missing"}. An end beyond the profile's lifetime or in the past is Error{usage "issue.not_after"}, and a
/// fault (denied "registration.not_after") where a stored request asked for it.
Checked check_request(const Setup& setup, const Intake& intake, const Caller& caller, const Verdict& verdict);

}  // namespace pkit
