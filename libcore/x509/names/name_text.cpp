// Names from text and from attributes, written in DER.
#include <algorithm>

#include "base/text.h"
#include "x509/der.h"
#include "x509/name.h"
#include "x509/names/attributes.h"
#include "x509/names/strings.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

using Pair = std::pair<std::string, std::string>;
using Rdn = std::vector<Pair>;

[[noreturn]] void bad_text(const std::string& what, std::string hint = {}) {
  throw Error(Kind::usage, "name.text", what, std::move(hint));
}

[[noreturn]] void unknown_key(const std::string& key) {
  const std::string near = nearest(key, {"CN", "O", "OU", "C", "ST", "L", "DC", "UID", "SN", "serialNumber",
                                         "emailAddress", "STREET", "title", "GN"});
  bad_text("'" + printable(key) + "' is no attribute of a name",
           near.empty() ? "for others write the dotted object identifier" : "did you mean '" + near + "'?");
}

void check_value(const AttributeType& type, const std::string& value) {
  const std::string key(type.key);
  if (value.empty() || !string_holds(type.tag, value))
    throw Error(Kind::input, "name.value", key + " cannot be '" + printable(value) + "'");
  const std::size_t size = count_characters(value);
  if (size > type.most || size < type.least)
    throw Error(
        Kind::input, "name.length", key + " has " + std::to_string(size) + " characters",
        "RFC 5280 allows " + (type.least == type.most ? std::string() : "at most ") + std::to_string(type.most));
}

Bytes encode_attribute(const Pair& pair) {
  const std::optional<std::string> oid = attribute_oid(pair.first);
  if (!oid) unknown_key(pair.first);
  const AttributeType* known = attribute_by_oid(*oid);
  const AttributeType type = known ? *known : AttributeType{pair.first, *oid, der::kUtf8String, 32768, 1};
  check_value(type, pair.second);
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.oid(type.oid);
    writer.element(type.tag, pair.second);
  });
  return writer.take();
}

Name encode(const std::vector<Rdn>& rdns) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    for (const Rdn& rdn : rdns) {
      std::vector<Bytes> set;
      for (const Pair& pair : rdn) set.push_back(encode_attribute(pair));
      std::sort(set.begin(), set.end());  // X.690 11.6
      writer.constructed(der::kSet, [&] {
        for (const Bytes& attribute : set) writer.raw(attribute);
      });
    }
  });
  return Name::parse(writer.bytes());
}

/// Splits "key=value" lists at separators that no backslash protects, and undoes the escapes (RFC 4514 3).
class Scanner {
 public:
  Scanner(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  std::vector<Rdn> rdns() {
    std::vector<Rdn> out(1);
    while (true) {
      std::string key = take_key();
      std::string value = take_value();
      out.back().emplace_back(std::move(key), std::move(value));
      if (rest_.empty()) return out;
      if (rest_[0] == separator_) out.emplace_back();
      rest_.remove_prefix(1);
    }
  }

 private:
  std::string take_key() {
    const std::size_t end = rest_.find('=');
    if (end == rest_.npos) bad_text("'" + printable(rest_) + "' is no name", "write it as CN=web1,O=Acme");
    std::string key(trim(rest_.substr(0, end)));
    rest_.remove_prefix(end + 1);
    return key;
  }

  /// Up to the separator or a plus; white space around a value does not belong to it unless it is escaped.
  std::string take_value() {
    while (!rest_.empty() && rest_[0] == ' ') rest_.remove_prefix(1);
    if (!rest_.empty() && (rest_[0] == '#' || rest_[0] == '"'))
      bad_text("a value begins with " + std::string(1, rest_[0]), "escape it with a backslash");
    std::string value;
    std::size_t kept = 0;  // up to here nothing is trimmed
    while (!rest_.empty() && rest_[0] != separator_ && rest_[0] != '+') {
      if (rest_[0] == '\\') {
        value += take_escape();
        kept = value.size();
      } else {
        value += rest_[0];
        rest_.remove_prefix(1);
      }
    }
    while (value.size() > kept && value.back() == ' ') value.pop_back();
    return value;
  }

  char take_escape() {
    if (rest_.size() >= 3) {
      if (const auto octet = from_hex(rest_.substr(1, 2))) {
        rest_.remove_prefix(3);
        return static_cast<char>((*octet)[0]);
      }
    }
    if (rest_.size() < 2) bad_text("a name ends in a backslash");
    const char c = rest_[1];
    rest_.remove_prefix(2);
    return c;
  }

  std::string_view rest_;
  char separator_;
};

}  // namespace

Name Name::from_text(std::string_view text) {
  const std::string_view content = trim(text);
  if (content.empty() || content == "/") return Name();
  const std::string_view name = text.substr(text.find(content[0]));  // spaces at the end may be escaped
  if (name[0] == '/') return encode(Scanner(name.substr(1), '/').rdns());
  std::vector<Rdn> rdns = Scanner(name, ',').rdns();
  std::reverse(rdns.begin(), rdns.end());
  return encode(rdns);
}

Name Name::of(const std::vector<std::pair<std::string, std::string>>& attributes) {
  std::vector<Rdn> rdns;
  for (const Pair& pair : attributes) rdns.push_back({pair});
  return encode(rdns);
}

}  // namespace pkit::x509
