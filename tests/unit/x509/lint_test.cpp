// The lint table: for each rule one change to a good certificate that breaks it, and nothing else.
#include "x509/lint.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/codes.h"
#include "base/text.h"
#include "making.h"
#include "x509/der.h"

using namespace pkit;
using namespace pkit::x509;
using namespace pkit::x509::making;

namespace {

std::vector<std::string> codes_of(const Certificate& certificate) {
  std::vector<std::string> out;
  for (const Fault& fault : lint(certificate)) out.push_back(fault.code);
  return out;
}

Extension& extension(Certificate& c, std::string_view oid) {
  return *std::find_if(c.extensions.begin(), c.extensions.end(), [&](const Extension& e) { return e.oid == oid; });
}

void add(Certificate& c, std::string_view oid, bool critical, Bytes value = {}) {
  c.extensions.push_back({std::string(oid), critical, std::move(value)});
}

void without(Certificate& c, std::string_view oid) {
  std::erase_if(c.extensions, [&](const Extension& e) { return e.oid == oid; });
}

/// A name of one attribute in this string type, as we would not write it.
Name name_of(std::string_view oid, std::uint8_t tag, std::string_view value) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::kSet, [&] {
      writer.constructed(der::kSequence, [&] {
        writer.oid(oid);
        writer.element(tag, value);
      });
    });
  });
  return Name::parse(writer.bytes());
}

void with_key(Certificate& c, const std::string& word) {
  c.key = key_of(word).public_key();
  c.subject_key_id = subject_key_id(c.key.key_bits());
}

/// The year 2026 in a GeneralizedTime.
void with_long_time(Certificate& c) {
  const std::string utc =
                        "\x17\x0d"
                        "260101000000Z",
                    generalized =
                        "\x18\x0f"
                        "20260101000000Z";
  std::string tbs(as_text(c.tbs));
  tbs.replace(tbs.find(utc), utc.size(), generalized);
  tbs.replace(0, 4, "");
  der::Writer writer;
  // The two lengths around it grow by two: the TBSCertificate's and the Validity's.
  const std::size_t validity = tbs.find(generalized) - 1;
  tbs[validity] = static_cast<char>(tbs[validity] + 2);
  writer.element(der::kSequence, std::string_view(tbs));
  c.tbs = writer.take();
}

struct Row {
  std::string code;
  void (*change)(Certificate&);
};

