#include "decision/door.h"

namespace pkit {

const Door* find_door(std::string_view word) {
  for (const Door* one : {&door::registering, &door::approving, &door::denying, &door::issuing, &door::renewing,
                          &door::rotating, &door::authenticating})
    if (word == one->word) return one;
  return nullptr;
}

}  // namespace pkit
