#include "x509/san.h"

#include <algorithm>
#include <optional>

#include "base/address.h"
#include "base/text.h"
#include "x509/der.h"
#include "x509/der/faults.h"
#include "x509/name.h"
#include "x509/names/general_name.h"
#include "x509/names/idn.h"
#include "x509/names/other_name.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_digits(std::string_view text) { return text.find_first_not_of("0123456789") == text.npos; }
bool is_hex(char c) {
  return is_alnum(c) && std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
}

/// RFC 1034 3.5 with RFC 1123 2.1: a label may begin with a digit.
bool valid_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return is_alnum(c) || c == '-'; });
}

/// RFC 5321 4.1.2: a dot-atom and a domain. Quoted local parts and address literals are not taken.
bool valid_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == text.npos || at == 0 || at > 64 || text.size() > 254) return false;
  const std::string_view local = text.substr(0, at);
  constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~.";
  const bool atoms =
      std::all_of(local.begin(), local.end(), [&](char c) { return is_alnum(c) || marks.find(c) != marks.npos; });
  const bool dots = local.front() != '.' && local.back() != '.' && local.find("..") == local.npos;
  return atoms && dots && valid_dns_name(text.substr(at + 1)) && text[at + 1] != '*';
}

/// RFC 3986: an absolute URI in its own characters (RFC 5280 4.2.1.6 wants scheme and scheme-specific part).
bool valid_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos || colon == 0 || colon + 1 == text.size() || text.size() > 2048) return false;
  if (is_digits(text.substr(0, 1))) return false;
  const std::string_view scheme = text.substr(0, colon);
  constexpr std::string_view marks = "-._~:/?#[]@!$&'()*+,;=%";
  if (!std::all_of(scheme.begin(), scheme.end(),
                   [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; }))
    return false;
  for (std::size_t i = colon; i < text.size(); ++i) {
    if (!is_alnum(text[i]) && marks.find(text[i]) == marks.npos) return false;
    if (text[i] == '%' && (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2]))) return false;
  }
  return true;
}

bool is_other_name(SanType type) {
  return type == SanType::upn || type == SanType::kerberos || type == SanType::smtputf8;
}

struct Wrong {
  const char* code;
  std::string what;
  std::string hint = {};
};

/// RFC 5280 7.2: a host name beyond ASCII is written in A-labels.
std::string ascii_form(const San& san) {
  const std::string labels = san.type == SanType::dns ? a_labels(san.value) : "";
  return labels.empty() ? "" : "write it as dns:" + labels;
}

std::optional<Wrong> judge(const San& san) {
  if (san.type == SanType::other) return std::nullopt;
  const std::string_view value = san.value;
  if (value.empty()) return Wrong{"san.empty", "empty name"};
  if (value.find('\0') != value.npos) return Wrong{"san.nul", "name with a NUL"};
  if (is_other_name(san.type)) {
    const std::string fault = other_name_fault(san);
    return fault.empty() ? std::nullopt : std::optional(Wrong{"san.other", fault});
  }
  if (std::any_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return Wrong{"san.ascii", "'" + printable(value) + "' is not ASCII", ascii_form(san)};
  const auto wrong = [&](const char* code, const char* what) {
    return Wrong{code, "'" + printable(value) + "' is no " + what};
  };
  switch (san.type) {
    case SanType::dns:
      if (!valid_dns_name(value)) return wrong("san.dns", "dns name");
      break;
    case SanType::ip:
      if (canonical_address(value) != value) return wrong("san.ip", "address in canonical form");
      break;
    case SanType::email:
      if (!valid_email(value)) return wrong("san.email", "email address");
      break;
    case SanType::uri:
      if (!valid_uri(value)) return wrong("san.uri", "absolute uri");
      break;
    case SanType::rid:
      if (!oid::well_formed(value)) return wrong("san.rid", "object identifier");
      break;
    default:
      break;
  }
  return std::nullopt;
}

constexpr std::uint8_t kEmail = der::context(1, false), kDns = der::context(2, false), kUri = der::context(6, false),
                       kIp = der::context(7, false), kOtherName = der::context(0, true),
                       kDirectoryName = der::context(4, true), kRegisteredId = der::context(8, false);

/// What it is called, and what it says where that is a text.
std::string other_text(const der::Reader& parent, const der::Element& e) {
  switch (e.tag) {
    case kOtherName:
      return "otherName " + other_name_oid(parent.inside(e));
    case kDirectoryName:
      return "dirName " + Name::parse(e.content, e.content_offset()).text();
    case der::context(3, true):
      return "x400Address";
    default:
      return "ediPartyName";
  }
}

/// Any GeneralName (RFC 5280 4.2.1.6). Nothing, and a fault, for an address of a wrong length.
std::optional<San> read_general_name(const der::Reader& parent, const der::Element& e, const std::string& where,
                                     std::vector<Fault>& faults) {
  const std::string text(as_text(e.content));
  switch (e.tag) {
    case kEmail:
      return San{SanType::email, text};
    case kDns:
      return San{SanType::dns, text};
    case kUri:
      return San{SanType::uri, text};
    case kIp:
      if (e.content.size() == 4 || e.content.size() == 16) return San{SanType::ip, address_text(e.content)};
      faults.push_back(
          {Kind::input, "san.ip", where, "address of " + std::to_string(e.content.size()) + " octets", {}});
      return std::nullopt;
    default:
      check_general_name(parent, e);
      if (e.tag == kRegisteredId) return San{SanType::rid, der::oid(e)};
      if (e.tag == kOtherName)
        if (auto known = read_other_name(parent.inside(e))) return known;
      return San{SanType::other, other_text(parent, e)};
  }
}

/// Is that all that is wrong with it?
bool only_underscores(const San& san) { return san.type == SanType::dns && valid_dns_name_but_underscores(san.value); }

constexpr const char* kWords[] = {"dns", "ip", "email", "uri", "upn", "kerberos", "smtputf8", "rid", "other"};

}  // namespace

