#include "x509/tolerance.h"

#include <algorithm>
#include <utility>

#include "x509/der.h"

namespace pkit::x509 {

namespace {

constexpr ToleranceRow kRows[] = {
    {Tolerance::no_attributes, "no-attributes", "RFC 2986 4.1", "csr.attributes",
     "the field attributes [0] is not there"},
    {Tolerance::version_2, "version-2", "RFC 2986 4.1", "csr.version", "version is not 0, which is PKCS #10 v1"},
    {Tolerance::empty_version, "empty-version", "X.690 8.3.1", "der.integer", "version is an INTEGER of length zero"},
    {Tolerance::written_default, "written-default", "X.690 11.5", "der.default",
     "FALSE is written out, which is the default"},
    {Tolerance::boolean_one, "boolean-one", "X.690 11.1", "der.boolean", "BOOLEAN is neither 00 nor FF"},
    {Tolerance::printable_marks, "printable-marks", "X.680 41.4", "name.value",
     "PrintableString with a character it does not have"},
    {Tolerance::rsa_without_null, "rsa-without-null", "RFC 3279 2.3.1", "key.rsa.parameters",
     "RSA key whose parameters are not NULL"},
    {Tolerance::ecdsa_with_null, "ecdsa-with-null", "RFC 5758 3.2", "signature.parameters",
     "parameters that an ECDSA signature does not have"},
    {Tolerance::zero_usage_bits, "zero-usage-bits", "X.690 11.2.2", "usage.key", "keyUsage has trailing zero bits"},
    {Tolerance::empty_attribute, "empty-attribute", "RFC 2986 4.1", "csr.attribute", "attribute without a value"},
    {Tolerance::dns_underscore, "dns-underscore", "RFC 1034 3.5", "san.dns", "a dns name with an underscore"},
    {Tolerance::empty_value, "", "X.520 6", "name.value", "empty value"},
};

}  // namespace

std::span<const ToleranceRow> tolerance_rows() { return kRows; }

const ToleranceRow& row_of(Tolerance tolerance) { return kRows[static_cast<std::size_t>(tolerance)]; }

std::optional<Tolerance> tolerance_by_word(std::string_view word) {
  const auto row = std::find_if(std::begin(kRows), std::end(kRows),
                                [&](const ToleranceRow& each) { return !word.empty() && each.word == word; });
  return row == std::end(kRows) ? std::nullopt : std::optional(row->id);
}

Tolerances all_tolerances() {
  Tolerances all;
  for (const ToleranceRow& row : kRows) all.insert(row.id);
  return all;
}

std::vector<std::string> tolerance_words() {
  std::vector<std::string> words;
  for (const ToleranceRow& row : kRows)
    if (!row.word.empty()) words.emplace_back(row.word);
  return words;
}

void note(Oddities* seen, Tolerance which, std::size_t at) {
  if (!seen) der::fail(row_of(which).code, row_of(which).what, at);
  seen->push_back({which, at});
}

Fault fault_of(const Oddity& oddity) {
  const ToleranceRow& row = row_of(oddity.which);
  std::string hint;
  if (!row.word.empty())
    hint = "for devices that cannot be changed, a profile can say  tolerate: [" + std::string(row.word) + "]";
  return {Kind::input, row.code, "byte " + std::to_string(oddity.at), row.what, std::move(hint)};
}

std::string told(const Oddity& oddity) {
  const ToleranceRow& row = row_of(oddity.which);
  return std::string(row.word) + ": " + row.what + " (" + row.clause + ")";
}

}  // namespace pkit::x509
