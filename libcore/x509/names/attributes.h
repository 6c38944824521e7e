// The attribute types of names that pkit knows by a word. Included by x509/ alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pkit::x509 {

struct AttributeType {
  std::string_view key;
  std::string_view oid;
  std::uint8_t tag;   // string type that we write it in
  std::size_t most;   // characters; RFC 5280 appendix A.1, X.520 where that is silent
  std::size_t least;  // characters
};

/// In either case; null for a word that is none.
const AttributeType* attribute_by_key(std::string_view key);
const AttributeType* attribute_by_oid(std::string_view oid);

}  // namespace pkit::x509
