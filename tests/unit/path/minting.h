// Certificates and CRLs for the tests of paths, sound and not, put together element by element.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "path/validator.h"
#include "x509/der.h"
#include "x509/der/validity.h"
#include "x509/oid.h"
#include "x509/private_key.h"

namespace pkit::path::minting {

using x509::PrivateKey;
using x509::der::Writer;

constexpr Time kDay = 86'400'000;
constexpr Time kNow = 1'780'000'000'000;  // in 2026

inline const PrivateKey& key(const std::string& name) {
  static std::map<std::string, PrivateKey> keys;
  const auto found = keys.find(name);
  return found != keys.end() ? found->second : keys.emplace(name, PrivateKey::generate("ec-p256")).first->second;
}

inline Bytes der(const std::function<void(Writer&)>& write) {
  Writer writer;
  write(writer);
  return writer.take();
}

inline Bytes sequence(const std::vector<Bytes>& parts) {
  return der([&](Writer& w) {
    w.constructed(x509::der::kSequence, [&] {
      for (const Bytes& part : parts) w.raw(part);
    });
  });
}

inline Bytes element(int tag, const Bytes& content) {
  return der([&](Writer& w) { w.element(static_cast<std::uint8_t>(tag), BytesView(content)); });
}
inline Bytes text(int tag, std::string_view content) { return element(tag, to_bytes(content)); }
inline Bytes oid(std::string_view dotted) {
  return der([&](Writer& w) { w.oid(dotted); });
}
inline Bytes number(std::int64_t n) {
  return der([&](Writer& w) { w.integer(n); });
}

struct Ext {
  std::string oid;
  bool critical;
  Bytes value;
};

/// What a certificate says. `as` names its key, `by` the issuer's.
struct Spec {
  std::string subject, issuer, as, by;
  std::vector<Ext> extensions = {};
  int version = 3;
  Time from = kNow - kDay, until = kNow + kDay;
  std::int64_t serial = 7;
};

inline Bytes name(const std::string& dn) { return dn.empty() ? sequence({}) : x509::Name::from_text(dn).der(); }

inline Bytes extension(const Ext& e) {
  return der([&](Writer& w) {
    w.constructed(x509::der::kSequence, [&] {
      w.oid(e.oid);
      if (e.critical) w.boolean(true);
      w.octet_string(e.value);
    });
  });
}

inline Bytes signed_by(const PrivateKey& signer, const Bytes& tbs) {
  return x509::assemble(tbs, signer.signature_algorithm(), signer.sign(tbs));
}

inline Bytes validity(Time from, Time until) {
  return der([&](Writer& w) {
    w.constructed(x509::der::kSequence, [&] {
      x509::write_time(w, from);
      x509::write_time(w, until);
    });
  });
}

inline x509::Certificate mint(const Spec& s) {
  std::vector<Bytes> parts;
  if (s.version > 1) parts.push_back(element(0xa0, number(s.version - 1)));
  parts.insert(parts.end(), {number(s.serial), key(s.by).signature_algorithm(), name(s.issuer),
                             validity(s.from, s.until), name(s.subject), key(s.as).public_key().spki()});
  std::vector<Bytes> extensions;
  for (const Ext& e : s.extensions) extensions.push_back(extension(e));
  if (!extensions.empty()) parts.push_back(element(0xa3, sequence(extensions)));
  return x509::parse_certificate(signed_by(key(s.by), sequence(parts)));
}

// Extensions.
inline Ext ca(int path_length = -1) {
  std::vector<Bytes> parts = {Bytes{0x01, 0x01, 0xff}};
  if (path_length >= 0) parts.push_back(number(path_length));
  return {"2.5.29.19", true, sequence(parts)};
}
inline Ext ski(const std::string& of) {
  return {"2.5.29.14", false, element(0x04, x509::subject_key_id(key(of).public_key().key_bits()))};
}
inline Ext aki(const std::string& of) {
  return {"2.5.29.35", false, sequence({element(0x80, x509::subject_key_id(key(of).public_key().key_bits()))})};
}
inline Ext usage(std::uint8_t bits, std::uint8_t unused) {
  return {"2.5.29.15", true, Bytes{0x03, 0x02, unused, bits}};
}
inline Ext ca_usage() { return usage(0x06, 1); }    // keyCertSign, cRLSign
inline Ext leaf_usage() { return usage(0x80, 7); }  // digitalSignature
inline Ext purposes(const std::vector<std::string>& oids) {
  std::vector<Bytes> parts;
  for (const std::string& each : oids) parts.push_back(oid(each));
  return {"2.5.29.37", false, sequence(parts)};
}
constexpr const char *kServer = "1.3.6.1.5.5.7.3.1", *kClient = "1.3.6.1.5.5.7.3.2";
inline Bytes dns(std::string_view text_of) { return text(0x82, text_of); }
inline Bytes email(std::string_view text_of) { return text(0x81, text_of); }
inline Bytes uri(std::string_view text_of) { return text(0x86, text_of); }
inline Bytes ip(const Bytes& octets) { return element(0x87, octets); }
inline Bytes directory(const std::string& dn) { return element(0xa4, name(dn)); }
inline Ext san(const std::vector<Bytes>& names, bool critical = false) {
  return {"2.5.29.17", critical, sequence(names)};
}

inline Bytes subtrees(int tag, const std::vector<Bytes>& names) {
  Bytes content;
  for (const Bytes& each : names) {
    const Bytes subtree = sequence({each});
    content.insert(content.end(), subtree.begin(), subtree.end());
  }
  return element(tag, content);
}
inline Ext constraints(const std::vector<Bytes>& permitted, const std::vector<Bytes>& excluded = {}) {
  std::vector<Bytes> parts;
  if (!permitted.empty()) parts.push_back(subtrees(0xa0, permitted));
  if (!excluded.empty()) parts.push_back(subtrees(0xa1, excluded));
  return {"2.5.29.30", true, sequence(parts)};
}
inline Ext policies(const std::vector<std::string>& oids) {
  std::vector<Bytes> parts;
  for (const std::string& each : oids) parts.push_back(sequence({oid(each)}));
  return {"2.5.29.32", false, sequence(parts)};
}
inline Ext mappings(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<Bytes> parts;
  for (const auto& [issuer, subject] : pairs) parts.push_back(sequence({oid(issuer), oid(subject)}));
  return {"2.5.29.33", true, sequence(parts)};
}
inline Ext policy_constraints(int require_explicit, int inhibit_mapping = -1) {
  std::vector<Bytes> parts;
  if (require_explicit >= 0) parts.push_back(Bytes{0x80, 0x01, static_cast<std::uint8_t>(require_explicit)});
  if (inhibit_mapping >= 0) parts.push_back(Bytes{0x81, 0x01, static_cast<std::uint8_t>(inhibit_mapping)});
  return {"2.5.29.36", true, sequence(parts)};
}
inline Ext inhibit_any(int after) { return {"2.5.29.54", true, number(after)}; }

// Certificates that are sound but for what is added.
inline std::vector<Ext> with(std::vector<Ext> base, const std::vector<Ext>& more) {
  for (const Ext& each : more) {
    std::erase_if(base, [&](const Ext& e) { return e.oid == each.oid; });
    base.push_back(each);
  }
  return base;
}
inline Spec root_spec(const std::vector<Ext>& more = {}) {
  return {"CN=Root", "CN=Root", "root", "root", with({ski("root"), ca(), ca_usage()}, more)};
}
inline Spec ca_spec(const std::string& cn, const std::string& issuer, const std::vector<Ext>& more = {}) {
  return {"CN=" + cn, "CN=" + issuer, lower(cn), lower(issuer),
          with({ski(lower(cn)), aki(lower(issuer)), ca(), ca_usage()}, more)};
}
inline Spec leaf_spec(const std::string& issuer, const std::vector<Ext>& more = {}) {
  return {
      "CN=leaf", "CN=" + issuer, "leaf", lower(issuer),
      with({ski("leaf"), aki(lower(issuer)), leaf_usage(), purposes({kServer, kClient}), san({dns("a.example.com")})},
           more)};
}

inline Question asked() {
  Question question;
  question.at = kNow;
  return question;
}

/// "valid", or the codes of the findings, each once, in their order.
inline std::string told(const Verdict& verdict) {
  if (verdict.accepted()) return "valid";
  std::string out;
  for (const Finding& f : verdict.findings) {
    const std::string code = std::string(row_of(f.rule).code).substr(5);
    if (out.find(code) == std::string::npos) out += (out.empty() ? "" : " ") + code;
    if (f.rule == Rule::libcrypto) out += ": " + f.what;
  }
  return out.empty() ? "nothing" : out;
}

inline std::string judge(const x509::Certificate& leaf, const Pool& pool, const Question& question = asked()) {
  return told(Validator(pool).validate(leaf, question));
}

/// Root, CA "Ca", leaf.
inline std::string three(const std::vector<Ext>& in_root, const std::vector<Ext>& in_ca,
                         const std::vector<Ext>& in_leaf, const Question& question = asked()) {
  const Pool pool{{mint(root_spec(in_root))}, {mint(ca_spec("Ca", "Root", in_ca))}, {}};
  return judge(mint(leaf_spec("Ca", in_leaf)), pool, question);
}

}  // namespace pkit::path::minting
