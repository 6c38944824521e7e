// The XML form of a realm: what is taken is what stands there, and nothing that a document could define or fetch.
#include "realm-xml/read.h"
#include "targets.h"

namespace pkit::fuzz {

int fuzz_realm_xml(BytesView bytes) {
  const realm_xml::Read realm = realm_xml::read(as_text(bytes));
  PROMISE(realm.faults.size() <= 64);
  if (!realm.faults.empty()) return 0;
  const std::string_view text = as_text(bytes);
  PROMISE(!realm.name.empty());
  PROMISE(text.size() <= realm_xml::kLargest);
  PROMISE(text.find("<!DOCTYPE") == text.npos || text.find("<!--") != text.npos);
  for (std::size_t i = 0; i < realm.parameters.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) PROMISE(realm.parameters[i].first != realm.parameters[j].first);
  // No character but one that the document has, or a reference to one: nothing grows.
  std::size_t taken = realm.name.size() + realm.login_module.size() + realm.class_name.size();
  for (const auto& [name, value] : realm.parameters) taken += name.size() + value.size();
  PROMISE(taken <= 2 * text.size());
  return 0;
}

}  // namespace pkit::fuzz
