// Requests: those of other programs, and those that are wrong in one way or in several, each by its own code.
#include "x509/csr.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "../error_of.h"
#include "base/text.h"
#include "digest/digest.h"
#include "forge.h"
#include "x509/pem.h"

using namespace pkit;
using namespace pkit::x509;
using forge::attribute;
using forge::extension;
using forge::Info;
using forge::p256_request;

namespace {

std::string content_of(const std::string& file) {
  std::ifstream in(std::string(PKIT_TEST_DATA) + "/csr/" + file, std::ios::binary);
  REQUIRE(in.good());
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Bytes der_of(const std::string& file) {
  return one_document(content_of(file), {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"}, file);
}

struct Expected {
  std::string file, key, codes;
};

std::vector<Expected> expected() {
  std::istringstream lines(content_of("expected.txt"));
  std::vector<Expected> rows;
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> cells = split(line, '|');
    if (line.starts_with('#')) continue;
    REQUIRE(cells.size() == 3);
    rows.push_back({std::string(trim(cells[0])), std::string(trim(cells[1])), std::string(trim(cells[2]))});
  }
  return rows;
}

std::string codes_of(const Bytes& der) { return forge::joined(examine_csr(der).faults); }

/// Where the last character of the subject is.
std::ptrdiff_t end_of_subject(const Bytes& der) {
  der::Reader document(der);
  der::Reader request = document.enter(der::kSequence, "request");
  der::Reader info = request.enter(der::kSequence, "info");
  info.next();
  info.next();
  return static_cast<std::ptrdiff_t>(info.offset()) - 1;
}

Bytes octets(std::string_view hex) { return *from_hex(hex); }

Bytes san_value(std::string_view dns) { return forge::sequence({forge::tlv(der::context(2, false), as_bytes(dns))}); }

/// The codes of a sound request in which `change` was made before it was signed.
std::string codes_with(const std::function<void(Info&)>& change) { return codes_of(p256_request(change)); }

std::string codes_with_attributes(std::initializer_list<BytesView> attributes) {
  return codes_with([&](Info& info) { info.attributes = forge::of(attributes); });
}

}  // namespace

TEST_CASE("requests of openssl, certtool, strongSwan and keytool") {
  const std::vector<Expected> rows = expected();
  for (const Expected& row : rows) {
    CAPTURE(row.file);
    const ExaminedCsr examined = examine_csr_file(content_of(row.file), row.file);
    CHECK(forge::joined(examined.faults) == row.codes);
    CHECK((examined.csr ? examined.csr->key.word() : "-") == row.key);
    CHECK(forge::libcrypto_accepts(der_of(row.file)));
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(PKIT_TEST_DATA) + "/csr"))
    files += entry.path().extension() == ".sh" || entry.path().extension() == ".txt" ? 0 : 1;
  CHECK(files == rows.size());
}

TEST_CASE("every one of them proves possession, also those that are not taken") {
  for (const Expected& row : expected()) {
    if (row.codes == "key.ec.hybrid") continue;  // malformed: its signature is not looked at
    CAPTURE(row.file);
    Bytes der = der_of(row.file);
    const Bytes name = to_bytes("web1");
    auto at = std::search(der.begin(), der.end(), name.begin(), name.end());
    if (at == der.end()) at = der.begin() + end_of_subject(der);
    *at ^= 1;
    CHECK(codes_of(der) == (row.codes == "-" ? "" : row.codes + " ") + "csr.signature");
  }
}

TEST_CASE("what a request says") {
  const Csr csr = *examine_csr(der_of("openssl-p256-server.pem")).csr;
  CHECK(csr.subject.text() == "CN=web1,O=Acme,C=DE");
  CHECK(csr.common_name() == "web1");
  CHECK(csr.key.word() == "ec-p256");
  CHECK(csr.signature.word == "ecdsa-sha256");
  CHECK(csr.sans == std::vector<San>{{SanType::dns, "web1.corp.example"},
                                     {SanType::dns, "*.web1.corp.example"},
                                     {SanType::ip, "10.0.0.1"},
                                     {SanType::ip, "2001:db8::1"},
                                     {SanType::email, "ops@corp.example"},
                                     {SanType::uri, "https://corp.example/web1"}});
  CHECK(csr.key_usage == std::vector<std::string>{"digitalSignature", "keyEncipherment"});
  CHECK(csr.extended_key_usage == std::vector<std::string>{"serverAuth", "clientAuth", "1.3.6.1.5.5.7.3.17"});
  CHECK_FALSE(csr.basic_constraints_ca.has_value());
  REQUIRE(csr.extensions.size() == 3);
  CHECK(csr.extensions[1].oid == oid::kKeyUsage);
  CHECK(csr.extensions[1].critical);
  CHECK_FALSE(csr.extensions[0].critical);
  CHECK(csr.attributes == std::vector<std::string>{std::string(oid::kExtensionRequest)});
  CHECK_FALSE(csr.has_challenge_password);
  CHECK(csr.der == der_of("openssl-p256-server.der"));
  CHECK(to_hex(csr.sha256) == digest::sha256_hex(csr.der));
  CHECK(csr.storable() == csr.der);
  CHECK(examine_csr(der_of("openssl-p256-ca.pem")).csr->basic_constraints_ca == true);
  CHECK(examine_csr(der_of("openssl-p256-empty-subject.pem")).csr->common_name().empty());
  CHECK(examine_csr(der_of("certtool-p256.pem")).csr->basic_constraints_ca == false);
}

TEST_CASE("one request with six faults gives six codes") {
  using namespace std::string_view_literals;
  const forge::Signer rsa(EVP_RSA_gen(1024));
  Info info;
  info.spki = rsa.spki();
  info.attributes = forge::extensions({extension(oid::kSubjectAltName, san_value("nul\0.example"sv)),
                                       extension(oid::kSubjectAltName, san_value("web1.example"))});
  const Bytes algorithm = forge::algorithm("1.2.840.113549.1.1.5", forge::kNullTlv);
  Bytes request = rsa.request(info, algorithm, "SHA1");
  CHECK(codes_of(request) == "key.rsa.short san.nul csr.extension_repeated signature.algorithm");
  request.back() ^= 1;
  request.push_back(0);
  const ExaminedCsr examined = examine_csr(request);
  CHECK(forge::joined(examined.faults) ==
        "csr.trailing key.rsa.short san.nul csr.extension_repeated signature.algorithm csr.signature");
  for (const Fault& fault : examined.faults) {
    CHECK_FALSE(fault.where.empty());
    CHECK_FALSE(fault.what.empty());
  }
  CHECK(examined.faults[0].where == "byte " + std::to_string(request.size() - 1));
  CHECK(examined.csr);
  CHECK(error_of("r.pem", examined.faults).kind() == Kind::input);
}

TEST_CASE("structure") {
  const Bytes good = p256_request();
  CHECK(codes_of(good) == "-");
  CHECK(forge::libcrypto_accepts(good));
  CHECK(codes_of({}) == "der.truncated");
  CHECK(codes_of(Bytes(100, 0)) == "der.type");
  CHECK(codes_of(Bytes(64 * 1024 + 1, 0x30)) == "csr.size");
  CHECK(codes_of(Bytes(good.begin(), good.end() - 1)) == "der.truncated");
  CHECK(codes_of(forge::sequence({})) == "der.truncated");
  CHECK(codes_of(forge::of({good, good})) == "csr.trailing");
  const Bytes info = Info{forge::p256().spki(), "a", {0x02, 0x01, 0x00}, {}, {}}.der();
  const Bytes signature = forge::p256().sign(info, "SHA256");
  const auto request = [&](BytesView bits) { return forge::sequence({info, forge::ecdsa_sha256(), bits}); };
  CHECK(codes_of(request(forge::bits(signature))) == "-");
  CHECK(codes_of(request(forge::of({forge::bits(signature), forge::kNullTlv}))) == "der.trailing");
  CHECK(codes_of(request(forge::bits(Bytes{}))) == "csr.signature");
  CHECK(codes_of(request(forge::bits(forge::of({signature, Bytes{0}})))) == "csr.signature");
  CHECK(codes_of(request(octets("030201fe"))) == "der.bits");
  CHECK(codes_of(request(octets("0500"))) == "der.type");
}

TEST_CASE("version, subject and key") {
  const auto version = [](std::string_view hex) { return codes_with([&](Info& info) { info.version = octets(hex); }); };
  CHECK(version("020100") == "-");
  CHECK(version("020101") == "csr.version");
  CHECK(version("0201ff") == "csr.version");
  CHECK(version("0200") == "der.integer");
  CHECK(version("02020000") == "der.integer");
  CHECK(version("0a0100") == "der.type");
  const auto subject = [](const Bytes& name) { return codes_with([&](Info& info) { info.subject = name; }); };
  const auto one = [](std::uint8_t tag, std::string_view value) {
    return forge::sequence(
        {forge::tlv(der::kSet, forge::sequence({forge::oid("2.5.4.3"), forge::tlv(tag, as_bytes(value))}))});
  };
  CHECK(subject(octets("3000")) == "-");
  CHECK(subject(one(der::kPrintableString, "*.corp.example")) == "name.value");
  CHECK(subject(one(der::kUtf8String, "")) == "name.value");
  CHECK(subject(one(der::kUtf8String, std::string(65, 'a'))) == "-");  // a profile says what is signed of it
  CHECK(subject(one(der::kUtf8String, std::string(64, 'a'))) == "-");
  CHECK(subject(forge::sequence({forge::tlv(der::kSet, {})})) == "name.rdn");
  CHECK(codes_with([](Info& info) { info.spki.back() ^= 1; }) == "key.ec.point");
}

TEST_CASE("a signature by another key, digest or algorithm") {
  const forge::Signer other(EVP_EC_gen("P-256")), rsa(EVP_RSA_gen(2048));
  Info info;
  info.spki = forge::p256().spki();
  CHECK(codes_of(other.request(info, forge::ecdsa_sha256(), "SHA256")) == "csr.signature");
  CHECK(codes_of(forge::p256().request(info, forge::algorithm("1.2.840.10045.4.3.3"), "SHA256")) == "csr.signature");
  CHECK(codes_of(forge::p256().request(info, forge::algorithm("1.2.840.10045.4.3.3"), "SHA384")) == "-");
  CHECK(codes_of(forge::p256().request(info, forge::rsa_sha256(), "SHA256")) == "csr.signature");
  CHECK(codes_of(forge::p256().request(info, forge::ed25519(), "SHA256")) == "csr.signature");
  CHECK(codes_of(forge::p256().request(info, forge::algorithm("1.2.3.4"), "SHA256")) ==
        "signature.algorithm csr.signature_unchecked");
  CHECK(codes_of(forge::p256().request(info, forge::algorithm("1.2.840.10045.4.3.2", forge::kNullTlv), "SHA256")) ==
        "signature.parameters");
  CHECK(codes_of(forge::p256().request(info, forge::algorithm("1.2.840.10045.4.1"), "SHA1")) == "signature.algorithm");
  CHECK(codes_of(forge::p256().request(info, forge::algorithm("1.2.840.10045.4.1"), "SHA256")) ==
        "signature.algorithm csr.signature");
  info.spki = rsa.spki();
  CHECK(codes_of(rsa.request(info, forge::rsa_sha256(), "SHA256")) == "-");
  CHECK(codes_of(rsa.request(info, forge::ecdsa_sha256(), "SHA256")) == "csr.signature");
  CHECK(codes_of(rsa.request(info, forge::algorithm("1.2.840.113549.1.1.11"), "SHA256")) == "-");  // RFC 4055 5
}

TEST_CASE("one key's verification says nothing about the next") {
  for (const char* curve : {"P-256", "P-384"}) {
    const forge::Signer a(EVP_EC_gen(curve)), b(EVP_EC_gen(curve));
    Info of_a, of_b;
    of_a.spki = a.spki();
    of_b.spki = b.spki();
    for (int i = 0; i < 3; ++i) {
      CHECK(codes_of(a.request(of_a, forge::ecdsa_sha256(), "SHA256")) == "-");
      CHECK(codes_of(a.request(of_b, forge::ecdsa_sha256(), "SHA256")) == "csr.signature");
      CHECK(codes_of(b.request(of_b, forge::ecdsa_sha256(), "SHA256")) == "-");
      CHECK(codes_of(b.request(of_a, forge::ecdsa_sha256(), "SHA256")) == "csr.signature");
    }
  }
}

TEST_CASE("a key that nobody here can check with has proved nothing") {
  const Bytes x25519 = forge::spki(forge::algorithm("1.3.101.110"), Bytes(32, 9));
  CHECK(codes_with([&](Info& info) { info.spki = x25519; }) == "key.algorithm csr.signature_unchecked");
  const Bytes unknown_curve = forge::ec_spki("1.2.3.4", Bytes(65, 4));
  CHECK(codes_with([&](Info& info) { info.spki = unknown_curve; }) == "key.ec.curve csr.signature_unchecked");
}

TEST_CASE("what an RSA-PSS key allows binds its signatures") {
  const Bytes good = der_of("openssl-rsa-pss-bound.pem");  // SHA-384, salt 48
  CHECK(codes_of(good) == "-");
  const Csr csr = *examine_csr(good).csr;
  CHECK(csr.signature.salt == 48);
  der::Reader reader(good);
  der::Reader request = reader.enter(der::kSequence, "request");
  const BytesView info = request.next().whole;
  SignatureAlgorithm weaker = csr.signature;
  weaker.salt = 32;
  CHECK(verify(csr.key, csr.signature, info, Bytes(good.end() - 256, good.end())));
  CHECK_FALSE(verify(csr.key, weaker, info, Bytes(good.end() - 256, good.end())));
  weaker = csr.signature;
  weaker.digest = weaker.mask_digest = "sha256";
  CHECK_FALSE(verify(csr.key, weaker, info, Bytes(good.end() - 256, good.end())));
}

TEST_CASE("attributes") {
  const Bytes text = forge::tlv(der::kUtf8String, as_bytes("x"));
  CHECK(codes_with_attributes({attribute("1.2.3", text), attribute("1.2.4", text)}) == "-");
  CHECK(codes_with_attributes({attribute("1.2.3", text), attribute("1.2.3", text)}) == "csr.attribute_repeated");
  CHECK(codes_with_attributes({attribute("1.2.3", {})}) == "csr.attribute");
  CHECK(codes_with_attributes({attribute("1.2.3", octets("0101"
                                                         "01"))}) == "der.boolean");
  CHECK(codes_with_attributes({attribute("1.2.3", octets("0200")), attribute("1.2.4", {})}) ==
        "der.integer csr.attribute");
  CHECK(codes_with_attributes({octets("0500")}) == "der.type");
  CHECK(codes_with_attributes({forge::sequence({forge::oid("1.2.3")})}) == "der.truncated");
  CHECK(codes_with_attributes({forge::sequence({forge::oid("1.2.3"), forge::tlv(der::kSet, text), text})}) ==
        "der.trailing");
  CHECK(codes_with_attributes({attribute(oid::kExtensionRequest, {})}) == "csr.attribute");
  CHECK(codes_with_attributes({attribute(oid::kExtensionRequest, octets("30003000"))}) == "csr.attribute");
  CHECK(codes_with_attributes({attribute(oid::kExtensionRequest, octets("3100"))}) == "der.type");
  CHECK(codes_with_attributes({attribute(oid::kChallengePassword, forge::of({text, text}))}) == "csr.attribute");
  const Csr csr =
      *examine_csr(p256_request([&](Info& info) {
         info.attributes = forge::of({attribute("1.2.3", text), attribute(oid::kExtensionRequest, octets("3000"))});
       })).csr;
  CHECK(csr.attributes == std::vector<std::string>{"1.2.3", std::string(oid::kExtensionRequest)});
}

TEST_CASE("extensions") {
  const auto asked = [](std::initializer_list<BytesView> list) {
    return codes_with_attributes({forge::extensions(list)});
  };
  const Bytes usage = octets("03020780");
  CHECK(asked({extension(oid::kKeyUsage, usage)}) == "-");
  CHECK(asked({extension(oid::kKeyUsage, usage), extension(oid::kKeyUsage, usage)}) == "csr.extension_repeated");
  CHECK(asked({extension("1.2.3", octets("00")), extension("1.2.3", {})}) == "csr.extension_repeated");
  CHECK(asked({extension(oid::kKeyUsage, octets("03020700")), extension(oid::kExtendedKeyUsage, octets("3000")),
               extension(oid::kBasicConstraints, octets("3003010100")),
               extension(oid::kSubjectAltName, octets("3000"))}) ==
        "usage.key usage.extended san.empty usage.key der.default");
  CHECK(asked({forge::sequence({forge::oid("1.2.3"), octets("010100"), forge::tlv(der::kOctetString, {})})}) ==
        "der.default");
  CHECK(asked({forge::sequence({forge::oid("1.2.3"), octets("0101ff"), forge::tlv(der::kOctetString, {})})}) == "-");
  CHECK(asked({forge::sequence({forge::oid("1.2.3")})}) == "der.truncated");
  CHECK(asked({extension(oid::kSubjectAltName, san_value("a_b"))}) == "san.dns");
}

TEST_CASE("a request full of faults lists the first of them") {
  Bytes names;
  for (int i = 0; i < 30'000; ++i) names.insert(names.end(), {0x82, 0x00});
  const Bytes request = p256_request([&](Info& info) {
    info.attributes = forge::extensions({extension(oid::kSubjectAltName, forge::tlv(der::kSequence, names))});
  });
  const ExaminedCsr examined = examine_csr(request);
  REQUIRE(examined.faults.size() == 256);
  CHECK(examined.faults[255].where == "subjectAltName[255]");
}

TEST_CASE("what is stored leaves the challengePassword out") {
  for (const char* file : {"openssl-challenge.pem", "pki-challenge.pem"}) {
    CAPTURE(file);
    const Bytes der = der_of(file);
    const Csr csr = *examine_csr(der).csr;
    CHECK(csr.has_challenge_password);
    const Bytes stored = csr.storable();
    CHECK(as_text(der).find("opensesame") != std::string_view::npos);
    CHECK(as_text(stored).find("opensesame") == std::string_view::npos);
    CHECK(codes_of(stored) == "csr.signature");
    const Csr again = read_stored_csr(stored);
    CHECK(again.has_challenge_password);
    CHECK(again.subject.der() == csr.subject.der());
    CHECK(again.key.spki() == csr.key.spki());
    CHECK(again.sans == csr.sans);
    CHECK(again.attributes == csr.attributes);
    CHECK(again.storable() == stored);
  }
  CHECK(test::verdict([] { read_stored_csr(Bytes(10, 0)); }) == "9 csr.stored");
  CHECK(test::verdict([] { read_stored_csr(der_of("openssl-rsa-1024.pem")); }) == "9 csr.stored");
}

TEST_CASE("files") {
  const std::string pem = content_of("openssl-p256.pem");
  CHECK(forge::joined(examine_csr_file(pem + pem, "r").faults) == "pem.several");
  CHECK(forge::joined(examine_csr_file("", "r").faults) == "pem.empty");
  CHECK(forge::joined(examine_csr_file(std::string(300'000, 'a'), "r").faults) == "csr.size");
  CHECK(forge::joined(examine_csr_file(std::string(200'000, 'A'), "r").faults) == "pem.format");
  CHECK(examine_csr_file("", "the file").faults.at(0).what == "the file: no content");
}
