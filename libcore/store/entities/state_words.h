// The words of a state: as the database and users have them, one for each value of an enum, in its order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "base/error.h"
#include "base/text.h"

namespace pkit::store {

template <class State, std::size_t n>
struct StateWords {
  const char* of;  // "a registration", for errors
  const char* words[n];

  constexpr const char* word(State state) const { return words[static_cast<std::size_t>(state)]; }
  /// Error{state "store.corrupt"} where it is none.
  State read(const std::string& word) const {
    const auto found = std::find(std::begin(words), std::end(words), word);
    if (found == std::end(words))
      throw Error(Kind::state, "store.corrupt", "'" + printable(word) + "' is not a state of " + of, "pkit doctor");
    return static_cast<State>(found - std::begin(words));
  }
};

}  // namespace pkit::store
