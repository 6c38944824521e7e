// What a TLS server shows, as `openssl s_client` prints it, and places where one may be (B3, X25).
#include "certstores/served.h"

#include <doctest/doctest.h>

#include "../x509/making.h"

using namespace pkit;
using namespace pkit::certstores;
using x509::making::leaf;
using x509::making::pem;

namespace {

std::string chain_of(const std::string& entries) {
  return "CONNECTED(00000003)\n---\nCertificate chain\n" + entries +
         "---\nServer certificate\nsubject=CN = web1\n\nissuer=CN = CA\n\n---\n";
}

std::string shown(const std::string& subject, const std::string& certificate) {
  return " 0 s:" + subject + "\n   i:CN = CA\n   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256\n" +
         certificate;
}

}  // namespace

TEST_CASE("a certificate that is served counts where it stands on lines of its own, in the chain (B3)") {
  const std::string one = pem(leaf("ec-p256", "rsa-3072")), other = pem(leaf("ed25519", "rsa-3072"));
  const std::string mark = "-----BEGIN CERTIFICATE-----", flat = "O = " + mark + "MIIB";
  const std::pair<std::string, std::size_t> rows[] = {
      {chain_of(shown("CN = web1", one)), 1},
      {chain_of(shown("CN = web1", one) + shown("CN = CA", other)), 2},
      {chain_of(shown(mark, one)), 1},
      {chain_of(shown(flat + "-----END CERTIFICATE-----", one)), 1},
      {chain_of(shown("CN = web1", one)) + "---\n" + other, 1},
      {"CONNECTED(00000003)\n---\nno peer certificate available\n---\n" + one, 0},
      {one, 0},
      {"", 0},
  };
  for (const auto& [output, count] : rows) {
    CAPTURE(output);
    CHECK(certificates_shown(output).size() == count);
  }
  CHECK(certificates_shown(rows[3].first).front() == leaf("ec-p256", "rsa-3072"));
}

TEST_CASE("no more than 16 of a chain are looked at (X25)") {
  const std::string one = pem(leaf("ec-p256", "rsa-3072"));
  std::string entries;
  for (int i = 0; i < 40; ++i) entries += shown("CN = web1", one);
  CHECK(certificates_shown(chain_of(entries)).size() == 16);
}

TEST_CASE("what can be no place where a certificate is served (X25)") {
  for (const char* place :
       {"tls://web1:443", "tls://web1.example.:1", "tls://127.0.0.1:65535", "tls://[::1]:8443", "tls://[fe80::1]:1",
        "tls://_x.example:443", "tls+unix:/run/web.sock", "tls://1.example:443"})
    CHECK_MESSAGE(is_served_place(place), place);
  for (const char* place : {"web1:443",
                            "tls://web1",
                            "tls://web1:",
                            "tls://:443",
                            "tls://web1:0",
                            "tls://web1:65536",
                            "tls://web1:99999",
                            "tls://web1:000443",
                            "tls://web1:-1",
                            "tls://[::1:443",
                            "tls://::1]:443",
                            "tls://::1:443",
                            "tls://[]:443",
                            "tls://[web1]:443",
                            "tls://[127.0.0.1]:443",
                            "tls://a..b:443",
                            "tls://-x:1",
                            "tls://1.2.3:443",
                            "tls://256.0.0.1:443",
                            "tls://web1/:443",
                            "tls://a b:443",
                            "tls+unix:web.sock",
                            "tls+unix:",
                            ""})
    CHECK_MESSAGE(!is_served_place(place), place);
}
