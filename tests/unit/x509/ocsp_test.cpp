// OCSP: what a request may be, and what openssl reads of an answer.
#include "x509/ocsp.h"

#include <doctest/doctest.h>

#include "making.h"

using namespace pkit;
using namespace pkit::x509;
using namespace pkit::x509::making;

namespace {

constexpr Time kNow = 1'800'000'000'000;  // 2027-01-15T08:00:00Z

Certificate ca() { return parse_certificate(root("ec-p256")); }

/// A request of openssl's about the leaf, with these options.
Bytes asked(const Scratch& scratch, const std::string& options) {
  const std::string issuer = scratch.write("ca.pem", pem(root("ec-p256")));
  const std::string certificate = scratch.write("leaf.pem", pem(leaf("ec-p256", "ec-p256")));
  run("openssl ocsp " + options + " -issuer " + issuer + " -cert " + certificate + " -reqout " + (scratch / "req"));
  return to_bytes(slurp(scratch / "req"));
}

Bytes with_nonce(std::size_t octets) {
  // tbsRequest { requestList { one }, [2] { nonce } }: lengths by hand, two octets each
  const Bytes plain = ocsp_request_for(ca(), Bytes{5});
  const BytesView list = BytesView(plain).subspan(4);  // requestList
  Bytes nonce(octets, 0xaa);
  const auto wrap = [](std::uint8_t tag, Bytes content) {
    Bytes out = {tag, 0x82, static_cast<std::uint8_t>(content.size() >> 8), static_cast<std::uint8_t>(content.size())};
    if (content.size() < 0x80)
      out = {tag, static_cast<std::uint8_t>(content.size())};
    else if (content.size() < 0x100)
      out = {tag, 0x81, static_cast<std::uint8_t>(content.size())};
    out.insert(out.end(), content.begin(), content.end());
    return out;
  };
  Bytes extension = {0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02};
  const Bytes value = wrap(0x04, wrap(0x04, nonce));
  extension.insert(extension.end(), value.begin(), value.end());
  Bytes tbs(list.begin(), list.end());
  const Bytes extensions = wrap(0xa2, wrap(0x30, wrap(0x30, extension)));
  tbs.insert(tbs.end(), extensions.begin(), extensions.end());
  return wrap(0x30, wrap(0x30, tbs));
}

std::string reads(const Bytes& request) {
  return thrown([&] { parse_ocsp_request(request); });
}

}  // namespace

TEST_CASE("openssl's requests are read: by each digest, with a nonce and without, signed and not") {
  const Scratch scratch;
  for (const std::string options : {"-no_nonce", "-nonce", "-sha256 -no_nonce", "-sha512"}) {
    CAPTURE(options);
    const OcspRequest request = parse_ocsp_request(asked(scratch, options));
    REQUIRE(request.ids.size() == 1);
    CHECK(request.ids[0].is_of(ca()));
    CHECK_FALSE(request.ids[0].is_of(parse_certificate(root("ec-p384"))));
    CHECK(to_hex(request.ids[0].serial) == "00800001");
    CHECK(request.nonce.has_value() == (options.find("-no_nonce") == std::string::npos));
  }
  CHECK(asked(scratch, "-no_nonce") == ocsp_request_for(ca(), from_hex("00800001").value()));
  CHECK_FALSE(parse_ocsp_request(asked(scratch, "-md5 -no_nonce")).ids[0].is_of(ca()));
}

TEST_CASE("a nonce has 1 to 128 octets (RFC 9654)") {
  CHECK(reads(with_nonce(0)) == "5 ocsp.request");
  CHECK(reads(with_nonce(1)) == "nothing");
  CHECK(reads(with_nonce(128)) == "nothing");
  CHECK(parse_ocsp_request(with_nonce(128)).nonce->size() == 128);
  CHECK(reads(with_nonce(129)) == "5 ocsp.request");
}

TEST_CASE("what is no request is refused") {
  Bytes good = ocsp_request_for(ca(), Bytes{5});
  CHECK(reads(good) == "nothing");
  Bytes longer = good;
  longer.push_back(0);
  CHECK(reads(longer) == "5 der.trailing");
  for (std::size_t n = 0; n < good.size(); ++n)
    CHECK(reads(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n))) != "nothing");
  CHECK(reads(Bytes(17 * 1024, 0x30)) == "5 ocsp.request");
  CHECK(reads({0x30, 0x04, 0x30, 0x02, 0x30, 0x00}) == "5 ocsp.request");
  CHECK(reads(to_bytes(data("csr/openssl-p256-server.der"))) != "nothing");
}

TEST_CASE("openssl reads of an answer what it says, and verifies it") {
  using State = OcspStatus::State;
  struct Row {
    State state;
    int reason;
    const char* wanted;
  };
  const Scratch scratch;
  const std::string issuer = scratch.write("ca.pem", pem(root("ec-p256")));
  const Bytes id = ocsp_id_for(ca(), from_hex("00800001").value());
  for (const Row& row :
       {Row{State::good, 0, "Cert Status: good"}, Row{State::revoked, 1, "Reason: keyCompromise (0x1)"},
        Row{State::revoked, 0, "Revocation Time: Jan 15 08:00:00 2027 GMT"},
        Row{State::unknown, 0, "Cert Status: unknown"}}) {
    OcspFields fields;
    fields.statuses = {{id, row.state, kNow, row.reason}};
    fields.produced_at = fields.this_update = kNow;
    fields.next_update = kNow + 3'600'000;
    fields.nonce = Bytes{1, 2, 3};
    const Bytes answer = write_ocsp_answer(fields, ca(), key_of("ec-p256"));
    const std::string file = scratch.write("answer", as_text(answer));
    const std::string text =
        run("openssl ocsp -resp_text -respin " + file + " -issuer " + issuer + " -CAfile " + issuer).output;
    CAPTURE(text);
    CHECK(text.find(row.wanted) != std::string::npos);
    CHECK(text.find("Next Update: Jan 15 09:00:00 2027 GMT") != std::string::npos);
    CHECK(text.find("0403010203") != std::string::npos);
    CHECK(text.find("Response verify OK") != std::string::npos);
    CHECK((text.find("Reason") != std::string::npos) == (row.reason != 0));
  }
}

TEST_CASE("an answer that is none says why") {
  const Scratch scratch;
  const std::string file = scratch.write("answer", as_text(write_ocsp_failure(OcspFailure::unauthorized)));
  CHECK(run("openssl ocsp -noverify -respin " + file).output.find("unauthorized (6)") != std::string::npos);
}
