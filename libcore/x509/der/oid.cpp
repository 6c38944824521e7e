#include "x509/oid.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace pkit::x509::oid {

bool well_formed(std::string_view dotted) {
  const std::vector<std::string> arcs = split(dotted, '.');
  const auto arc = [](const std::string& a) {
    const bool digits = !a.empty() && a.find_first_not_of("0123456789") == a.npos;
    return digits && a.size() <= 18 && (a.size() == 1 || a[0] != '0');
  };
  if (arcs.size() < 2 || !std::all_of(arcs.begin(), arcs.end(), arc)) return false;
  if (arcs[0] == "2") return true;
  return (arcs[0] == "0" || arcs[0] == "1") && (arcs[1].size() == 1 || (arcs[1].size() == 2 && arcs[1] < "40"));
}

}  // namespace pkit::x509::oid
