// Who a certificate is about (D25-D29): precedence, ambiguity, ill-formed names, maps.
#include "identity/identity.h"

#include <doctest/doctest.h>

#include "../error_of.h"
#include "x509/san.h"

using namespace pkit;
using identity::identify;
using test::verdict;

namespace {

/// GeneralName with a primitive context tag: email 1, dns 2, uri 6.
Bytes general(int tag, std::string_view text) {
  Bytes out = {static_cast<std::uint8_t>(0x80 | tag), static_cast<std::uint8_t>(text.size())};
  out.insert(out.end(), text.begin(), text.end());
  return out;
}

Bytes wrapped(std::uint8_t tag, const Bytes& content) {
  Bytes out = {tag, static_cast<std::uint8_t>(content.size())};
  out.insert(out.end(), content.begin(), content.end());
  return out;
}

Bytes upn(std::string_view text, std::uint8_t tag = 0x0c) {
  Bytes body = {0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x14, 0x02, 0x03};
  const Bytes value = wrapped(0xa0, wrapped(tag, to_bytes(text)));
  body.insert(body.end(), value.begin(), value.end());
  return wrapped(0xa0, body);
}

x509::Certificate holding(const std::vector<Bytes>& names, const std::string& cn = "web1") {
  x509::Certificate certificate;
  certificate.subject = x509::Name::of({{"O", "Acme"}, {"OU", "unit"}, {"CN", cn}});
  Bytes list;
  for (const Bytes& name : names) list.insert(list.end(), name.begin(), name.end());
  if (!names.empty()) certificate.extensions.push_back({"2.5.29.17", false, wrapped(0x30, list)});
  return certificate;
}

std::string user(const x509::Certificate& certificate, const identity::Map& map = identity::default_map()) {
  const identity::Identified identified = identify(certificate, map);
  if (!identified.faults.empty()) return "fault " + identified.faults.front().code;
  return identified.identity.is_null() ? "none" : identified.identity.text_or("userName");
}

const Bytes kUri = general(6, "urn:acme:user:ann"), kUpn = upn("ann@corp.example"),
            kEmail = general(1, "ann@acme.example"), kDns = general(2, "ann.acme.example");

}  // namespace

TEST_CASE("the declared precedence: URI, UPN, e-mail, DNS; never the common name unasked") {
  CHECK(user(holding({kDns, kEmail, kUpn, kUri})) == "urn:acme:user:ann");
  CHECK(user(holding({kDns, kEmail, kUpn})) == "ann@corp.example");
  CHECK(user(holding({kDns, kEmail})) == "ann@acme.example");
  CHECK(user(holding({kDns})) == "ann.acme.example");
  CHECK(user(holding({})) == "none");
}

TEST_CASE("D27: the object, in its spelling; what is not there is empty (D29)") {
  const Value told = identify(holding({kUpn}), identity::default_map()).identity;
  std::string keys;
  for (const auto& [key, value] : told.members()) keys += key + " ";
  CHECK(keys == "userName displayName attributes appID deviceId ");
  CHECK(told["displayName"].as_text().empty());
  CHECK(told["appID"].as_text().empty());
  CHECK(told["deviceId"].as_text().empty());
  CHECK(told["attributes"].members().empty());
}

TEST_CASE("two values of one source are refused; the same one twice is one") {
  CHECK(user(holding({kUpn, upn("bob@corp.example")})) == "fault identity.ambiguous");
  CHECK(user(holding({kDns, general(2, "b.example"), kUpn})) == "ann@corp.example");  // dns was not asked
  CHECK(user(holding({kUpn, kUpn})) == "ann@corp.example");
}

TEST_CASE("an ill-formed name is never passed over for the next source") {
  for (const Bytes& bad : {upn("ann"), upn("@b"), upn("a@"), upn("a@b@c"), upn("a\nb@c"), upn("ann@b", 0x16),
                           upn("\xff@b"), general(6, "no scheme"), general(6, std::string_view("urn:a\0b", 7))})
    CHECK(user(holding({bad, kEmail})) == "fault identity.ill_formed");
  CHECK(user(holding({general(1, "a b@c"), kDns})) == "fault identity.ill_formed");
  CHECK(user(holding({general(2, "a_b"), kUpn})) == "ann@corp.example");  // dns comes after
}

TEST_CASE("a map says what counts") {
  const auto with = [](const std::string& yaml) { return identity::read_map("version: 1\n" + yaml, "map.yaml"); };
  CHECK(user(holding({}), with("userName: [upn, CN]")) == "web1");
  CHECK(user(holding({kUpn}), with("userName: [upn, CN]")) == "ann@corp.example");
  CHECK(user(holding({kUri}), with("userName: { from: uri, after: 'urn:acme:user:' }")) == "ann");
  CHECK(user(holding({kEmail}), with("userName: [{ from: email, before: '@acme.example' }]")) == "ann");
  CHECK(user(holding({kUri, kUpn}), with("userName: [{ from: uri, after: 'urn:other:' }, upn]")) == "ann@corp.example");

  const identity::Map whole = with(
      "deviceId: { from: uri, after: 'urn:device:' }\nappID: OU\ndisplayName: CN\n"
      "attributes: { mail: email, unit: OU, absent: UID }\nuserName: upn");
  const Value told = identify(holding({kUpn, kEmail, general(6, "urn:device:d1")}), whole).identity;
  CHECK(told["deviceId"].as_text() == "d1");
  CHECK(told["appID"].as_text() == "unit");
  CHECK(told["displayName"].as_text() == "web1");
  CHECK(told["attributes"] == Value::map({{"mail", "ann@acme.example"}, {"unit", "unit"}}));
}

TEST_CASE("a faulty map is told with its place") {
  const auto reading = [](const std::string& yaml) {
    return test::error_of([&] { identity::read_map(yaml, "map.yaml"); });
  };
  const auto first = [&](const std::string& yaml) {
    const Error error = reading(yaml);
    return error.details().empty() ? error.code() : error.details().front().code + " " + error.details().front().where;
  };
  CHECK(first("userName: upn") == "config.missing map.yaml:1:1");
  CHECK(first("version: 2") == "config.bounds map.yaml:1:10");
  CHECK(first("version: 1\nuserName: upm") == "config.unknown map.yaml:2:11");
  CHECK(first("version: 1\nusername: upn") == "config.unknown map.yaml:2:1");
  CHECK(first("version: 1\nuserName: 7") == "config.type map.yaml:2:11");
  CHECK(first("version: 1\nuserName: { form: upn }").starts_with("config."));
  CHECK(reading("version: 1\nuserName: [").kind() == Kind::config);
}
