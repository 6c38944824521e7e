// Closed sets of texts. A set lies in one text that has no addresses in it, and is one pointer wherever a table names
// it: the tables of all commands are relocated each time the program starts, by the page.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/constant_text.h"

namespace pkit {

/// None: any text.
class Words {
 public:
  class Iterator {
   public:
    constexpr explicit Iterator(const char* at) : at_(at) {}
    const char* operator*() const { return at_; }
    Iterator& operator++() {
      at_ += std::strlen(at_) + 1;
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return *at_ == '\0'; }

   private:
    const char* at_;
  };

  constexpr Words() = default;
  /// Words of which each ends with a zero octet, and one more behind the last; of a constant, as kOneOf has it.
  constexpr explicit Words(const char* constant) : all_(constant) {}

  Iterator begin() const { return Iterator(all_ ? all_ : ""); }
  std::default_sentinel_t end() const { return {}; }
  constexpr bool empty() const { return all_ == nullptr; }
  bool have(std::string_view word) const;
  /// The word of that number, of which there is one.
  const char* operator[](std::size_t number) const;
  std::vector<std::string> list() const;

 private:
  const char* all_ = nullptr;
};

template <std::size_t n>
constexpr Text<n + 1> with_its_end(const Text<n>& word) {
  Text<n + 1> all;
  std::copy_n(word.text, n, all.text);
  return all;
}
template <Text... words>
inline constexpr auto kJoinedWords = spliced(with_its_end(words)...);

/// One of these, of which none is empty.
template <Text... words>
inline constexpr Words kOneOf{kJoinedWords<words...>.text};

}  // namespace pkit
