// Name constraints of every form (RFC 5280 4.2.1.10, RFC 9549, RFC 9598).
#include <doctest/doctest.h>

#include <chrono>

#include "minting.h"
#include "path/name_match.h"

using namespace pkit;
using namespace pkit::path;
using namespace pkit::path::minting;

namespace {

Question lenient_question() {
  Question question = asked();
  question.lenient = true;
  return question;
}

std::string permitted(const Bytes& subtree, const Bytes& name) {
  return three({}, {constraints({subtree})}, {san({name})}, lenient_question());
}
std::string excluded(const Bytes& subtree, const Bytes& name) {
  return three({}, {constraints({}, {subtree})}, {san({name})}, lenient_question());
}

const std::string kNot = "not_permitted", kOut = "excluded", kValid = "valid", kUnjudged = "unjudged_name";

Bytes smtp(std::string_view mailbox) {
  const Bytes type = oid("1.3.6.1.5.5.7.8.9"), value = element(0xa0, text(0x0c, mailbox));
  Bytes content = type;
  content.insert(content.end(), value.begin(), value.end());
  return element(0xa0, content);
}

}  // namespace

TEST_CASE("dNSName: the host and everything below it") {
  CHECK(permitted(dns("example.com"), dns("example.com")) == kValid);
  CHECK(permitted(dns("example.com"), dns("a.b.EXAMPLE.com")) == kValid);
  CHECK(permitted(dns("example.com"), dns("badexample.com")) == kNot);
  CHECK(permitted(dns("example.com"), dns("com")) == kNot);
  CHECK(excluded(dns("example.com"), dns("a.example.com")) == kOut);
  CHECK(excluded(dns("example.com"), dns("a.example.org")) == kValid);
  CHECK(excluded(dns(""), dns("a.example.org")) == kOut);
}

TEST_CASE("a wildcard is in an excluded tree if any of it is, in a permitted one if all of it is") {
  CHECK(excluded(dns("host.example.com"), dns("*.example.com")) == kOut);
  CHECK(excluded(dns("a.host.example.com"), dns("*.example.com")) != kOut);
  CHECK(permitted(dns("host.example.com"), dns("*.example.com")) == kNot);
  CHECK(permitted(dns("example.com"), dns("*.example.com")) == kValid);
}

TEST_CASE("rfc822Name: a mailbox, a host, what is below a domain") {
  CHECK(permitted(email("ann@example.com"), email("ann@EXAMPLE.com")) == kValid);
  CHECK(permitted(email("ann@example.com"), email("Ann@example.com")) == kNot);
  CHECK(permitted(email("example.com"), email("ann@example.com")) == kValid);
  CHECK(permitted(email("example.com"), email("ann@a.example.com")) == kNot);
  CHECK(permitted(email(".example.com"), email("ann@a.example.com")) == kValid);
  CHECK(permitted(email(".example.com"), email("ann@example.com")) == kNot);
  CHECK(excluded(email("example.com"), email("ann@example.com")) == kOut);
}

TEST_CASE("rfc822Name holds for the addresses in the subject too, and for SmtpUTF8Mailbox (RFC 9598 6)") {
  Spec leaf = leaf_spec("Ca");
  leaf.subject = "emailAddress=ann@other.example,CN=leaf";
  const Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root", {constraints({email("example.com")})}))}, {}};
  CHECK(judge(mint(leaf), pool, lenient_question()) == kNot);
  CHECK(path::within(x509::read_general_names(sequence({smtp("\xc3\xa4nn@example.com")})).front(),
                     x509::read_general_names(sequence({email("example.com")})).front(), true) == Match::yes);
  CHECK(excluded(email("example.com"), smtp("\xc3\xa4nn@example.com")) == kOut);
  CHECK(permitted(email("example.com"), smtp("\xc3\xa4nn@other.example")) == kNot);
}

