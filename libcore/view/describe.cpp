#include "view/describe.h"

namespace pkit {

Value describe_key(const x509::PublicKey& key) {
  Value value = Value::map({{"type", key.type_word()}, {"bits", key.bits()}, {"id", to_hex(key.key_id())}});
  if (!key.curve().empty()) value.set("curve", key.curve());
  return value;
}

Value describe_csr(const x509::Csr& csr) {
  Value value = Value::map({{"sha256", to_hex(csr.sha256)}, {"subject", csr.subject.text()}});
  if (!csr.common_name().empty()) value.set("cn", csr.common_name());
  Value sans = Value::list();
  for (const x509::San& san : csr.sans)
    sans.push(Value::map({{"type", x509::san_word(san.type)}, {"value", san.value}}));
  value.set("sans", sans);
  for (const x509::San& san : csr.sans) {
    if (san.type > x509::SanType::uri) continue;  // otherNames and the like are in `sans` alone
    if (!value.find(x509::san_word(san.type))) value.set(x509::san_word(san.type), Value::list());
    Value list = value[x509::san_word(san.type)];
    list.push(san.value);
    value.set(x509::san_word(san.type), std::move(list));
  }
  value.set("key", describe_key(csr.key));
  value.set("signature", csr.signature.word);
  value.set("requested", Value::map({{"keyUsage", Value::list(csr.key_usage)},
                                     {"extendedKeyUsage", Value::list(csr.extended_key_usage)}}));
  value.set("attributes", Value::list(csr.attributes));
  return value;
}

}  // namespace pkit
