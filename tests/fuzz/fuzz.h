// What the fuzz targets share: a promise that does not hold ends the program, and so does a refusal that no contract
// names. What another program accepts and we refuse is counted by reason, and must be for a reason that is listed.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"

namespace pkit::fuzz {

/// Says which promise was broken, with where it is written down, and aborts: what a fuzzer takes for a finding.
[[noreturn]] void broken(const char* file, int line, const std::string& promise);

/// Does this code begin with one of the prefixes ("der.", "name.type")? And is it one that pkit knows?
bool refused_as(const Error& error, std::initializer_list<std::string_view> prefixes);

/// The value of `read`, or nothing where it refuses with a code of these prefixes. Anything else is a finding.
template <class Fn>
auto accepted(std::initializer_list<std::string_view> prefixes, Fn&& read) -> std::optional<decltype(read())> {
  try {
    return read();
  } catch (const Error& error) {
    if (!refused_as(error, prefixes)) broken(__FILE__, __LINE__, "a refusal of its kind, not " + error.code());
    return std::nullopt;
  }
}

/// Why we refuse what others accept: a code or its prefix, and the clause or the reason.
struct Stricter {
  std::string_view code;
  std::string_view reason;
};
/// Counts a refusal by us alone; one that is not listed is a finding.
void refused_alone(const std::string& target, const std::string& code, std::span<const Stricter> listed);
/// "csr der.oid", and how often.
const std::map<std::string, int>& refusals();

}  // namespace pkit::fuzz

/// The promise must hold for every input.
#define PROMISE(holds) \
  if (!(holds)) ::pkit::fuzz::broken(__FILE__, __LINE__, #holds)
