#include "certstores/pair.h"

#include <string>
#include <utility>

#include "base/error.h"

namespace pkit::certstores {

namespace {

/// A line that stands in nobody's file: what comes after it is the key's file.
constexpr std::string_view kBetween = "\n# pkit: the file of the key begins here, fcb3a1d0e24e4d62\n";

}  // namespace

Secret joined_pair(std::string_view main, std::string_view key) {
  if (main.find(kBetween) != main.npos || key.find(kBetween) != key.npos)
    throw Error(Kind::input, "certstore.format", "a line of pkit's own stands in it");
  std::string text;
  text.reserve(main.size() + kBetween.size() + key.size());
  text.append(main).append(kBetween).append(key);
  return Secret(std::move(text));
}

Pair split_pair(std::string_view changed, std::string_view joined) {
  const bool appended = changed.starts_with(joined);
  const std::string_view tail = appended ? changed.substr(joined.size()) : std::string_view();
  changed.remove_suffix(tail.size());
  const std::size_t at = changed.find(kBetween);
  if (at == changed.npos) throw Error(Kind::internal, "internal", "a pair of files came back as one");
  std::string main(changed.substr(0, at));
  if (!tail.empty() && !main.empty() && !main.ends_with('\n')) main += '\n';
  main += tail.starts_with('\n') ? tail.substr(1) : tail;
  return {Secret(std::move(main)), Secret(std::string(changed.substr(at + kBetween.size())))};
}

}  // namespace pkit::certstores
