#include "x509/pem.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/base64.h"
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

/// Takes one line off the front of `rest`; its end (LF, CR LF, or a CR alone) and white space around it do not count.
std::string_view take_line(std::string_view& rest) {
  const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '\r' || c == '\n'; });
  const std::string_view line(rest.begin(), end);
  rest.remove_prefix(line.size() + (end == rest.end() ? 0 : 1));
  return without_space_around(line);
}

/// RFC 7468 3 has more characters; what is no label of the usual kind may be a piece of a body.
bool is_label(std::string_view text) {
  constexpr std::size_t longest = 64;
  return text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '#';
         });
}

/// The label of a boundary line; nothing if the line is none.
std::optional<std::string_view> boundary(std::string_view line, std::string_view opening) {
  const std::size_t least = opening.size() + kDashes.size();
  if (line.size() < least || !line.starts_with(opening) || !line.ends_with(kDashes)) return std::nullopt;
  const std::string_view label = line.substr(opening.size(), line.size() - least);
  return is_label(label) ? std::optional(label) : std::nullopt;
}

/// What stands between a BEGIN line and its END line.
PemBlock read_block(std::string_view label, std::string_view& rest) {
  const std::string shown(label);
  std::string body;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (const auto end = boundary(line, kEnd)) {
      if (*end != label) bad("pem.end", "the PEM block " + shown + " ends as " + std::string(*end));
      std::erase_if(body, is_space);
      std::optional<Bytes> der = from_base64(body);
      wipe(body.data(), body.size());
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

/// Web forms and environment variables lose line breaks, or make two characters of one. Where a boundary is followed or
/// preceded by anything on its line, breaks are put around it: base64 means the same wherever its lines end.
std::string with_line_breaks(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const bool begins = text.starts_with(kBegin), ends = text.starts_with(kEnd);
    const std::size_t label = (begins ? kBegin : kEnd).size();
    const std::size_t close = begins || ends ? text.find(kDashes, label) : text.npos;
    if (close != text.npos && is_label(text.substr(label, close - label))) {
      const std::size_t size = close + kDashes.size();
      out.append("\n").append(text.substr(0, size)).append("\n");
      text.remove_prefix(size);
    } else if (text.starts_with("\\n") || text.starts_with("\\r")) {
      out += '\n';
      text.remove_prefix(2);
    } else {
      out += text[0];
      text.remove_prefix(1);
    }
  }
  return out;
}

/// Does something stand before or behind a boundary on its line?
bool lacks_line_breaks(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    for (const std::string_view opening : {kBegin, kEnd})
      if (line.find(opening) != line.npos && !boundary(line, opening)) return true;
  }
  return false;
}

std::vector<PemBlock> read_blocks(std::string_view text) {
  std::vector<PemBlock> blocks;
  while (!text.empty()) {
    if (const auto label = boundary(take_line(text), kBegin)) blocks.push_back(read_block(*label, text));
  }
  return blocks;
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
      bad("pem.label", "PEM " + shown(labels) + " expected, not " + block.label);
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

/// What a file is that is none of ours, by how it begins.
std::string what_it_is(std::string_view input) {
  static constexpr std::pair<std::string_view, const char*> kinds[] = {
      {"ssh-", "it is an OpenSSH public key"},
      {"ecdsa-sha2-", "it is an OpenSSH public key"},
      {"PuTTY-User-Key-File", "it is a PuTTY key"},
      {"PK\x03\x04", "it is a ZIP archive"},
      {"<", "it is HTML or XML: an error page in place of the file?"},
      {"{", "it is JSON: take the PEM out of it"},
      {"\xe2\x80\x94", "its dashes are those of a word processor: five hyphens belong there"},
      {"\xe2\x80\x93", "its dashes are those of a word processor: five hyphens belong there"},
      {"----", "its first line is no  -----BEGIN ...-----  line"},
  };
  const std::string_view begins = without_space_around(input.substr(0, 256));
  for (const auto& [start, what] : kinds)
    if (begins.starts_with(start)) return what;
  return {};
}

Bytes read_document(std::string_view input, const std::vector<std::string>& labels) {
  if (const auto text = from_utf16(input)) return read_document(*text, labels);
  if (is_der(input)) return Bytes(input.begin(), input.end());
  if (input.find(kBegin) != std::string_view::npos) return the_block(read_pem(input), labels);
  std::string bare(input);
  std::erase_if(bare, is_space);
  if (bare.empty()) bad("pem.empty", "no content");
  std::optional<Bytes> der = from_base64(bare);
  if (!der || (*der)[0] != 0x30) bad("pem.format", "neither PEM nor DER nor base64 of DER", what_it_is(input));
  return std::move(*der);
}

}  // namespace

std::optional<std::string> from_utf16(std::string_view text) {
  const bool little = text.starts_with("\xff\xfe"), big = text.starts_with("\xfe\xff");
  if (!little && !big) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    const char high = text[little ? i + 1 : i], low = text[little ? i : i + 1];
    if (high != 0 || static_cast<unsigned char>(low) >= 0x80)
      bad("pem.format", "UTF-16 text with characters that no PEM has");
    out += low;
  }
  return out;
}

std::vector<PemBlock> read_pem(std::string_view text) {
  if (const auto plain = from_utf16(text)) return read_pem(*plain);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // editors on Windows put a byte order mark there
  if (!lacks_line_breaks(text)) return read_blocks(text);
  std::string broken = with_line_breaks(text);
  std::vector<PemBlock> blocks = read_blocks(broken);
  wipe(broken.data(), broken.size());  // it may be a key
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
  constexpr std::size_t kLine = 48, kWritten = 65;  // octets; characters, and the end of the line
  const auto line = [&](std::string_view start) { return std::string(start).append(label).append(kDashes) + '\n'; };
  std::string lines;  // of one piece, and then of the next: what is large would be given back and fetched each time
  const auto body = [&](BytesView octets) {
    lines.resize((octets.size() + kLine - 1) / kLine * kWritten, '\n');
    char* at = lines.data();
    for (; octets.size() >= kLine; octets = octets.subspan(kLine), at += kWritten) {
      put_base64(octets.first(kLine), at);
      at[kWritten - 1] = '\n';
    }
    if (!octets.empty()) at = std::ranges::copy(to_base64(octets) + '\n', at).out;
    to(as_bytes(std::string_view(lines.data(), at)));
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
