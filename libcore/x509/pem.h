// PEM (RFC 7468), raw DER and bare base64, as people and other programs hand them in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/pieces.h"

namespace pkit::x509 {

struct PemBlock {
  std::string label;
  Bytes der;
};

/// The text of what begins with a byte order mark of UTF-16, as PowerShell and Exchange write it; nothing for others.
/// Error{input "pem.format"} where it is not ASCII.
std::optional<std::string> from_utf16(std::string_view text);

/// Every block; text between blocks is skipped. Line breaks may be CR alone, or be lost to blanks, to "\n" in two
/// characters or to nothing. Never quotes a body. Error{input "pem.*"} for a block that does not end, has another end
/// label, headers, or bad base64.
std::vector<PemBlock> read_pem(std::string_view text);
/// 64 characters a line.
std::string write_pem(std::string_view label, BytesView der);
/// The same of what comes in pieces.
void write_pem(std::string_view label, const Pieces& der, const Sink& to);

/// The one DER document in `input`: PEM with one of `labels` (exactly one such block, others refused unless `labels`
/// has "*"), DER, or bare base64. Error{input "pem.*"}, whose text begins with `name` unless that is empty.
Bytes one_document(std::string_view input, const std::vector<std::string>& labels, const std::string& name);

}  // namespace pkit::x509
