// PEM, DER and base64 as people hand them in.
#include "x509/pem.h"

#include <doctest/doctest.h>

#include "../error_of.h"

using namespace pkit;
using namespace pkit::x509;
using test::verdict;

namespace {

const Bytes kDer = {0x30, 0x03, 0x02, 0x01, 0x05};  // MAMCAQU=
const std::vector<std::string> kLabels = {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"};

std::string block(const std::string& label, const std::string& body = "MAMCAQU=") {
  return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
}

}  // namespace

TEST_CASE("one document, whatever it is wrapped in") {
  const std::string request = block("CERTIFICATE REQUEST");
  std::string with_returns = request;
  for (std::size_t at = 0; (at = with_returns.find('\n', at)) != std::string::npos; at += 2)
    with_returns.insert(at, "\r");
  for (const std::string& input :
       {request, block("NEW CERTIFICATE REQUEST"), with_returns, "\xef\xbb\xbf" + request,
        "Certificate Request:\n" + request, request + "\n\n", std::string(request, 0, request.size() - 1),
        block("CERTIFICATE REQUEST", "MAMC\nAQU="), block("CERTIFICATE REQUEST", " MAMC AQU= "),
        std::string("MAMCAQU="), std::string("MAMC\r\nAQU=\r\n"), std::string("0\x03\x02\x01\x05", 5)}) {
    CAPTURE(input);
    CHECK(one_document(input, kLabels, "r.pem") == kDer);
  }
}

TEST_CASE("what is no document") {
  struct Row {
    std::string input;
    std::string verdict;
  };
  const Row rows[] = {
      {"", "5 pem.empty"},
      {" \n ", "5 pem.empty"},
      {"hello", "5 pem.format"},
      {"aGVsbG8=", "5 pem.format"},  // base64 of something else
      {"MAMCAQU", "5 pem.format"},   // no padding
      {block("CERTIFICATE"), "5 pem.label"},
      {block("certificate request"), "5 pem.label"},
      {block("CERTIFICATE REQUEST") + block("CERTIFICATE"), "5 pem.label"},
      {block("CERTIFICATE REQUEST") + block("NEW CERTIFICATE REQUEST"), "5 pem.several"},
      {"-----BEGIN CERTIFICATE REQUEST-----\nMAMCAQU=\n", "5 pem.end"},
      {"-----BEGIN CERTIFICATE REQUEST-----\nMAMCAQU=\n-----END CERTIFICATE-----\n", "5 pem.end"},
      {block("CERTIFICATE REQUEST", "MAMCAQ"), "5 pem.base64"},
      {block("CERTIFICATE REQUEST", "MAMCAQV="), "5 pem.base64"},  // bits left over
      {block("CERTIFICATE REQUEST", ""), "5 pem.base64"},
      {block("CERTIFICATE REQUEST", "Proc-Type: 4,ENCRYPTED\n\nMAMCAQU="), "5 pem.header"},
      {"x -----BEGIN CERTIFICATE REQUEST-----\nMAMCAQU=\n", "5 pem.end"},
      {"-----BEGIN certificate request-----\nMAMCAQU=\n", "5 pem.label"},
      {"-----BEGIN CERTIFICATE REQUEST----- MAMCAQU=", "5 pem.end"},
      {"\xff\xfe\xe4", "5 pem.empty"},
      {std::string("\xff\xfe\xe4\x00", 4), "5 pem.format"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.input);
    CHECK(verdict([&] { one_document(row.input, kLabels, "r.pem"); }) == row.verdict);
  }
}

TEST_CASE("other blocks pass where the star says so") {
  const std::string both = block("EC PARAMETERS") + block("CERTIFICATE REQUEST");
  CHECK(verdict([&] { one_document(both, {"CERTIFICATE REQUEST"}, "r"); }) == "5 pem.label");
  CHECK(one_document(both, {"CERTIFICATE REQUEST", "*"}, "r") == kDer);
  CHECK(verdict([&] { one_document(both, {"CERTIFICATE", "*"}, "r"); }) == "5 pem.label");
  CHECK(one_document(block("ANYTHING"), {"*"}, "r") == kDer);
  CHECK(verdict([&] { one_document(both, {"*"}, "r"); }) == "5 pem.several");
}

TEST_CASE("an error names the file, with control characters escaped") {
  const Error e = test::error_of([] { one_document("", kLabels, "a\x1b[31m.pem"); });
  CHECK(std::string(e.what()) == "a\\x1b[31m.pem: no content");
  CHECK(std::string(test::error_of([] { one_document("", kLabels, ""); }).what()) == "no content");
}

TEST_CASE("PEM in another dress") {
  const std::string lines = block("CERTIFICATE REQUEST");
  const auto with = [&](const std::string& instead) {
    std::string out;
    for (char c : lines) c == '\n' ? out += instead : out += c;
    return out;
  };
  std::string little = "\xff\xfe", big = "\xfe\xff";
  for (char c : lines) {
    (little += c) += '\0';
    (big += '\0') += c;
  }
  for (const std::string& dressed : {with("\r"), with(" "), with(""), with("\\n"), with("\r\n"), little, big,
                                     "CSR=" + with(""), "\xef\xbb\xbf" + lines}) {
    CAPTURE(dressed);
    CHECK(one_document(dressed, {"CERTIFICATE REQUEST"}, "r") == kDer);
  }
}

TEST_CASE("no error repeats a body") {
  const std::string body = "MAMCAQUsecretsecretsecret";
  for (const std::string& input :
       {"-----BEGIN CERTIFICATE REQUEST-----" + body + "-----END NOTHING-----", "-----BEGIN " + body + "-----",
        "-----BEGIN CERTIFICATE REQUEST-----\n" + body + "\n-----END " + body + "-----\n", body}) {
    CAPTURE(input);
    const Error e = test::error_of([&] { one_document(input, {"CERTIFICATE REQUEST"}, "r"); });
    CHECK((e.what() + e.hint()).find("secret") == std::string::npos);
  }
  CHECK(test::error_of([] { one_document("ssh-ed25519 AAAA", {"CERTIFICATE"}, "r"); }).hint() ==
        "it is an OpenSSH public key");
}

TEST_CASE("blocks in their order, and written again") {
  const std::vector<PemBlock> blocks = read_pem(block("A") + "text\n" + block("B", "BQA="));
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].label == "A");
  CHECK(blocks[0].der == kDer);
  CHECK(blocks[1].der == Bytes{5, 0});
  CHECK(read_pem("nothing").empty());
  CHECK(write_pem("A", kDer) == block("A"));
  const Bytes long_one(100, 0x41);
  const std::string text = write_pem("LONG", long_one);
  CHECK(text.find('\n', text.find('\n') + 1) == 27 - 6 + 64);
  CHECK(read_pem(text)[0].der == long_one);
}
