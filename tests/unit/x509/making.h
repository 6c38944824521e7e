// What the tests of keys and certificates share: keys made once, certificates of two generations, and other programs
// as judges.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

#include "base/error.h"
#include "x509/certificate.h"
#include "x509/pem.h"

namespace pkit::x509::making {

/// A directory that is gone afterwards.
class Scratch {
 public:
  Scratch() {
    if (!mkdtemp(path_)) throw std::runtime_error("mkdtemp");
  }
  ~Scratch() { std::system(("rm -r " + std::string(path_)).c_str()); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string operator/(const std::string& name) const { return std::string(path_) + "/" + name; }
  std::string write(const std::string& name, std::string_view content) const {
    std::ofstream(*this / name, std::ios::binary) << content;
    return *this / name;
  }

 private:
  char path_[32] = "/tmp/pkit-x509-XXXXXX";
};

struct Ran {
  int exit;
  std::string output;
};

/// By the shell; both streams.
inline Ran run(const std::string& command) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (!pipe) throw std::runtime_error("popen");
  std::string output;
  std::array<char, 4096> buffer;
  for (std::size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) output.append(buffer.data(), n);
  const int status = pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

inline std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return (std::ostringstream() << in.rdbuf()).str();
}

inline std::string data(const std::string& name) { return slurp(std::string(PKIT_TEST_DATA) + "/" + name); }

/// "kind code" of the Error that `fn` throws, or "nothing".
template <class Fn>
std::string thrown(Fn fn) {
  try {
    fn();
    return "nothing";
  } catch (const Error& e) {
    return std::to_string(static_cast<int>(e.kind())) + " " + e.code();
  }
}

/// One key of each kind for the whole run: RSA takes its time.
inline const PrivateKey& key_of(const std::string& word) {
  static std::map<std::string, PrivateKey> keys;
  const auto found = keys.find(word);
  return found != keys.end() ? found->second : keys.emplace(word, PrivateKey::generate(word)).first->second;
}

constexpr Time kStart = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
constexpr Time kEnd = 4'070'908'799'000;    // 2098-12-31T23:59:59Z

inline CertificateFields root_fields(const std::string& word) {
  CertificateFields fields;
  fields.serial = {0x01, 0x02, 0x03};
  fields.issuer = fields.subject = Name::of({{"O", "Acme"}, {"CN", "Acme Root CA"}}).der();
  fields.not_before = kStart;
  fields.not_after = kEnd;
  fields.spki = key_of(word).public_key().spki();
  fields.subject_key_bits = key_of(word).public_key().key_bits();
  fields.ca = true;
  fields.key_usage = {"keyCertSign", "cRLSign"};
  return fields;
}

inline CertificateFields leaf_fields(const std::string& word, const std::string& issuer_word) {
  CertificateFields fields = root_fields(word);
  fields.serial = {0x80, 0x00, 0x01};
  fields.subject = Name::of({{"O", "Acme"}, {"CN", "web1"}}).der();
  fields.authority_key_id = subject_key_id(key_of(issuer_word).public_key().key_bits());
  fields.ca = false;
  fields.key_usage = {"digitalSignature"};
  fields.extended_key_usage = {"serverAuth", "clientAuth"};
  fields.sans = {{SanType::dns, "web1.corp.example"}, {SanType::ip, "10.0.0.1"}};
  fields.crl_urls = {"http://pki.corp.example/ca.crl"};
  fields.ocsp_urls = {"http://ocsp.corp.example/"};
  fields.issuer_urls = {"http://pki.corp.example/ca.crt"};
  return fields;
}

inline Bytes signed_by(const PrivateKey& signer, const CertificateFields& fields) {
  const Bytes tbs = build_tbs(fields, signer.signature_algorithm());
  return assemble(tbs, signer.signature_algorithm(), signer.sign(tbs));
}

inline Bytes root(const std::string& word) { return signed_by(key_of(word), root_fields(word)); }

inline Bytes leaf(const std::string& word, const std::string& issuer_word) {
  return signed_by(key_of(issuer_word), leaf_fields(word, issuer_word));
}

inline std::string pem(BytesView certificate) { return write_pem("CERTIFICATE", certificate); }

}  // namespace pkit::x509::making
