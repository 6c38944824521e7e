#include "x509/pem.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/text.h"

namespace pkit::x509 {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";

[[noreturn]] void bad(const char* code, const std::string& what, std::string hint = {}) {
  throw Error(Kind::input, code, what, std::move(hint));
}

/// libcrypto's; RFC 7468 section 3 leaves the others to the reader.
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view without_space_around(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string without_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return !is_space(c); });
  return out;
}

/// Takes one line off the front of `rest`; its end (LF, CR LF) and white space around it do not count.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return without_space_around(line);
}

/// The label of a boundary line; nothing if the line is none.
std::optional<std::string_view> boundary(std::string_view line, std::string_view opening) {
  const std::size_t least = opening.size() + kDashes.size();
  if (line.size() < least || !line.starts_with(opening) || !line.ends_with(kDashes)) return std::nullopt;
  return line.substr(opening.size(), line.size() - least);
}

/// What stands between a BEGIN line and its END line.
PemBlock read_block(std::string_view label, std::string_view& rest) {
  const std::string shown = printable(label);
  std::string body;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (const auto end = boundary(line, kEnd)) {
      if (*end != label) bad("pem.end", "the PEM block " + shown + " ends as " + printable(*end));
      std::optional<Bytes> der = from_base64(without_space(body));
      if (!der || der->empty()) bad("pem.base64", "the PEM block " + shown + " is not base64");
      return {std::string(label), std::move(*der)};
    }
    if (line.find(':') != std::string_view::npos) {
      bad("pem.header", "the PEM block " + shown + " has headers", "RFC 7468 has none: convert a legacy file first");
    }
    body += line;
  }
  bad("pem.end", "the PEM block " + shown + " does not end");
}

std::string shown(const std::vector<std::string>& labels) {
  std::vector<std::string> words;
  for (const std::string& label : labels) {
    if (label != "*") words.push_back(label);
  }
  return words.empty() ? "block" : join(words, " or ");
}

Bytes the_block(std::vector<PemBlock> blocks, const std::vector<std::string>& labels) {
  const bool others = std::find(labels.begin(), labels.end(), "*") != labels.end();
  const bool any = others && labels.size() == 1;
  PemBlock* found = nullptr;
  for (PemBlock& block : blocks) {
    if (any || std::find(labels.begin(), labels.end(), block.label) != labels.end()) {
      if (found) bad("pem.several", "more than one PEM " + shown(labels), "put each into a file of its own");
      found = &block;
    } else if (!others) {
      bad("pem.label", "PEM " + shown(labels) + " expected, not " + printable(block.label));
    }
  }
  if (!found) bad("pem.label", "no PEM " + shown(labels));
  return std::move(found->der);
}

/// DER begins with a SEQUENCE's tag, which is the letter 0: text that begins so is told from it by the length octet.
bool is_der(std::string_view input) {
  if (input.size() < 2 || input[0] != '\x30') return false;
  return static_cast<unsigned char>(input[1]) >= 0x80 || input.find(kBegin) == std::string_view::npos;
}

Bytes read_document(std::string_view input, const std::vector<std::string>& labels) {
  if (is_der(input)) return Bytes(input.begin(), input.end());
  if (input.find(kBegin) != std::string_view::npos) return the_block(read_pem(input), labels);
  const std::string bare = without_space(input);
  if (bare.empty()) bad("pem.empty", "no content");
  std::optional<Bytes> der = from_base64(bare);
  if (!der || (*der)[0] != 0x30) bad("pem.format", "neither PEM nor DER nor base64 of DER");
  return std::move(*der);
}

}  // namespace

std::vector<PemBlock> read_pem(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // editors on Windows put a byte order mark there
  std::vector<PemBlock> blocks;
  while (!text.empty()) {
    if (const auto label = boundary(take_line(text), kBegin)) blocks.push_back(read_block(*label, text));
  }
  return blocks;
}

std::string write_pem(std::string_view label, BytesView der) {
  std::string out;
  out.reserve(der.size() * 3 / 2 + 2 * label.size() + 40);
  write_pem(
      label, [&](const Sink& sink) { sink(der); }, [&](BytesView text) { out.append(as_text(text)); });
  return out;
}

void write_pem(std::string_view label, const Pieces& der, const Sink& to) {
  constexpr std::size_t kLine = 48;  // octets: 64 characters
  const auto line = [&](std::string_view start) { return std::string(start).append(label).append(kDashes) + '\n'; };
  const auto body = [&](BytesView octets) {
    const std::string text = to_base64(octets);
    std::string lines;
    lines.reserve(text.size() + text.size() / 64 + 1);
    for (std::size_t i = 0; i < text.size(); i += 64) lines.append(text, i, 64) += '\n';
    to(as_bytes(lines));
  };
  Bytes rest;  // less than a line
  to(as_bytes(line(kBegin)));
  der([&](BytesView piece) {
    rest.insert(rest.end(), piece.begin(), piece.end());
    const std::size_t whole = rest.size() / kLine * kLine;
    if (whole == 0) return;
    body(BytesView(rest).first(whole));
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(whole));
  });
  if (!rest.empty()) body(rest);
  to(as_bytes(line(kEnd)));
}

Bytes one_document(std::string_view input, const std::vector<std::string>& labels, const std::string& name) {
  try {
    return read_document(input, labels);
  } catch (const Error& e) {
    throw name.empty() ? e : e.within(printable(name));
  }
}

}  // namespace pkit::x509
