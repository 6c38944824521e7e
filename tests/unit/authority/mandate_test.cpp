// A mandate is used once and made by pkit::grant alone; here grant is the test's own.
#include <type_traits>

#include "fixtures.h"

namespace pkit {

authority::Mandate grant(const Verdict&, Checked&& checked) { return authority::Mandate(std::move(checked.fields)); }

}  // namespace pkit

using namespace pkit;

static_assert(std::is_move_constructible_v<authority::Mandate>);
static_assert(!std::is_copy_constructible_v<authority::Mandate>);
static_assert(!std::is_copy_assignable_v<authority::Mandate>);
static_assert(!std::is_default_constructible_v<authority::Mandate>);
static_assert(!std::is_constructible_v<authority::Mandate, x509::CertificateFields>);

TEST_CASE("a mandate holds the fields that were granted") {
  x509::CertificateFields fields;
  fields.sans = {{x509::SanType::dns, "web1"}};
  CHECK(test::mandate_of(fields).fields().sans == fields.sans);
}
