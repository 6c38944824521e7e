// Ranges of addresses.
#include "../error_of.h"
#include "pattern/pattern.h"

using pkit::pattern::Cidr;
using pkit::test::error_of;
using pkit::test::verdict_of;
using namespace std::string_literals;

TEST_CASE("ranges contain addresses of their own family") {
  struct Row {
    const char* range;
    std::string address;
    bool inside;
  };
  for (const Row& row : {
           Row{"10.0.0.0/8", "10.0.0.0", true},
           Row{"10.0.0.0/8", "10.255.255.255", true},
           Row{"10.0.0.0/8", "11.0.0.0", false},
           Row{"10.0.0.0/8", "9.255.255.255", false},
           Row{"192.168.4.0/22", "192.168.7.255", true},
           Row{"192.168.4.0/22", "192.168.8.0", false},
           Row{"192.168.4.0/22", "192.168.3.255", false},
           Row{"0.0.0.0/0", "255.255.255.255", true},
           Row{"0.0.0.0/0", "::1", false},
           Row{"10.1.2.3", "10.1.2.3", true},
           Row{"10.1.2.3", "10.1.2.4", false},
           Row{"10.1.2.3/32", "10.1.2.3", true},
           Row{"10.1.2.2/31", "10.1.2.3", true},
           Row{"2001:db8::/32", "2001:db8:ffff::1", true},
           Row{"2001:db8::/32", "2001:0DB8:0:0:0:0:0:1", true},
           Row{"2001:db8::/32", "2001:db9::", false},
           Row{"2001:db8::/33", "2001:db8:7fff::", true},
           Row{"2001:db8::/33", "2001:db8:8000::", false},
           Row{"::/0", "2001:db8::1", true},
           Row{"::/0", "10.0.0.1", false},
           Row{"::1", "::1", true},
           Row{"::1/128", "::2", false},
           Row{"10.0.0.0/8", "::ffff:10.0.0.1", true},
           Row{"11.0.0.0/8", "::ffff:10.0.0.1", false},
           Row{"::/0", "::ffff:10.0.0.1", false},
           Row{"10.0.0.0/8", "", false},
           Row{"10.0.0.0/8", "host", false},
           Row{"10.0.0.0/8", "10.0.0.1 ", false},
           Row{"10.0.0.0/8", "10.0.0.1\0"s, false},
           Row{"10.0.0.0/8", "10.0.0.01", false},
           Row{"10.0.0.0/8", "10.1", false},
           Row{"10.0.0.0/8", "0x0a.0.0.1", false},
           Row{"10.0.0.0/8", "10.0.0.0/8", false},
           Row{"fe80::/10", "fe80::1%eth0", false},
       }) {
    CAPTURE(row.range);
    CAPTURE(row.address);
    CHECK(Cidr(row.range).contains(row.address) == row.inside);
  }
}

TEST_CASE("what is no range") {
  for (const std::string& bad : {""s,
                                 "/"s,
                                 "/8"s,
                                 "host"s,
                                 "10.0.0.0/"s,
                                 "10.0.0.0/33"s,
                                 "10.0.0.0/-1"s,
                                 "10.0.0.0/+8"s,
                                 "10.0.0.0/08"s,
                                 "10.0.0.0/8/8"s,
                                 "10.0.0.0/8 "s,
                                 " 10.0.0.0/8"s,
                                 "10.0.0.0/ 8"s,
                                 "10.0.0/8"s,
                                 "010.0.0.0/8"s,
                                 "256.0.0.0/8"s,
                                 "2001:db8::/129"s,
                                 "2001:db8::/1000"s,
                                 "2001:db8::/32\0"s,
                                 "10.0.0.0\0/8"s,
                                 ":::/0"s,
                                 "fe80::%eth0/10"s,
                                 "10.0.0.0/99999999999"s}) {
    CAPTURE(bad);
    CHECK(verdict_of(error_of([&] { Cidr{bad}; })) == "2 pattern.cidr");
  }
}

TEST_CASE("a range with bits behind its prefix is told what it would be") {
  struct Row {
    const char *text, *hint;
  };
  for (auto [text, hint] :
       {Row{"10.1.2.3/8", "the range is 10.0.0.0/8"}, Row{"2001:db8::1/32", "the range is 2001:db8::/32"},
        Row{"0.0.0.1/0", "the range is 0.0.0.0/0"}, Row{"10.0.0.1/31", "the range is 10.0.0.0/31"}}) {
    CAPTURE(text);
    const pkit::Error e = error_of([&] { Cidr{text}; });
    CHECK(verdict_of(e) == "2 pattern.cidr");
    CHECK(e.hint() == hint);
  }
}
