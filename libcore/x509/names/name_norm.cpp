#include "x509/name_norm.h"

#include <unicase.h>
#include <uninorm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "x509/names/strings.h"

namespace pkit::x509 {

namespace {

std::string casefolded(std::string_view utf8) {
  if (is_ascii(utf8)) return lower(utf8);
  std::size_t size = 0;
  const std::unique_ptr<std::uint8_t, void (*)(void*)> made(
      u8_casefold(reinterpret_cast<const std::uint8_t*>(utf8.data()), utf8.size(), nullptr, UNINORM_NFKC, nullptr,
                  &size),
      std::free);
  if (!made) throw Error(Kind::input, "name.value", "a name cannot be compared");
  return std::string(reinterpret_cast<const char*>(made.get()), size);
}

bool is_norm_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string with_single_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_norm_space(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

std::string normalized_text(std::string_view utf8) { return with_single_spaces(casefolded(utf8)); }

std::string normalized(const std::vector<Attribute>& rdn) {
  std::vector<std::string> attributes;
  for (const Attribute& a : rdn) {
    const std::string value = normalized_text(a.value);
    attributes.push_back(a.oid + "=" + std::to_string(value.size()) + ":" + value);
  }
  std::sort(attributes.begin(), attributes.end());
  return join(attributes, "+") + ";";
}

std::string normalized(const Name& name) {
  std::string out;
  for (const auto& rdn : name.rdns()) out += normalized(rdn);
  return out;
}

}  // namespace pkit::x509
