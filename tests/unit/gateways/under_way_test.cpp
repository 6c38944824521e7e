// T-B18, T-B20: by what an order at another CA is found.
#include "gateways/under_way.h"

#include <doctest/doctest.h>

namespace pkit::gateways {

TEST_CASE("T-B18: no two orders are called the same, whatever a product is called") {
  CHECK(enrolment_name("server", "") == "server");
  CHECK(enrolment_name("server", "renew 4F") == "server renew 4F");
  CHECK(enrolment_name("A", "renew 4F") != enrolment_name("A renew 4F", ""));
  CHECK(enrolment_name("A ", "renew 4F") != enrolment_name("A", " renew 4F"));
  CHECK(enrolment_name("A\\", "renew 4F") != enrolment_name("A\\ renew 4F", ""));
}

}  // namespace pkit::gateways
