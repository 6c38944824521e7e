// What a key may be used for: the values of keyUsage, extendedKeyUsage and basicConstraints (RFC
// 5280 4.2.1.3, 4.2.1.12, 4.2.1.9), as words and back. Included by x509/ alone; the lists of words are declared in
// certificate.h too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "x509/tolerance.h"

namespace pkit::x509 {

/// The nine words of RFC 5280 4.2.1.3, "digitalSignature" first: the index is the bit.
const std::vector<std::string>& key_usage_words();
/// "serverAuth", "clientAuth", "codeSigning", "emailProtection", "timeStamping", "OCSPSigning", "anyExtendedKeyUsage".
const std::vector<std::string>& extended_key_usage_words();

/// The words in an extension's value, in the order of the bits; none where no bit is set, which allows nothing.
/// `offset` is where the value begins, for errors. Error{input "der.*"} or {input "usage.key"} where a tenth bit or a
/// trailing zero bit is there (X.690 11.2.2); where `seen` is given, the latter is noted there instead.
std::vector<std::string> decode_key_usage(BytesView value, std::size_t offset = 0, Oddities* seen = nullptr);
/// Error{usage "usage.word"} for a word that is none.
Bytes encode_key_usage(const std::vector<std::string>& words);

/// Words, and dotted OIDs for purposes that have no word. Error{input "der.*"} or {input "usage.extended"} for none.
std::vector<std::string> decode_extended_key_usage(BytesView value, std::size_t offset = 0);
/// Takes words and dotted OIDs. Error{usage "usage.word"}.
Bytes encode_extended_key_usage(const std::vector<std::string>& words);

struct BasicConstraints {
  bool ca = false;
  std::optional<int> path_length;
};
/// Error{input "der.*"} or {input "usage.constraints"} for a negative path length or one without cA.
BasicConstraints decode_basic_constraints(BytesView value, std::size_t offset = 0, Oddities* seen = nullptr);
Bytes encode_basic_constraints(const BasicConstraints& constraints);

}  // namespace pkit::x509
