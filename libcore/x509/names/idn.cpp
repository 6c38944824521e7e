#include "x509/names/idn.h"

#include <idn2.h>

#include <memory>

#include "base/text.h"

namespace pkit::x509 {

std::string a_labels(std::string_view name) {
  const std::string copy(name);
  if (!valid_utf8(copy) || copy.find('\0') != copy.npos) return {};
  char* made = nullptr;
  const int answer = idn2_to_ascii_8z(copy.c_str(), &made, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, void (*)(void*)> owner(made, idn2_free);
  if (answer != IDN2_OK || !made || copy == made) return {};
  return made;
}

}  // namespace pkit::x509