TEST_CASE("uniformResourceIdentifier: the host, without user and port; none, or an address, is refused") {
  const auto first = [](const Bytes& general) { return x509::read_general_names(sequence({general})).front(); };
  CHECK(within(first(uri("https://user@host.example.com:8443/p?q@evil.example")), first(uri("host.example.com")),
               true) == Match::yes);  // OpenSSL takes the user for a part of the host, and refuses
  CHECK(permitted(uri("host.example.com"), uri("https://host.example.com@evil.example/")) == kNot);
  CHECK(permitted(uri("example.com"), uri("https://host.example.com/")) == kNot);
  CHECK(permitted(uri(".example.com"), uri("https://host.example.com/")) == kValid);
  CHECK(permitted(uri(".example.com"), uri("https://example.com/")) == kNot);
  CHECK(excluded(uri(".example.com"), uri("https://HOST.example.com")) == kOut);
  for (const char* each : {"urn:a:b", "https://10.0.0.1/", "https://[::1]/", "mailto:a@example.com", "https:///path"})
    CHECK(permitted(uri(".example.com"), uri(each)) == kUnjudged);
  CHECK(excluded(uri("evil.example"), uri("urn:a:b")) == kUnjudged);
}

TEST_CASE("rfc822Name: what is no mailbox at a host is judged by nobody, so that no subtree is stepped around") {
  for (const char* each : {"x@bad.example.", "x@bad.example ", "x@[10.1.2.3]", "x@*.example",
                           "x@b\xc3\xa4"
                           "d.example"}) {
    CAPTURE(each);
    CHECK(excluded(email("bad.example"), email(each)) == kUnjudged);
    CHECK(excluded(email(".example"), email(each)) == kUnjudged);
    CHECK(permitted(email("bad.example"), email(each)) == kUnjudged);
  }
}

