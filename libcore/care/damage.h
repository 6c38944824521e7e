// The table of what can be wrong with a home: doctor names it by these words, and --repair mends what is marked so.
#pragma once

#include <span>
#include <string_view>

namespace pkit {

struct Damage {
  const char* name;    // "event-changed": stable
  const char* check;   // under which doctor shows it
  const char* what;    // one line
  bool mends;          // by --repair, from what is certain; never by a guess
  const char* remedy;  // what to do where it does not mend, or why not
};

std::span<const Damage> damages();
/// The row of that name, which there is.
const Damage& damage_named(std::string_view name);

}  // namespace pkit
