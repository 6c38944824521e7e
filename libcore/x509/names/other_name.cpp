#include "x509/names/other_name.h"

#include <algorithm>

#include "base/text.h"
#include "x509/names/strings.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

constexpr int kNtPrincipal = 1;  // RFC 4120 6.2

struct Row {
  SanType type;
  oid::Oid oid;
};
constexpr Row kRows[] = {{SanType::upn, "1.3.6.1.4.1.311.20.2.3"},
                         {SanType::kerberos, "1.3.6.1.5.2.2"},
                         {SanType::smtputf8, "1.3.6.1.5.5.7.8.9"}};

/// Neither control characters nor what separates the parts of a Kerberos name: those would need escapes.
bool plain_part(std::string_view part) {
  return !part.empty() && std::all_of(part.begin(), part.end(),
                                      [](char c) { return c > 0x20 && c < 0x7f && c != '/' && c != '@' && c != '\\'; });
}

/// KRB5PrincipalName: SEQUENCE { realm [0] Realm, principalName [1] SEQUENCE { type [0], string [1] SEQUENCE OF } }.
std::optional<std::string> read_principal(der::Reader value) {
  der::Reader fields = value.enter(der::kSequence, "KRB5PrincipalName");
  const std::string realm(
      as_text(fields.enter(der::context(0, true), "realm").expect(der::kGeneralString, "realm").content));
  der::Reader name = fields.enter(der::context(1, true), "principalName").enter(der::kSequence, "PrincipalName");
  name.expect(der::context(0, true), "name-type");
  der::Reader parts = name.enter(der::context(1, true), "name-string").enter(der::kSequence, "name-string");
  std::string text;
  bool plain = plain_part(realm) && !parts.empty();
  while (!parts.empty()) {
    const std::string_view part = as_text(parts.expect(der::kGeneralString, "name-string").content);
    plain = plain && plain_part(part);
    text.append(text.empty() ? "" : "/").append(part);
  }
  if (!plain) return std::nullopt;
  return text + "@" + realm;
}

void write_principal(der::Writer& writer, const std::string& text) {
  const std::size_t at = text.rfind('@');
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::context(0, true), [&] { writer.element(der::kGeneralString, text.substr(at + 1)); });
    writer.constructed(der::context(1, true), [&] {
      writer.constructed(der::kSequence, [&] {
        writer.constructed(der::context(0, true), [&] { writer.integer(kNtPrincipal); });
        writer.constructed(der::context(1, true), [&] {
          writer.constructed(der::kSequence, [&] {
            for (const std::string& part : split(text.substr(0, at), '/')) writer.element(der::kGeneralString, part);
          });
        });
      });
    });
  });
}

std::optional<std::string> read_value(SanType type, der::Reader value) {
  if (type == SanType::kerberos) return read_principal(value);
  const der::Element text = value.expect(der::kUtf8String, "name");
  return std::string(as_text(text.content));
}

/// A user, one "@", and a domain.
bool has_domain(const std::string& text) {
  const std::size_t at = text.find('@');
  return at != text.npos && at > 0 && text.find('@', at + 1) == text.npos && valid_dns_name(text.substr(at + 1)) &&
         text[at + 1] != '*';
}

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7f; });
}

bool is_principal(const std::string& text) {
  const std::size_t at = text.find('@');
  if (at == text.npos || !plain_part(text.substr(at + 1))) return false;
  const std::vector<std::string> parts = split(text.substr(0, at), '/');
  return std::all_of(parts.begin(), parts.end(), plain_part);
}

}  // namespace

std::string other_name_oid(der::Reader fields) { return der::oid(fields.expect(der::kOid, "type-id")); }

std::optional<San> read_other_name(der::Reader fields) {
  const std::string oid = other_name_oid(fields);
  fields.expect(der::kOid, "type-id");
  for (const Row& row : kRows) {
    if (row.oid != oid) continue;
    try {
      const auto text = read_value(row.type, fields.enter(der::context(0, true), "value"));
      return text ? std::optional(San{row.type, *text}) : std::nullopt;
    } catch (const Error&) {
      return std::nullopt;  // a value of another type than its OID says is one that we do not know
    }
  }
  return std::nullopt;
}

void write_other_name(der::Writer& writer, const San& san) {
  const Row* row =
      std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& each) { return each.type == san.type; });
  writer.constructed(der::context(0, true), [&] {
    writer.oid(row->oid);
    writer.constructed(der::context(0, true), [&] {
      if (san.type == SanType::kerberos) return write_principal(writer, san.value);
      writer.element(der::kUtf8String, san.value);
    });
  });
}

std::string other_name_fault(const San& san) {
  const std::string shown = "'" + printable(san.value) + "' is no ";
  if (!valid_utf8(san.value) || has_control(san.value) || san.value.size() > 1024) return shown + "text for a name";
  if (san.type == SanType::upn && !has_domain(san.value)) return shown + "user principal name (user@domain)";
  if (san.type == SanType::kerberos && !is_principal(san.value)) return shown + "Kerberos principal (host/web1@REALM)";
  if (san.type != SanType::smtputf8) return {};
  if (!has_domain(san.value)) return shown + "mailbox";
  // RFC 9598 3: a mailbox that ASCII can say is an rfc822Name.
  return is_ascii(san.value) ? shown + "mailbox beyond ASCII: write it as email:" : "";
}

}  // namespace pkit::x509
