#include "pkcs11/key_pair.h"

#include <iterator>

#include "base/error.h"
#include "base/text.h"
#include "pkcs11/objects.h"

namespace pkit::pkcs11 {

namespace {

constexpr std::uint8_t kInteger = 0x02, kBitString = 0x03, kNull = 0x05, kSequence = 0x30, kAttributes = 0xa0;
constexpr std::size_t kIdSize = 20;

/// A kind of key that tokens make: its words, its mechanisms and its object identifiers, whole in DER.
struct KeyKind {
  const char* word;
  CK_ULONG modulus_bits;  // 0: on a curve
  std::string_view curve;
  std::size_t point;  // octets, not compressed
  CK_MECHANISM_TYPE digest;
  std::string_view signature;
};
using std::string_view_literals::operator""sv;
constexpr auto kRsaWithSha256 = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00"sv;  // RFC 8017 A.2.4
constexpr KeyKind kKinds[] = {
    {"ec-p256", 0, "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"sv, 65, CKM_SHA256,
     "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"sv},
    {"ec-p384", 0, "\x06\x05\x2b\x81\x04\x00\x22"sv, 97, CKM_SHA384, "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03"sv},
    {"ec-p521", 0, "\x06\x05\x2b\x81\x04\x00\x23"sv, 133, CKM_SHA512, "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x04"sv},
    {"rsa-2048", 2048, ""sv, 0, CKM_SHA256, kRsaWithSha256},
    {"rsa-3072", 3072, ""sv, 0, CKM_SHA256, kRsaWithSha256},
    {"rsa-4096", 4096, ""sv, 0, CKM_SHA256, kRsaWithSha256},
};
constexpr auto kRsaKey = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"sv;  // RFC 3279 2.3.1
constexpr auto kEcKey = "\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"sv;                   // RFC 5480 2.1.1

const KeyKind& kind_named(const std::string& word) {
  std::vector<std::string> words;
  for (const KeyKind& kind : kKinds) {
    if (word == kind.word) return kind;
    words.emplace_back(kind.word);
  }
  throw Error(Kind::usage, "certstore.key", "a token makes no key of kind " + printable(word),
              "one of " + join(words, ", "));
}

Bytes joined(std::initializer_list<BytesView> parts) {
  Bytes all;
  for (const BytesView part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// One element in DER.
Bytes element(std::uint8_t tag, BytesView content) {
  Bytes length;
  for (std::size_t rest = content.size(); rest > 0; rest >>= 8)
    length.insert(length.begin(), static_cast<std::uint8_t>(rest));
  Bytes head{tag};
  if (content.size() < 0x80) {
    head.push_back(static_cast<std::uint8_t>(content.size()));
  } else {
    head.push_back(static_cast<std::uint8_t>(0x80 | length.size()));
    head.insert(head.end(), length.begin(), length.end());
  }
  return joined({head, content});
}

/// A number without sign.
Bytes integer(BytesView octets) {
  while (octets.size() > 1 && octets.front() == 0) octets = octets.subspan(1);
  const Bytes sign(!octets.empty() && (octets.front() & 0x80) != 0 ? 1 : 0, 0);
  return element(kInteger, joined({sign, octets}));
}

Bytes bit_string(BytesView octets) { return element(kBitString, joined({Bytes{0}, octets})); }

Bytes required(const Token& token, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
  const auto value = token.get(object, type);
  if (!value || value->empty())
    throw Error(Kind::config, "certstore.tool", "the token does not tell its new public key");
  return *value;
}

/// What the token calls its point is an OCTET STRING in DER, and with some modules its octets alone.
Bytes point_of(const Token& token, CK_OBJECT_HANDLE key, const KeyKind& kind) {
  const Bytes value = required(token, key, CKA_EC_POINT);
  if (value.size() < kind.point)
    throw Error(Kind::config, "certstore.tool", "the token tells a point of another curve");
  return {value.end() - static_cast<std::ptrdiff_t>(kind.point), value.end()};
}

/// SubjectPublicKeyInfo (RFC 5280 4.1).
Bytes public_key(const Token& token, CK_OBJECT_HANDLE key, const KeyKind& kind) {
  if (kind.modulus_bits == 0)
    return element(kSequence, joined({element(kSequence, joined({as_bytes(kEcKey), as_bytes(kind.curve)})),
                                      bit_string(point_of(token, key, kind))}));
  const Bytes numbers =
      element(kSequence,
              joined({integer(required(token, key, CKA_MODULUS)), integer(required(token, key, CKA_PUBLIC_EXPONENT))}));
  return element(kSequence, joined({element(kSequence, as_bytes(kRsaKey)), bit_string(numbers)}));
}

/// Over what is to be signed, as X.509 has it: a curve's two numbers are a SEQUENCE (RFC 3279 2.2.3).
Bytes signature(const Token& token, CK_OBJECT_HANDLE key, const KeyKind& kind, BytesView message) {
  if (kind.modulus_bits > 0) return token.sign(key, CKM_SHA256_RSA_PKCS, message);
  const Bytes raw = token.sign(key, CKM_ECDSA, token.digest(kind.digest, message));
  if (raw.empty() || raw.size() % 2 != 0) throw Error(Kind::config, "certstore.tool", "the token's signature is none");
  const BytesView numbers(raw);
  return element(kSequence, joined({integer(numbers.first(raw.size() / 2)), integer(numbers.subspan(raw.size() / 2))}));
}

/// Never to be read.
KeyPair generated(const Token& token, const KeyKind& kind, const std::string& label, const Bytes& id) {
  constexpr CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
  constexpr std::uint8_t exponent[] = {0x01, 0x00, 0x01};
  std::vector<CK_ATTRIBUTE> shown = {number(CKA_TOKEN, yes), number(CKA_VERIFY, yes),
                                     attribute(CKA_LABEL, as_bytes(label)), attribute(CKA_ID, id)};
  if (kind.modulus_bits > 0) {
    shown.push_back(number(CKA_MODULUS_BITS, kind.modulus_bits));
    shown.push_back(attribute(CKA_PUBLIC_EXPONENT, exponent));
  } else {
    shown.push_back(attribute(CKA_EC_PARAMS, as_bytes(kind.curve)));
  }
  return token.generate(
      kind.modulus_bits > 0 ? CKM_RSA_PKCS_KEY_PAIR_GEN : CKM_EC_KEY_PAIR_GEN, shown,
      {number(CKA_TOKEN, yes), number(CKA_PRIVATE, yes), number(CKA_SENSITIVE, yes), number(CKA_EXTRACTABLE, no),
       number(CKA_SIGN, yes), attribute(CKA_LABEL, as_bytes(label)), attribute(CKA_ID, id)});
}

Bytes request_over(const Token& token, const KeyPair& pair, const KeyKind& kind, const Value& parameter) {
  const Bytes subject = decoded(parameter["Subject"], "Subject");
  const Bytes attributes =
      parameter.text_or("Attributes").empty() ? Bytes() : decoded(parameter["Attributes"], "Attributes");
  const Bytes info = element(kSequence, joined({integer(Bytes{0}), subject, public_key(token, pair.shown, kind),
                                                element(kAttributes, attributes)}));
  const Bytes signed_by = element(kSequence, as_bytes(kind.signature));
  return element(kSequence, joined({info, signed_by, bit_string(signature(token, pair.secret, kind, info))}));
}

Value refused(const Token& token, const Value& parameter) {
  const auto id = id_of_key(token, parameter["PublicKey"]);
  if (!id) return Value::map({{"result", "Success"}});
  if (!token.find({of_class(kCertificate), attribute(CKA_ID, *id)}).empty())
    return Value::map({{"result", "Warning"}, {"message", "a certificate stands beside that key"}});
  for (const CK_OBJECT_CLASS* kind : {&kPrivate, &kPublic})
    for (const CK_OBJECT_HANDLE key : token.find({of_class(*kind), attribute(CKA_ID, *id)})) token.destroy(key);
  return Value::map({{"result", "Success"}});
}

}  // namespace

Value reenroll(const Token& token, const Value& parameter) {
  require_pin(token);
  if (parameter.text_or("OperationType") == "Refused") return refused(token, parameter);
  const KeyKind& kind = kind_named(parameter["JobProperties"].text_or("keyType"));
  const KeyPair pair = generated(token, kind, parameter["JobCertificate"].text_or("Alias"), token.random(kIdSize));
  try {
    return Value::map({{"result", "Success"}, {"csr", to_base64(request_over(token, pair, kind, parameter))}});
  } catch (const Error&) {
    token.destroy(pair.secret);
    token.destroy(pair.shown);
    throw;
  }
}

}  // namespace pkit::pkcs11
