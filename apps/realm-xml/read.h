// The XML form of a realm (D5), read by libxml2 in a process of its own: no document type, no entity of its own, no
// network, no other file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pkit::realm_xml {

inline constexpr std::size_t kLargest = 64 << 10;

struct Fault {
  int line = 0;
  std::string what;
};

/// <realm name loginModule><className>..</className><parameter name value/>...</realm>
struct Read {
  std::string name, login_module, class_name;
  std::vector<std::pair<std::string, std::string>> parameters;  // as written, each name once
  std::vector<Fault> faults;                                    // where there is one, nothing else counts
};

/// Every fault of the document, as far as it can be read: what is no XML, a document type, an element or attribute that
/// a realm does not have, what is there twice, and a text that a comment, a processing instruction or a CDATA section
/// cuts, of which other readers take half. Never throws for content.
Read read(std::string_view document);

}  // namespace pkit::realm_xml
