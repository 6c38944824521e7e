// Which of a certificate's names is whose: the declared precedence, built in or from a file (identity-from-cert --map).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pkit::identity {

/// Where a value comes from: a form of subjectAltName, or an attribute of the subject.
enum class Origin { uri, upn, email, dns, subject };

/// One source: all values of that origin which begin and end so, without these ends.
struct Source {
  Origin origin = Origin::uri;
  std::string attribute;  // dotted OID, of Origin::subject
  std::string after, before;
  std::string word;  // as it is written: "upn", "CN"
};

struct Map {
  std::vector<Source> user_name;  // in the order in which they are asked
  std::optional<Source> display_name, device_id, app_id;
  std::vector<std::pair<std::string, Source>> attributes;
};

/// userName from uri, upn, email, dns; nothing else. The common name is not believed unless a file says so.
Map default_map();

/// A map from its YAML. Error{config} listing every fault with FILE:LINE:COLUMN.
Map read_map(std::string_view yaml, const std::string& file);

}  // namespace pkit::identity
