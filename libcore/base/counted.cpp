#include "base/counted.h"

#include <utility>

namespace pkit {

std::string counted_as(std::string number, bool is_one, std::string_view one, std::string_view several) {
  std::string text = std::move(number) + " ";
  if (is_one || several.empty()) text += one;
  if (!is_one) text += several.empty() ? "s" : several;
  return text;
}

}  // namespace pkit
