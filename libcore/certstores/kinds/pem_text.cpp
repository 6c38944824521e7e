#include "certstores/kinds/pem_text.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"

namespace pkit::certstores {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ", kEnd = "-----END ", kDashes = "-----";

/// The next line with its end.
std::string_view line_at(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return text.substr(at, end == text.npos ? text.npos : end + 1 - at);
}

/// The label of a boundary line; empty where it is none.
std::string_view label_of(std::string_view line, std::string_view opening) {
  line = trim(line);
  if (line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);  // a byte order mark stays in the text
  if (!line.starts_with(opening) || !line.ends_with(kDashes) || line.size() <= opening.size() + kDashes.size())
    return {};
  return line.substr(opening.size(), line.size() - opening.size() - kDashes.size());
}

[[noreturn]] void refuse(const std::string& what) {
  throw Error(Kind::input, "certstore.format", what, "openssl x509 -in FILE -out NEW writes it as others do");
}

/// The end of the block that begins at `at`.
std::size_t end_of_block(std::string_view text, std::size_t at, const std::string& label) {
  for (at += line_at(text, at).size(); at < text.size();) {
    const std::string_view line = line_at(text, at);
    if (!label_of(line, kBegin).empty()) break;
    at += line.size();
    if (label_of(line, kEnd) == label) return at;
  }
  refuse("its PEM block " + printable(label) + " does not end");
}

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++count;
  return count;
}

bool is_attribute(std::string_view line) {
  static constexpr std::array<std::string_view, 9> starts = {
      "Bag Attributes",   "Key Attributes", "localKeyID:",         "friendlyName:",
      "subject=",         "issuer=",        "Microsoft CSP Name:", "2.16.840.1.113894.746875.1.1:",
      "Trusted key usage"};
  line = trim(line);
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return line.starts_with(start); });
}

}  // namespace

bool PemPart::is_key() const { return label == "PRIVATE KEY" || label.ends_with(" PRIVATE KEY"); }

PemText read_pem_text(std::string_view text) {
  PemText read;
  std::size_t lead = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = line_at(text, at);
    const std::string label(label_of(line, kBegin));
    if (label.empty()) {
      at += line.size();
      continue;
    }
    const std::size_t end = end_of_block(text, at, label);
    read.parts.push_back({text.substr(lead, at - lead), text.substr(at, end - at), label});
    lead = at = end;
  }
  read.tail = text.substr(lead);
  read.line_end = line_at(text, 0).ends_with("\r\n") ? "\r\n" : "\n";
  if (count_of(text, kBegin) != read.parts.size()) refuse("not every PEM block in it begins on a line of its own");
  return read;
}

std::string without_attributes(std::string_view lead) {
  std::string kept;
  for (std::size_t at = 0; at < lead.size();) {
    const std::string_view line = line_at(lead, at);
    if (!is_attribute(line)) kept += line;
    at += line.size();
  }
  return kept;
}

std::string with_line_end(std::string_view pem, std::string_view line_end) {
  if (line_end == "\n") return std::string(pem);
  std::string out;
  for (const char c : pem) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

}  // namespace pkit::certstores