const std::vector<Row>& leaf_rows() {
  static const std::vector<Row> rows = {
      {"lint.version", [](Certificate& c) { c.version = 1; }},
      {"lint.serial.positive", [](Certificate& c) { c.serial = {0}; }},
      {"lint.serial.positive",
       [](Certificate& c) {
         c.serial = {0x80, 1};
       }},
      {"lint.serial.length", [](Certificate& c) { c.serial = Bytes(21, 1); }},
      {"lint.signature", [](Certificate& c) { c.signature_algorithm.taken = false; }},
      {"lint.validity.order", [](Certificate& c) { c.not_after = *parse_time("1949-12-31"); }},
      {"lint.validity.type", with_long_time},
      {"lint.key", [](Certificate& c) { c.key_taken = false; }},
      {"lint.unique_ids", [](Certificate& c) { c.has_unique_ids = true; }},
      {"lint.critical", [](Certificate& c) { add(c, "1.2.3", true); }},
      {"lint.no_revocation", [](Certificate& c) { add(c, "2.5.29.56", false, *from_hex("0500")); }},
      {"lint.ocsp_no_check", [](Certificate& c) { add(c, "1.3.6.1.5.5.7.48.1.5", false, *from_hex("0500")); }},
      {"lint.encoding",
       [](Certificate& c) {
         c.oddities = {{Tolerance::boolean_one, 0}};
       }},
      {"lint.san.underscore",
       [](Certificate& c) {
         c.oddities = {{Tolerance::dns_underscore, 0}};
       }},
      {"lint.subject_key_id",
       [](Certificate& c) {
         c.subject_key_id.clear();
         without(c, "2.5.29.14");
       }},
      {"lint.subject_key_id.empty", [](Certificate& c) { c.subject_key_id.clear(); }},
      {"lint.subject_key_id.value", [](Certificate& c) { c.subject_key_id[0] ^= 1; }},
      {"lint.subject_key_id.critical", [](Certificate& c) { extension(c, "2.5.29.14").critical = true; }},
      {"lint.authority_key_id", [](Certificate& c) { without(c, "2.5.29.35"); }},
      {"lint.authority_key_id.empty", [](Certificate& c) { c.authority_key_id.clear(); }},
      {"lint.authority_key_id.critical", [](Certificate& c) { extension(c, "2.5.29.35").critical = true; }},
      {"lint.crl_urls", [](Certificate& c) { c.crl_urls.push_back("ftp://corp.example/x.crl"); }},
      {"lint.crl_urls", [](Certificate& c) { c.crl_urls.push_back("http"); }},
      {"lint.crl_urls.critical", [](Certificate& c) { extension(c, "2.5.29.31").critical = true; }},
      {"lint.authority_info", [](Certificate& c) { c.ocsp_urls = {"mailto:ocsp@corp.example"}; }},
      {"lint.authority_info", [](Certificate& c) { c.issuer_urls = {"file:///ca.crt"}; }},
      {"lint.authority_info.critical", [](Certificate& c) { extension(c, "1.3.6.1.5.5.7.1.1").critical = true; }},
      {"lint.policies", [](Certificate& c) { add(c, "2.5.29.32", false, *from_hex("300c300406022a03300406022a03")); }},
      {"lint.policies",
       [](Certificate& c) {
         add(c, "2.5.29.32", false, {0x30, 0x00});
       }},
      {"lint.policies", [](Certificate& c) { add(c, "2.5.29.32", false, *from_hex("30023100")); }},
      {"lint.key_usage.leaf", [](Certificate& c) { c.key_usage.push_back("keyCertSign"); }},
      {"lint.key_usage.critical", [](Certificate& c) { extension(c, "2.5.29.15").critical = false; }},
      {"lint.key_usage.agreement", [](Certificate& c) { c.key_usage.push_back("encipherOnly"); }},
      {"lint.key_usage.only",
       [](Certificate& c) {
         c.key_usage = {"digitalSignature", "keyAgreement", "encipherOnly", "decipherOnly"};
       }},
      {"lint.key_usage.ec", [](Certificate& c) { c.key_usage.push_back("keyEncipherment"); }},
      {"lint.key_usage.ec", [](Certificate& c) { c.key_usage.push_back("dataEncipherment"); }},
      {"lint.key_usage.rsa",
       [](Certificate& c) {
         with_key(c, "rsa-2048");
         c.key_usage.push_back("keyAgreement");
       }},
      {"lint.key_usage.rsa_pss",
       [](Certificate& c) {
         with_key(c, "rsa-pss-2048");
         c.key_usage.push_back("keyEncipherment");
       }},
      {"lint.key_usage.ed25519",
       [](Certificate& c) {
         with_key(c, "ed25519");
         c.key_usage.push_back("keyAgreement");
       }},
      {"lint.purpose", [](Certificate& c) { c.key_usage = {"nonRepudiation"}; }},
      {"lint.purpose",
       [](Certificate& c) { c.extended_key_usage.push_back("codeSigning"), c.key_usage = {"keyAgreement"}; }},
      {"lint.purpose.any",
       [](Certificate& c) {
         c.extended_key_usage.push_back("anyExtendedKeyUsage");
         extension(c, "2.5.29.37").critical = true;
       }},
      {"lint.path_length", [](Certificate& c) { c.path_length = 0; }},
      {"lint.name_constraints", [](Certificate& c) { add(c, "2.5.29.30", true); }},
      {"lint.policy_constraints", [](Certificate& c) { add(c, "2.5.29.36", true, *from_hex("3003800100")); }},
      {"lint.inhibit_any_policy", [](Certificate& c) { add(c, "2.5.29.54", true, *from_hex("020100")); }},
      {"lint.policy_mappings",
       [](Certificate& c) { add(c, "2.5.29.33", false, *from_hex("300a300806022a0306022a04")); }},
      {"lint.issuer_alt_name", [](Certificate& c) { add(c, "2.5.29.18", true); }},
      {"lint.directory_attributes", [](Certificate& c) { add(c, "2.5.29.9", true); }},
      {"lint.freshest_crl", [](Certificate& c) { add(c, "2.5.29.46", true); }},
      {"lint.subject_information", [](Certificate& c) { add(c, "1.3.6.1.5.5.7.1.11", true); }},
      {"lint.crl_urls.point", [](Certificate& c) { extension(c, "2.5.29.31").value = *from_hex("3006300481020780"); }},
      {"lint.authority_key_id.pair", [](Certificate& c) { extension(c, "2.5.29.35").value = *from_hex("3003820101"); }},
      {"lint.issuer", [](Certificate& c) { c.issuer = Name::of({}); }},
      {"lint.name.string", [](Certificate& c) { c.subject = name_of("2.5.4.3", der::kTeletexString, "web1"); }},
      {"lint.name.string", [](Certificate& c) { c.subject = name_of("2.5.4.3", der::kIa5String, "web1"); }},
      {"lint.name.bounds",
       [](Certificate& c) { c.subject = name_of("2.5.4.3", der::kUtf8String, std::string(65, 'x')); }},
      {"lint.name.country", [](Certificate& c) { c.subject = name_of("2.5.4.6", der::kUtf8String, "DE"); }},
      {"lint.name.country", [](Certificate& c) { c.subject = name_of("2.5.4.6", der::kPrintableString, "D1"); }},
      {"lint.name.country", [](Certificate& c) { c.subject = name_of("2.5.4.6", der::kPrintableString, "DEU"); }},
      {"lint.subject",
       [](Certificate& c) {
         c.subject = Name::of({});
         std::erase_if(c.extensions, [](const Extension& e) { return e.oid == "2.5.29.17"; });
       }},
      {"lint.san.critical", [](Certificate& c) { extension(c, "2.5.29.17").critical = true; }},
      {"lint.san.critical", [](Certificate& c) { c.subject = Name::of({}); }},
      {"lint.san.empty",
       [](Certificate& c) {
         c.san_faults = {{Kind::input, "san.empty", "", "", ""}};
       }},
      {"lint.san",
       [](Certificate& c) {
         c.san_faults = {{Kind::input, "san.dns", "", "", ""}};
       }},
  };
  return rows;
}

