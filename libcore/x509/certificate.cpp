// What can be asked of a certificate, and where certificates come from.
#include "x509/certificate.h"

#include <algorithm>

#include "digest/digest.h"
#include "x509/oid.h"
#include "x509/pem.h"

namespace pkit::x509 {

namespace {

/// The second is what SSLeay wrote, and libcrypto still reads.
constexpr const char* kLabel = "CERTIFICATE";
constexpr const char* kOldLabel = "X509 CERTIFICATE";

/// Magnitude of a two's complement number, without leading zeros.
Bytes magnitude(BytesView number, bool negative) {
  Bytes out(number.begin(), number.end());
  if (negative) {
    bool carry = true;
    for (auto octet = out.rbegin(); octet != out.rend(); ++octet) {
      *octet = static_cast<std::uint8_t>(~*octet + (carry ? 1 : 0));
      carry = carry && *octet == 0;
    }
  }
  const auto first = std::find_if(out.begin(), out.end(), [](std::uint8_t octet) { return octet != 0; });
  out.erase(out.begin(), first);
  if (out.empty()) out.push_back(0);
  return out;
}

bool names_chain(const Certificate& child, const Certificate& issuer) {
  return equal(child.issuer.der(), issuer.subject.der()) || child.issuer.same_as(issuer.subject);
}

bool key_ids_chain(const Certificate& child, const Certificate& issuer) {
  const Bytes &wanted = child.authority_key_id, &had = issuer.subject_key_id;
  return wanted.empty() || had.empty() || equal(wanted, had);
}

}  // namespace

std::string Certificate::serial_hex() const {
  const bool negative = !serial.empty() && serial[0] >= 0x80;
  return (negative ? "-" : "") + to_hex(magnitude(serial, negative));
}

std::string Certificate::fingerprint() const { return digest::sha256_hex(der); }

const Extension* Certificate::extension(std::string_view oid) const {
  const auto found =
      std::find_if(extensions.begin(), extensions.end(), [&](const Extension& e) { return e.oid == oid; });
  return found == extensions.end() ? nullptr : &*found;
}

bool Certificate::may(std::string_view usage) const {
  return !extension(oid::kKeyUsage) || std::find(key_usage.begin(), key_usage.end(), usage) != key_usage.end();
}

Certificate parse_certificate_file(std::string_view content, const std::string& name) {
  const Bytes der = one_document(content, {kLabel, kOldLabel}, name);
  try {
    return parse_certificate(der);
  } catch (const Error& e) {
    throw e.within(name);
  }
}

std::vector<Certificate> parse_certificates(std::string_view pem, const std::string& name) {
  std::vector<Certificate> certificates;
  try {
    for (const PemBlock& block : read_pem(pem)) {
      if (block.label == kLabel || block.label == kOldLabel) certificates.push_back(parse_certificate(block.der));
    }
  } catch (const Error& e) {
    throw e.within(name);
  }
  return certificates;
}

Certificate first_certificate(std::string_view content, const std::string& name) {
  std::vector<Certificate> all = parse_certificates(content, name);
  return all.empty() ? parse_certificate_file(content, name) : std::move(all.front());
}

bool issued_by(const Certificate& child, const Certificate& issuer) {
  return not_issued_because(child, issuer).empty();
}

std::string not_issued_because(const Certificate& child, const Certificate& issuer) {
  const std::string above = "'" + issuer.subject.text() + "'", below = "'" + child.subject.text() + "'";
  if (!names_chain(child, issuer)) return below + " is not issued by " + above;
  if (issuer.version == 1) return above + " is no CA certificate: version 1 cannot say that it is one";
  if (!issuer.is_ca.value_or(false)) return above + " is no CA certificate";
  if (!issuer.may("keyCertSign")) return above + " may not sign certificates: its keyUsage lacks keyCertSign";
  if (!issuer.key_taken) return "the key of " + above + " is not taken: " + issuer.key_fault;
  if (!key_ids_chain(child, issuer)) return below + " names another key identifier than " + above + " has";
  if (!child.signature_algorithm.taken)
    return below + " is signed with " + child.signature_algorithm.word + ", which is not taken";
  if (!verify(issuer.key, child.signature_algorithm, child.tbs, child.signature))
    return "the signature of " + below + " is not by the key of " + above;
  return {};
}

}  // namespace pkit::x509
