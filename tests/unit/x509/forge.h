// Requests put together byte by byte, sound and forged, and libcrypto's opinion of them.
#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "ossl/ossl.h"
#include "x509/csr.h"
#include "x509/der.h"
#include "x509/name.h"
#include "x509/oid.h"

namespace pkit::x509::forge {

inline Bytes of(std::initializer_list<BytesView> parts) {
  Bytes out;
  for (BytesView part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

inline Bytes tlv(std::uint8_t tag, BytesView content) {
  der::Writer writer;
  writer.element(tag, content);
  return writer.take();
}

inline Bytes sequence(std::initializer_list<BytesView> parts) { return tlv(der::kSequence, of(parts)); }

inline Bytes oid(std::string_view dotted) {
  der::Writer writer;
  writer.oid(dotted);
  return writer.take();
}

inline Bytes integer(BytesView magnitude) {
  der::Writer writer;
  writer.unsigned_integer(magnitude);
  return writer.take();
}

inline Bytes bits(BytesView octets) {
  der::Writer writer;
  writer.bit_string(octets);
  return writer.take();
}

inline const Bytes kNullTlv = {0x05, 0x00};

/// AlgorithmIdentifier; `parameters` is a whole element or nothing.
inline Bytes algorithm(std::string_view dotted, BytesView parameters = {}) {
  return sequence({oid(dotted), parameters});
}
inline Bytes ecdsa_sha256() { return algorithm("1.2.840.10045.4.3.2"); }
inline Bytes rsa_sha256() { return algorithm("1.2.840.113549.1.1.11", kNullTlv); }
inline Bytes ed25519() { return algorithm(x509::oid::kEd25519); }

inline Bytes spki(BytesView algorithm_identifier, BytesView key) { return sequence({algorithm_identifier, bits(key)}); }
inline Bytes ec_spki(std::string_view curve, BytesView point) {
  return spki(algorithm(x509::oid::kEcPublicKey, oid(curve)), point);
}
inline Bytes rsa_spki(BytesView modulus, BytesView exponent) {
  return spki(algorithm(x509::oid::kRsaEncryption, kNullTlv), sequence({integer(modulus), integer(exponent)}));
}

/// Extension with a value as it stands.
inline Bytes extension(std::string_view dotted, BytesView value) {
  return sequence({oid(dotted), tlv(der::kOctetString, value)});
}
inline Bytes attribute(std::string_view dotted, BytesView value) {
  return sequence({oid(dotted), tlv(der::kSet, value)});
}
/// extensionRequest with these extensions.
inline Bytes extensions(std::initializer_list<BytesView> list) {
  return attribute(x509::oid::kExtensionRequest, sequence(list));
}

/// What a CertificationRequestInfo holds, ready to be spoilt.
struct Info {
  Bytes spki;
  std::string cn = "forged.corp.example";
  Bytes version = {0x02, 0x01, 0x00};
  Bytes subject;     // instead of `cn`
  Bytes attributes;  // the content

  Bytes der() const {
    const Bytes name = subject.empty() ? Name::of({{"CN", cn}}).der() : subject;
    return sequence({version, name, spki, tlv(der::context(0, true), attributes)});
  }
};

inline Bytes request(BytesView info, BytesView algorithm_identifier, BytesView signature) {
  return sequence({info, algorithm_identifier, bits(signature)});
}

/// A key of libcrypto's and requests that it signs.
class Signer {
 public:
  explicit Signer(EVP_PKEY* key) : key_(ossl::need(key, "making a test key")) {}

  Bytes spki() const {
    unsigned char* out = nullptr;
    const int size = i2d_PUBKEY(key_.get(), &out);
    Bytes der(out, out + size);
    OPENSSL_free(out);
    return der;
  }
  Bytes sign(BytesView message, const char* digest) const {
    const ossl::DigestContext context(EVP_MD_CTX_new());
    std::size_t size = 0;
    ossl::ok(EVP_DigestSignInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key_.get(), nullptr), "signing");
    ossl::ok(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()), "signing");
    Bytes signature(size);
    ossl::ok(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()), "signing");
    signature.resize(size);
    return signature;
  }
  Bytes request(const Info& info, BytesView algorithm_identifier, const char* digest) const {
    return forge::request(info.der(), algorithm_identifier, sign(info.der(), digest));
  }
  EVP_PKEY* key() const { return key_.get(); }

 private:
  ossl::Key key_;
};

inline const Signer& p256() {
  static const Signer signer(EVP_EC_gen("P-256"));
  return signer;
}

/// A sound request of a P-256 key, with what `change` does to it before it is signed.
inline Bytes p256_request(const std::function<void(Info&)>& change = [](Info&) {}) {
  Info info;
  info.spki = p256().spki();
  change(info);
  return p256().request(info, ecdsa_sha256(), "SHA256");
}

inline std::vector<std::string> codes(const std::vector<Fault>& faults) {
  std::vector<std::string> out;
  for (const Fault& fault : faults) out.push_back(fault.code);
  return out;
}

inline std::string joined(const std::vector<Fault>& faults) {
  std::string out;
  for (const Fault& fault : faults) out += (out.empty() ? "" : " ") + fault.code;
  return out.empty() ? "-" : out;
}

/// Does libcrypto, called directly, read all of this as a request that its own key signed?
inline bool libcrypto_accepts(BytesView der) {
  const unsigned char* next = der.data();
  const ossl::Owned<X509_REQ, X509_REQ_free> req(d2i_X509_REQ(nullptr, &next, static_cast<long>(der.size())));
  const bool read = req && next == der.data() + der.size();
  EVP_PKEY* key = read ? X509_REQ_get0_pubkey(req.get()) : nullptr;
  const bool good = key && X509_REQ_verify(req.get(), key) == 1;
  ossl::forget_errors();
  return good;
}

/// Does `openssl req -verify` say so, run as a user would?
inline bool openssl_verifies(BytesView der) {
  char path[] = "/tmp/pkit-forged-XXXXXX";
  const int fd = mkstemp(path);
  if (fd < 0 || write(fd, der.data(), der.size()) != static_cast<ssize_t>(der.size())) return false;
  close(fd);
  FILE* pipe = popen(("openssl req -inform DER -in " + std::string(path) + " -verify -noout 2>&1").c_str(), "r");
  std::string output;
  std::array<char, 512> buffer;
  while (pipe && fgets(buffer.data(), buffer.size(), pipe)) output += buffer.data();
  const int status = pipe ? pclose(pipe) : -1;
  unlink(path);
  return status == 0 && output.find("verify OK") != std::string::npos;
}

}  // namespace pkit::x509::forge