const std::vector<Row>& ca_rows() {
  static const std::vector<Row> rows = {
      {"lint.constraints.critical", [](Certificate& c) { extension(c, "2.5.29.19").critical = false; }},
      {"lint.key_usage",
       [](Certificate& c) {
         c.key_usage.clear();
         without(c, "2.5.29.15");
       }},
      {"lint.key_usage.empty", [](Certificate& c) { c.key_usage.clear(); }},
      {"lint.key_usage.ca", [](Certificate& c) { c.key_usage = {"cRLSign"}; }},
      {"lint.name_constraints", [](Certificate& c) { add(c, "2.5.29.30", false); }},
      {"lint.policy_constraints", [](Certificate& c) { add(c, "2.5.29.36", false, *from_hex("3003800100")); }},
      {"lint.inhibit_any_policy", [](Certificate& c) { add(c, "2.5.29.54", false, *from_hex("020100")); }},
      {"lint.policy_mappings",
       [](Certificate& c) { add(c, "2.5.29.33", true, *from_hex("300c300a06022a030604551d2000")); }},
      {"lint.policy_mappings", [](Certificate& c) { add(c, "2.5.29.33", true, *from_hex("3000")); }},
      {"lint.subject.ca",
       [](Certificate& c) {
         c.subject = Name::of({});
         c.authority_key_id = c.subject_key_id;
         add(c, "2.5.29.35", false, *from_hex("3000"));
         add(c, "2.5.29.17", true);
       }},
  };
  return rows;
}

