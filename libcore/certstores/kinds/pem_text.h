// A PEM file as a text whose parts stay where they are: blocks, and what stands before each of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace pkit::certstores {

/// Views into the text, which outlives them.
struct PemPart {
  std::string_view lead;   // what stands before the block: comments, bag attributes, empty lines
  std::string_view block;  // with its boundary lines and the line end after them
  std::string label;

  bool is_certificate() const { return label == "CERTIFICATE" || label == "X509 CERTIFICATE"; }
  bool is_key() const;
};

struct PemText {
  std::vector<PemPart> parts;
  std::string_view tail;      // what stands after the last block
  std::string_view line_end;  // "\n", or "\r\n" where its lines end so
};

/// Error{input "certstore.format"} where a block does not end, or stands where no line begins: it could not be kept as
/// it is.
PemText read_pem_text(std::string_view text);

/// `lead` without what openssl writes about the block that follows (bag attributes, subject=, issuer=): of a block that
/// goes or becomes another one that would be false.
std::string without_attributes(std::string_view lead);
/// PEM of pkit's with this line end.
std::string with_line_end(std::string_view pem, std::string_view line_end);

}  // namespace pkit::certstores
