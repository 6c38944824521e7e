#include "fuzz.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/codes.h"

namespace pkit::fuzz {

namespace {

std::map<std::string, int>& counted() {
  static std::map<std::string, int> counts;
  return counts;
}

}  // namespace

void broken(const char* file, int line, const std::string& promise) {
  std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, promise.c_str());
  std::abort();
}

bool refused_as(const Error& error, std::initializer_list<std::string_view> prefixes) {
  const auto known = codes();
  const bool is_row =
      std::any_of(known.begin(), known.end(), [&](const CodeRow& row) { return error.code() == row.code; });
  return is_row && std::any_of(prefixes.begin(), prefixes.end(),
                               [&](std::string_view prefix) { return error.code().starts_with(prefix); });
}

void refused_alone(const std::string& target, const std::string& code, std::span<const Stricter> listed) {
  ++counted()[target + " " + code];
  const bool known =
      std::any_of(listed.begin(), listed.end(), [&](const Stricter& row) { return code.starts_with(row.code); });
  if (!known) broken(__FILE__, __LINE__, "refused by us alone, for no listed reason: " + target + " " + code);
}

const std::map<std::string, int>& refusals() { return counted(); }

}  // namespace pkit::fuzz
