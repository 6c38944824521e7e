// The right to have one leaf certificate signed, once. Only pkit::grant makes it, from an allowing Verdict and a
// Checked over the same CSR digest (a test that must not compile shows it).
#pragma once

#include <utility>

#include "base/bytes.h"
#include "x509/certificate.h"

namespace pkit::authority {
class Mandate;
}
namespace pkit {
class Verdict;
class Checked;
authority::Mandate grant(const Verdict& verdict, Checked&& checked);
}  // namespace pkit

namespace pkit::authority {

class Mandate {
 public:
  Mandate(Mandate&&) noexcept = default;
  Mandate& operator=(Mandate&&) noexcept = default;
  Mandate(const Mandate&) = delete;
  Mandate& operator=(const Mandate&) = delete;

  /// What is to be signed: everything but serial, issuer and authority key id, which the authority adds.
  const x509::CertificateFields& fields() const { return fields_; }

 private:
  friend Mandate pkit::grant(const pkit::Verdict&, pkit::Checked&&);
  explicit Mandate(x509::CertificateFields fields) : fields_(std::move(fields)) {}
  x509::CertificateFields fields_;
};

}  // namespace pkit::authority
