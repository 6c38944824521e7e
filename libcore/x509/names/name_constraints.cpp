#include "x509/name_constraints.h"

#include <openssl/x509v3.h>

#include "base/address.h"
#include "base/error.h"
#include "base/text.h"
#include "ossl/ossl.h"
#include "x509/der.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

using Constraints = ossl::Owned<NAME_CONSTRAINTS, NAME_CONSTRAINTS_free>;

[[noreturn]] void bad(const std::string& text, const std::string& hint) {
  throw Error(Kind::usage, "constraints.text", "'" + printable(text) + "' is no subtree of names", hint);
}

/// "10.0.0.0/8": the address and its mask, each as long as the other.
Bytes network(const std::string& text, const std::string& whole) {
  const std::size_t slash = text.find('/');
  Bytes octets = parse_address(text.substr(0, slash)).value_or(Bytes());
  const std::string digits = slash == text.npos ? std::to_string(octets.size() * 8) : text.substr(slash + 1);
  const bool number = !digits.empty() && digits.size() <= 3 && digits.find_first_not_of("0123456789") == digits.npos;
  const std::size_t prefix = number ? std::stoul(digits) : 999;
  if (octets.empty() || prefix > octets.size() * 8) bad(whole, "write it like ip:10.0.0.0/8");
  Bytes mask(octets.size());
  for (std::size_t bit = 0; bit < prefix; ++bit)
    mask[bit / 8] = static_cast<std::uint8_t>(mask[bit / 8] | 0x80U >> bit % 8);
  for (std::size_t i = 0; i < octets.size(); ++i)
    if ((octets[i] & ~mask[i]) != 0) bad(whole, "its address has bits beyond the prefix");
  octets.insert(octets.end(), mask.begin(), mask.end());
  return octets;
}

/// A domain, for URIs and mailboxes with a dot before it where all below it are meant; of mailboxes also one of them.
bool is_domain(const std::string& text, bool dot, bool mailbox) {
  if (mailbox && san_fault({SanType::email, text}).empty()) return true;
  return valid_dns_name(dot && text.starts_with(".") ? text.substr(1) : text) && !text.starts_with("*");
}

void write_subtree(der::Writer& writer, const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string type = lower(text.substr(0, colon));
  const std::string value = colon == text.npos ? "" : text.substr(colon + 1);
  const auto domain = [&](int tag, bool dot, bool mailbox) {
    if (!is_domain(value, dot, mailbox)) bad(text, "write it like " + type + ":corp.example");
    writer.element(der::context(tag, false), value);
  };
  if (type == "email") return domain(1, true, true);
  if (type == "dns") return domain(2, false, false);
  if (type == "uri") return domain(6, true, false);
  if (type == "ip") return writer.element(der::context(7, false), network(value, text));
  if (type != "dirname") bad(text, "its type is one of: dns ip email uri dirname");
  writer.constructed(der::context(4, true), [&] { writer.raw(Name::from_text(value).der()); });
}

void write_subtrees(der::Writer& writer, int tag, const std::vector<std::string>& subtrees) {
  if (subtrees.empty()) return;
  writer.constructed(der::context(tag, true), [&] {
    for (const std::string& each : subtrees) writer.constructed(der::kSequence, [&] { write_subtree(writer, each); });
  });
}

Constraints constraints_of(const Certificate& ca) {
  const Extension* extension = ca.extension(oid::kNameConstraints);
  const unsigned char* at = extension->value.data();
  const auto* item = ASN1_ITEM_rptr(NAME_CONSTRAINTS);
  Constraints read(reinterpret_cast<NAME_CONSTRAINTS*>(
      ASN1_item_d2i(nullptr, &at, static_cast<long>(extension->value.size()), item)));
  ossl::forget_errors();
  return at == extension->value.data() + extension->value.size() ? std::move(read) : Constraints();
}

/// A certificate that says these names, for libcrypto to judge: its signature is none.
ossl::Certificate draft(CertificateFields fields) {
  fields.serial = {1};
  if (fields.issuer.empty()) fields.issuer = fields.subject;
  der::Writer algorithm;
  algorithm.constructed(der::kSequence, [&] { algorithm.oid(oid::kEd25519); });
  const Bytes der = assemble(build_tbs(fields, algorithm.bytes()), algorithm.bytes(), Bytes(64));
  const unsigned char* at = der.data();
  ossl::Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  // The check below looks at names that this call reads; without it none would be there to be checked.
  constexpr int no_purpose = -1, leaf = 0;
  if (certificate && X509_check_purpose(certificate.get(), no_purpose, leaf) != 1) certificate.reset();
  ossl::forget_errors();
  return certificate;
}

bool permits(NAME_CONSTRAINTS* constraints, const CertificateFields& fields) {
  const ossl::Certificate certificate = draft(fields);
  const bool good = constraints && certificate && NAME_CONSTRAINTS_check(certificate.get(), constraints) == X509_V_OK &&
                    (!fields.sans.empty() || NAME_CONSTRAINTS_check_CN(certificate.get(), constraints) == X509_V_OK);
  ossl::forget_errors();
  return good;
}

}  // namespace

Bytes write_name_constraints(const std::vector<std::string>& permitted, const std::vector<std::string>& excluded) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    write_subtrees(writer, 0, permitted);
    write_subtrees(writer, 1, excluded);
  });
  return writer.take();
}

bool has_readable_constraints(const Certificate& ca) {
  ossl::start();
  return !ca.extension(oid::kNameConstraints) || constraints_of(ca);
}

std::vector<std::string> names_outside(const CertificateFields& fields, const Certificate& ca) {
  if (!ca.extension(oid::kNameConstraints)) return {};
  ossl::start();
  const Constraints constraints = constraints_of(ca);
  if (permits(constraints.get(), fields)) return {};
  // Which of them it is, is found by asking for each alone.
  std::vector<std::string> outside;
  CertificateFields alone = fields;
  alone.subject = Name().der();
  for (const San& san : fields.sans) {
    alone.sans = {san};
    if (!permits(constraints.get(), alone)) outside.push_back(san_text(san));
  }
  if (outside.empty()) outside.push_back("subject");
  return outside;
}

}  // namespace pkit::x509
