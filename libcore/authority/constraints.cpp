#include "authority/constraints.h"

#include "x509/name_constraints.h"

namespace pkit::authority {

std::vector<Fault> faults_of_names(const x509::CertificateFields& fields, const std::vector<x509::Certificate>& chain) {
  std::vector<Fault> faults;
  for (const x509::Certificate& ca : chain)
    for (const std::string& name : x509::names_outside(fields, ca))
      faults.push_back(
          {Kind::denied, "authority.constraints", name == "subject" ? "subject" : "subjectAltName",
           "'" + ca.subject.text() + "' does not permit " +
               (name == "subject" ? "the subject '" + x509::Name::parse(fields.subject).text() + "'" : name),
           "its name constraints say which names may be issued below it"});
  return faults;
}

}  // namespace pkit::authority
