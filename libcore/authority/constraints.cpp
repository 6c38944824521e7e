#include "authority/constraints.h"

#include "base/text.h"
#include "path/checks.h"
#include "x509/name_constraints.h"
#include "x509/oid.h"
#include "x509/san.h"

namespace pkit::authority {

namespace {

constexpr const char* kRemedy = "its name constraints say which names may be issued below it";

Fault fault(const char* where, std::string what) {
  return {Kind::denied, "authority.constraints", where, std::move(what), kRemedy};
}

/// As libcrypto reads them, which most that rely on the certificate will ask.
void judge_by_libcrypto(const x509::CertificateFields& fields, const x509::Certificate& ca,
                        std::vector<Fault>& faults) {
  for (const std::string& name : x509::names_outside(fields, ca)) {
    const bool subject = name == "subject";
    faults.push_back(fault(subject ? "subject" : "subjectAltName",
                           "'" + ca.subject.text() + "' does not permit " +
                               (subject ? "the subject '" + x509::Name::parse(fields.subject).text() + "'" : name)));
  }
}

/// As validate-cert does, which sees more: a wildcard over an excluded host, addresses in another dress, hosts of URIs.
/// Constraints that it cannot read are libcrypto's alone.
void judge_by_standard(const x509::CertificateFields& fields, const x509::Certificate& ca, std::vector<Fault>& faults) {
  const x509::Extension* extension = ca.extension(x509::oid::kNameConstraints);
  if (!extension) return;
  x509::NameConstraints constraints;
  try {
    constraints = x509::decode_name_constraints(extension->value);
  } catch (const Error&) {
    return;
  }
  std::vector<x509::GeneralName> names;
  if (!fields.sans.empty()) names = x509::read_general_names(x509::write_sans(fields.sans));
  for (const path::Finding& found : path::names_outside(names, x509::Name::parse(fields.subject), constraints))
    faults.push_back(fault("subjectAltName", "below '" + ca.subject.text() + "' " + found.what));
}

}  // namespace

std::vector<Fault> faults_of_names(const x509::CertificateFields& fields, const std::vector<x509::Certificate>& chain) {
  std::vector<Fault> faults;
  for (const x509::Certificate& ca : chain) {
    const std::size_t before = faults.size();
    judge_by_libcrypto(fields, ca, faults);
    if (faults.size() == before) judge_by_standard(fields, ca, faults);
  }
  return faults;
}

}  // namespace pkit::authority