const char* san_word(SanType type) { return kWords[static_cast<std::size_t>(type)]; }

std::string san_text(const San& san) { return std::string(san_word(san.type)) + ":" + san.value; }

bool valid_dns_name_but_underscores(std::string_view name) {
  std::string plain(name);
  std::replace(plain.begin(), plain.end(), '_', 'x');
  return valid_dns_name(plain);
}

bool valid_dns_name(std::string_view name) {
  if (name.starts_with("*.")) name.remove_prefix(2);
  if (name.empty() || name.size() > 253) return false;
  const std::vector<std::string> labels = split(name, '.');
  return std::all_of(labels.begin(), labels.end(), valid_label) && !is_digits(labels.back());
}

std::string san_fault(const San& san) {
  const std::optional<Wrong> wrong = judge(san);
  return wrong ? wrong->what : std::string();
}

std::vector<San> read_sans(BytesView der, std::vector<Fault>& faults, std::size_t offset, std::vector<IllName>* ill,
                           Oddities* seen) {
  std::vector<San> sans;
  collect(faults, [&] {
    der::Reader document(der, offset);
    der::Reader names = document.enter(der::kSequence, "subjectAltName");
    document.end("subjectAltName");
    if (names.empty()) der::fail("san.empty", "subjectAltName without a name", offset);
    for (std::size_t i = 0; !names.empty(); ++i) {
      const std::string where = "subjectAltName[" + std::to_string(i) + "]";
      const der::Element e = names.next();
      std::optional<San> san = read_general_name(names, e, where, faults);
      std::optional<Wrong> wrong = san ? judge(*san) : std::nullopt;
      if (wrong && seen && only_underscores(*san)) {
        note(seen, Tolerance::dns_underscore, e.offset);
        wrong.reset();
      }
      if (wrong) faults.push_back({Kind::input, wrong->code, where, wrong->what, wrong->hint});
      if (!san || wrong) {
        // An address of a wrong length has no text of its own.
        const std::string name = san ? san_text(*san) : "ip:#" + to_hex(e.content);
        if (ill) ill->push_back({printable(name), faults.back().what});
      } else {
        sans.push_back(std::move(*san));
      }
    }
  });
  return sans;
}

San parse_san(std::string_view text) {
  const auto bad = [](const std::string& what, std::string hint) -> Error {
    return Error(Kind::usage, "san.text", what, std::move(hint));
  };
  const std::size_t colon = text.find(':');
  const std::string word = lower(text.substr(0, colon));
  const std::vector<std::string> words = {"dns", "ip", "email", "uri", "upn", "kerberos", "smtputf8", "rid"};
  const auto type = std::find(words.begin(), words.end(), word);
  if (colon == text.npos) throw bad("'" + printable(text) + "' has no type", "write it as dns:" + printable(text));
  if (type == words.end()) {
    const std::string near = nearest(word, words);
    throw bad("'" + printable(word) + "' is no type of name",
              near.empty() ? "one of: " + join(words, " ") : "did you mean '" + near + "'?");
  }
  San san{static_cast<SanType>(type - words.begin()), std::string(text.substr(colon + 1))};
  if (san.type == SanType::ip) {
    const std::string canonical = canonical_address(san.value);
    if (!canonical.empty()) san.value = canonical;
  }
  // A profile says whether it takes underscores.
  if (const std::optional<Wrong> wrong = judge(san); wrong && !only_underscores(san))
    throw bad(wrong->what, wrong->hint);
  return san;
}

/// [8] IMPLICIT: the content octets of an OBJECT IDENTIFIER under another tag.
static void write_registered_id(der::Writer& writer, const std::string& oid) {
  der::Writer whole;
  whole.oid(oid);
  writer.element(kRegisteredId, BytesView(whole.bytes()).subspan(2));
}

Bytes write_sans(const std::vector<San>& sans) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    for (const San& san : sans) {
      switch (san.type) {
        case SanType::dns:
          writer.element(kDns, san.value);
          break;
        case SanType::ip:
          writer.element(kIp, parse_address(san.value).value_or(Bytes()));
          break;
        case SanType::email:
          writer.element(kEmail, san.value);
          break;
        case SanType::uri:
          writer.element(kUri, san.value);
          break;
        case SanType::rid:
          write_registered_id(writer, san.value);
          break;
        case SanType::upn:
        case SanType::kerberos:
        case SanType::smtputf8:
          write_other_name(writer, san);
          break;
        case SanType::other:
          break;
      }
    }
  });
  return writer.take();
}

}  // namespace pkit::x509
