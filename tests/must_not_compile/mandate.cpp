// Nobody but lifecycle::grant makes the right to sign, nobody copies it, and nothing else can be signed.
#include "authority/mandate.h"

#include <utility>

#include "authority/authority.h"

namespace pkit {

authority::Signed sign_what_was_granted(authority::Authority& authority, const lifecycle::Verdict& verdict,
                                        lifecycle::Checked&& checked, const Bytes& serial) {
  return authority.sign(lifecycle::grant(verdict, std::move(checked)), serial);
}

#ifdef MADE_BY_SOMEBODY_ELSE
authority::Mandate forged(x509::CertificateFields fields) { return authority::Mandate(std::move(fields)); }
#endif

#ifdef MADE_FROM_NOTHING
authority::Mandate forged() { return {}; }
#endif

#ifdef COPIED
authority::Mandate twice(const authority::Mandate& mandate) { return mandate; }
#endif

#ifdef ASSIGNED
void twice(authority::Mandate& to, const authority::Mandate& mandate) { to = mandate; }
#endif

#ifdef CHANGED
void widen(authority::Mandate& mandate, x509::CertificateFields fields) { mandate.fields() = std::move(fields); }
#endif

#ifdef SIGNED_WITHOUT
authority::Signed sign(authority::Authority& authority, const x509::CertificateFields& fields, const Bytes& serial) {
  return authority.sign(fields, serial);
}
#endif

#ifdef SIGNED_WITHOUT_GIVING_IT_UP
authority::Signed sign(authority::Authority& authority, authority::Mandate& mandate, const Bytes& serial) {
  return authority.sign(mandate, serial);
}
#endif

#ifdef GRANTED_WITHOUT_GIVING_IT_UP
authority::Mandate grant(const lifecycle::Verdict& verdict, lifecycle::Checked& checked) {
  return lifecycle::grant(verdict, checked);
}
#endif

}  // namespace pkit
