#include "decision/stages/grant.h"

namespace pkit {

authority::Mandate grant(const Verdict& verdict, Checked&& checked) {
  if (!verdict.allows() || !checked.sound() || verdict.csr_sha256().empty() ||
      !equal(verdict.csr_sha256(), checked.csr_sha256()))
    throw Error(Kind::internal, "internal", "a certificate was to be granted that was not decided on");
  return authority::Mandate(std::move(checked.fields_));
}

}  // namespace pkit
