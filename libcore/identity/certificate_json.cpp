#include "identity/certificate_json.h"

#include "identity/java_words.h"
#include "x509/x500_text.h"

namespace pkit::identity {

namespace {

std::string common_name(const x509::Name& name) {
  const std::vector<std::string> all = name.values("CN");
  return all.empty() ? "" : all.back();
}

/// BigInteger.toString(16): "-" before a negative one, no leading zero.
std::string java_serial(const x509::Certificate& certificate) {
  const std::string hex = certificate.serial_hex();
  const std::size_t sign = hex.starts_with('-') ? 1 : 0;
  const std::size_t first = hex.find_first_not_of('0', sign);
  return first == std::string::npos ? "0" : hex.substr(0, sign) + hex.substr(first);
}

/// Whole seconds: a certificate has no others, so nothing is rounded, before the epoch either.
Value seconds(Time time) { return time / 1000; }

}  // namespace

Value certificate_json(const x509::Certificate& c) {
  return Value::map({
      {"publicKey", Value::map({{"base64", to_base64(c.key.spki())}, {"algorithm", java_key_word(c.key)}})},
      {"signature",
       Value::map({{"base64", to_base64(c.signature)}, {"algorithm", java_signature_word(c.signature_algorithm.oid)}})},
      {"subjectUniqueId", to_hex(c.subject_unique_id)},
      {"version", c.version},
      {"issuer", Value::map({{"dn", x509::x500_text(c.issuer)},
                             {"cn", common_name(c.issuer)},
                             {"uniqueId", to_hex(c.issuer_unique_id)}})},
      {"dn", x509::x500_text(c.subject)},
      {"cn", common_name(c.subject)},
      {"valid", Value::map({{"notBefore", seconds(c.not_before)}, {"notAfter", seconds(c.not_after)}})},
      {"serialNumber", java_serial(c)},
      {"base64", to_base64(c.der)},
  });
}

}  // namespace pkit::identity