TEST_CASE("directoryName: what a name is compared as is made once, however many subtrees there are") {
  Bytes long_name;
  for (int i = 0; i < 10'000; ++i) long_name.insert(long_name.end(), {0xc3, 0x84});
  const Bytes cn = sequence({Bytes{0x06, 0x03, 0x55, 0x04, 0x03}, element(0x0c, long_name)});
  const Bytes name = element(0xa4, sequence({element(0x31, cn)}));
  std::vector<Bytes> subtrees;
  for (int i = 0; i < 1'000; ++i) subtrees.push_back(directory("CN=" + std::to_string(i)));
  const auto begun = std::chrono::steady_clock::now();
  CHECK(three({}, {constraints(subtrees)}, {san({name})}, lenient_question()) == kNot);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(2));
}

TEST_CASE("the host of a URI") {
  CHECK(uri_host("http://A.example:80#x") == "a.example");
  CHECK(uri_host("http://a.example?x") == "a.example");
  CHECK_FALSE(uri_host("http://a.example:80x/"));
  CHECK_FALSE(uri_host("http://a%2eexample/"));
  CHECK_FALSE(uri_host("http://evil.example\\@a.example/"));
  CHECK_FALSE(uri_host("http://"));
  CHECK_FALSE(uri_host("a:http://b.example/"));
}

TEST_CASE("iPAddress: ranges, and IPv4 in IPv6 (RFC 4291 2.5.5.2)") {
  const Bytes ten = ip({10, 0, 0, 0, 255, 0, 0, 0});
  CHECK(permitted(ten, ip({10, 1, 2, 3})) == kValid);
  CHECK(permitted(ten, ip({11, 1, 2, 3})) == kNot);
  CHECK(excluded(ten, ip({10, 1, 2, 3})) == kOut);
  const Bytes mapped = ip({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 1, 2, 3});
  CHECK(excluded(ten, mapped) == kOut);
  CHECK(permitted(ten, mapped) == kNot);
  CHECK(three({}, {constraints({ip({10, 0, 0, 0, 255, 0, 255, 0})})}, {}, lenient_question()).find("malformed") == 0);
  CHECK(three({}, {constraints({ip({10, 0, 0, 0})})}, {}, lenient_question()).find("malformed") == 0);
}

TEST_CASE("directoryName: RDNs from the top, compared as names are; an empty subject is in every tree") {
  const auto subject = [](const std::string& dn, const Ext& limits) {
    Spec leaf = leaf_spec("Ca");
    leaf.subject = dn;
    if (dn.empty()) leaf.extensions = with(leaf.extensions, {san({dns("a.example.com")}, true)});
    return judge(mint(leaf), {{mint(root_spec())}, {mint(ca_spec("Ca", "Root", {limits}))}, {}});
  };
  const Ext acme = constraints({directory("O=Acme")});
  CHECK(subject("CN=x,O=ACME ", acme) == kValid);
  CHECK(subject("CN=x,O=Other", acme) == kNot);
  CHECK(subject("O=Acme,CN=x", acme) == kNot);  // O is below CN
  CHECK(subject("", acme) == kValid);
  CHECK(subject("CN=x,O=Acme", constraints({}, {directory("O=acme")})) == kOut);
}

TEST_CASE("every CA above constrains; self-issued ones are passed over, the leaf never (6.1.3)") {
  CHECK(three({constraints({dns("example.com")})}, {constraints({dns("a.example.com")})}, {}) == kValid);
  CHECK(three({constraints({dns("b.example.com")})}, {constraints({dns("a.example.com")})}, {}) == kNot);
  CHECK(three({constraints({directory("CN=leaf")})}, {}, {}) == kNot);  // the CA between is named otherwise
}

TEST_CASE("forms that nobody can judge, minimum and maximum") {
  const Bytes registered = element(0x88, Bytes{0x2a, 0x03});
  CHECK(permitted(registered, registered) == kUnjudged);
  CHECK(permitted(registered, dns("a.example.com")) == kValid);
  const Bytes subtree = sequence({dns("example.com"), Bytes{0x80, 0x01, 0x01}});
  CHECK(
      three({}, {{"2.5.29.30", true, sequence({element(0xa0, subtree)})}}, {}, lenient_question()).find("malformed") ==
      0);
}

TEST_CASE("4.2.1.10: a subtree in which no name can be constrains nothing, and is refused") {
  const std::string_view nul("example.com\0", 12);
  for (const std::string_view each :
       {std::string_view("*.example.com"), std::string_view("example.com."), nul, std::string_view(" example.com"),
        std::string_view("."), std::string_view("https://example.com"), std::string_view("example.com:443"),
        std::string_view("10.0.0.1")}) {
    CAPTURE(each);
    CHECK(excluded(dns(each), dns("a.example.com")) == "malformed");
    CHECK(excluded(uri(each), uri("https://a.example.com/")) == "malformed");
    CHECK(permitted(uri(each), dns("a.example.com")) == "malformed");
    CHECK(excluded(email(each), email("a@example.com")) == "malformed");
  }
  for (const char* each : {"*@example.com", "@example.com", "a@.example.com", "a b@example.com", "a@example.com."})
    CHECK(excluded(email(each), email("a@example.com")) == "malformed");
}

TEST_CASE(
    "a dNSName subtree with a dot before it: none by the standard; where lenient, read so that nobody is let in") {
  CHECK(three({}, {constraints({dns(".example.com")})}, {}) == "profile");
  CHECK(permitted(dns(".example.com"), dns("a.example.com")) == kValid);
  CHECK(permitted(dns(".a.example.com"), dns("a.example.com")) == kNot);
  CHECK(excluded(dns(".a.example.com"), dns("a.example.com")) == kOut);
}

TEST_CASE("a million comparisons are not made") {
  std::vector<Bytes> names, trees;
  for (int i = 0; i < 1500; ++i) {
    names.push_back(dns("h" + std::to_string(i) + ".example"));
    trees.push_back(dns("t" + std::to_string(i) + ".example.org"));
  }
  CHECK(three({}, {constraints({}, trees)}, {san(names)}, lenient_question()) == "budget");
}
