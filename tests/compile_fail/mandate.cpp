// Ways to a mandate. ATTEMPT 0 is the one that is open, and it compiles; every other must not.
#include "authority/mandate.h"

namespace pkit {

class Verdict {};
class Checked {
 public:
  x509::CertificateFields fields;
};

#if ATTEMPT == 0
authority::Mandate grant(const Verdict&, Checked&& checked) { return authority::Mandate(std::move(checked.fields)); }
authority::Mandate handed_on(authority::Mandate mandate) { return mandate; }
#elif ATTEMPT == 1  // by another function of the same module
authority::Mandate another(Checked&& checked) { return authority::Mandate(std::move(checked.fields)); }
#elif ATTEMPT == 2  // by a grant that wants no verdict
authority::Mandate grant(Checked&& checked) { return authority::Mandate(std::move(checked.fields)); }
#elif ATTEMPT == 3  // by changing one that was granted
void change(authority::Mandate& mandate) { mandate.fields_.ca = true; }
#elif ATTEMPT == 4  // by using one twice
authority::Mandate again(const authority::Mandate& mandate) { return mandate; }
#elif ATTEMPT == 5  // from nothing
authority::Mandate nothing() { return {}; }
#endif

}  // namespace pkit