void check_rows(const Certificate& good, const std::vector<Row>& rows) {
  REQUIRE(codes_of(good).empty());
  for (const Row& row : rows) {
    CAPTURE(row.code);
    Certificate changed = good;
    row.change(changed);
    const std::vector<std::string> found = codes_of(changed);
    CHECK(found == std::vector<std::string>{row.code});
  }
}

}  // namespace

TEST_CASE("each rule finds its own fault and no other") {
  check_rows(parse_certificate(leaf("ec-p256", "ec-p256")), leaf_rows());
  check_rows(parse_certificate(root("ec-p256")), ca_rows());
}

TEST_CASE("what the rules permit") {
  Certificate c = parse_certificate(leaf("ec-p256", "ec-p256"));
  c.crl_urls = {"HTTP://corp.example/", "https://corp.example/", "ldap://corp.example/", "ldaps://corp.example/"};
  c.serial = Bytes(20, 0x7f);
  c.key_usage = {"digitalSignature", "keyAgreement", "encipherOnly"};
  c.subject = name_of("2.5.4.3", der::kUtf8String, std::string(63, 'x') + "\xc3\xa4");
  CHECK(codes_of(c).empty());
  c.issuer = name_of("2.5.4.3", der::kTeletexString, "M\xfcller");  // RFC 5280 4.1.2.4: copied as it is
  CHECK(codes_of(c).empty());
  c.subject = name_of("0.9.2342.19200300.100.1.25", der::kIa5String, "corp");
  add(c, "1.2.3", false);
  for (const char* oid : {"2.5.29.18", "2.5.29.9", "2.5.29.46", "1.3.6.1.5.5.7.1.11"}) add(c, oid, false);
  CHECK(codes_of(c).empty());
  c.key_usage.clear();
  std::erase_if(c.extensions, [](const Extension& e) { return e.oid == "2.5.29.15"; });
  CHECK(codes_of(c).empty());
}

TEST_CASE("what the rules permit on a CA") {
  Certificate c = parse_certificate(root("ec-p256"));
  add(c, "2.5.29.36", true, *from_hex("3003800100"));
  add(c, "2.5.29.54", true, *from_hex("020100"));
  add(c, "2.5.29.33", true, *from_hex("300a300806022a0306022a04"));
  CHECK(codes_of(c).empty());
}

TEST_CASE("every rule has a row here, a clause, and a row in the table of codes") {
  std::set<std::string> tried;
  for (const std::vector<Row>& rows : {leaf_rows(), ca_rows()})
    for (const Row& row : rows) tried.insert(row.code);
  std::set<std::string> seen;
  for (const LintRule& rule : lint_rules()) {
    const std::string code = rule.code;
    CAPTURE(code);
    CHECK(tried.contains(code));
    CHECK(seen.insert(code).second);
    CHECK((std::string(rule.clause).starts_with("RFC ") || std::string(rule.clause).starts_with("X.690 ")));
    const auto row = std::find_if(codes().begin(), codes().end(), [&](const CodeRow& r) { return r.code == code; });
    REQUIRE(row != codes().end());
    CHECK(row->kind == Kind::denied);
  }
  CHECK(seen.size() >= 25);
}

TEST_CASE("faults say the clause") {
  Certificate c = parse_certificate(leaf("ec-p256", "ec-p256"));
  c.serial = {0};
  const std::vector<Fault> faults = lint(c);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].kind == Kind::denied);
  CHECK(faults[0].where == "RFC 5280 4.1.2.2");
}
