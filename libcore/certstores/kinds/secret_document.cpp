#include "certstores/kinds/secret_document.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "config/yaml.h"

namespace pkit::certstores {

namespace {

/// One document of a file, and where in the file it begins.
struct Chunk {
  std::size_t begin;
  std::string_view text;
};

constexpr std::string_view kBoundary = "---";
constexpr std::size_t kMostDocuments = 1000, kMostFields = 256;

bool is_boundary(std::string_view line) {
  return line.starts_with(kBoundary) && (line.size() == 3 || line[3] == ' ' || line[3] == '\r' || line[3] == '\t');
}

/// What stands behind a "---" belongs to the next document.
std::vector<Chunk> chunks_of(std::string_view text) {
  std::vector<Chunk> chunks;
  std::size_t begin = 0, at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    if (is_boundary(line.substr(0, line.find_first_of("\n")))) {
      chunks.push_back({begin, text.substr(begin, at - begin)});
      begin = at + kBoundary.size();
    }
    at = end;
  }
  chunks.push_back({begin, text.substr(begin)});
  return chunks;
}

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t first = line.find_first_not_of(" \t\r");
    const bool directive = line.starts_with('%');
    if (first != line.npos && line[first] != '#' && !directive && trim(line) != "...") return false;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return true;
}

/// What Kubernetes takes for a name of an object or of a field: no ':' or '/', which aliases are put together with.
bool is_name(std::string_view text) {
  constexpr std::string_view kOthers = "-._";
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [&](unsigned char c) {
    return (c < 0x80 && std::isalnum(c)) || kOthers.find(static_cast<char>(c)) != kOthers.npos;
  });
}

std::vector<std::size_t> line_begins(std::string_view text) {
  std::vector<std::size_t> begins{0};
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) begins.push_back(at + 1);
  return begins;
}

/// Reads the Secrets of one document.
class DocumentReader {
 public:
  DocumentReader(const Chunk& chunk, std::string called, SecretManifest& manifest)
      : chunk_(chunk), called_(std::move(called)), lines_(line_begins(chunk.text)), manifest_(manifest) {}

  void read(const Value& object) {
    for (const Value& item : object["items"].is_list() ? object["items"].items() : Value::List()) read(item);
    if (object.text_or("kind") != "Secret") return;
    const std::string space = object["metadata"].text_or("namespace"), name = object["metadata"].text_or("name");
    if (!is_name(name) || (!space.empty() && !is_name(space)))
      return manifest_.unread.push_back(called_ + ": a Secret has no name that Kubernetes takes");
    SecretDocument secret;
    secret.name = (space.empty() ? "" : space + "/") + name;
    if (const std::string fault = read_fields(object, secret); !fault.empty())
      return manifest_.unread.push_back(secret.name + ": " + fault);
    const auto is_same = [&](const SecretDocument& other) { return lower(other.name) == lower(secret.name); };
    if (std::ranges::any_of(manifest_.secrets, is_same))
      return manifest_.unread.push_back(called_ + ": the Secret " + secret.name + " is there already");
    manifest_.secrets.push_back(std::move(secret));
  }

 private:
  std::string read_fields(const Value& object, SecretDocument& secret) {
    for (const char* where : {"data", "stringData"}) {
      if (object[where].is_null()) continue;
      if (!object[where].is_map()) return std::string(where) + " is no map";
      for (const auto& [name, value] : object[where].members()) {
        if (!is_name(name)) return "'" + printable(name) + "' is no name of a field";
        if (secret.find(name)) return name + " is in data and in stringData";
        if (secret.fields.size() == kMostFields) return "it has more than 256 fields";
        add(secret, name, value, where[0] == 's');
      }
    }
    return {};
  }

  void add(SecretDocument& secret, const std::string& name, const Value& value, bool plain) {
    if (value.is_null()) return;
    SecretField field;
    field.name = name;
    std::string text = value.is_text() ? value.as_text() : std::string();
    if (plain) {
      field.content = Secret(std::move(text));
    } else {
      place(field, value.at(), text);
      std::erase_if(text, [](unsigned char c) { return c <= ' '; });
      const auto bytes = from_base64(text);
      if (!bytes || !value.is_text())
        return manifest_.unread.push_back(printable(secret.name + "/" + name) + ": it is not base64");
      field.content = Secret(std::string(as_text(*bytes)));
    }
    secret.fields.push_back(std::move(field));
  }

  /// Columns count characters. Fields come in their order, so that a long line is gone through once.
  std::size_t offset_of(Position at) {
    if (at.line < 1 || static_cast<std::size_t>(at.line) > lines_.size()) return chunk_.text.size();
    if (at.line != last_.line || at.column < last_.column) {
      last_ = {at.line, 1};
      last_offset_ = lines_[static_cast<std::size_t>(at.line) - 1];
    }
    for (; last_.column < at.column && last_offset_ < chunk_.text.size(); ++last_.column)
      last_offset_ += std::max<std::size_t>(first_character(chunk_.text.substr(last_offset_)).length, 1);
    return last_offset_;
  }

  /// Where the text of a scalar stands, if it stands there as it is.
  void place(SecretField& field, Position at, const std::string& text) {
    std::size_t begin = offset_of(at);
    if (begin >= chunk_.text.size()) return;
    const char quote = chunk_.text[begin];
    const bool quoted = quote == '"' || quote == '\'';
    if (quoted) ++begin;
    if (chunk_.text.substr(begin, text.size()) != text || (text.empty() && !quoted)) return;
    const std::size_t end = begin + text.size();
    if (quoted && (end >= chunk_.text.size() || chunk_.text[end] != quote)) return;
    field.begin = chunk_.begin + begin;
    field.end = chunk_.begin + end;
    field.replaceable = true;
  }

  const Chunk& chunk_;
  const std::string called_;
  const std::vector<std::size_t> lines_;  // where each begins
  Position last_{};                       // that was asked for, and its offset
  std::size_t last_offset_ = 0;
  SecretManifest& manifest_;
};

}  // namespace

const SecretField* SecretDocument::find(std::string_view field) const {
  const auto found = std::ranges::find(fields, field, &SecretField::name);
  return found == fields.end() ? nullptr : &*found;
}

SecretManifest read_secret_manifest(std::string_view text) {
  SecretManifest manifest;
  std::size_t number = 0;
  for (const Chunk& chunk : chunks_of(text)) {
    if (is_blank(chunk.text)) continue;
    const std::string called = "document " + std::to_string(++number);
    if (number > kMostDocuments)
      throw Error(Kind::input, "certstore.size", "there are more than 1000 documents in it", "split it");
    try {
      DocumentReader(chunk, called, manifest).read(config::parse_yaml(chunk.text, called));
    } catch (const Error& error) {
      manifest.unread.push_back(called + ": " +
                                (error.details().empty() ? error.what() : error.details().front().what));
    }
  }
  return manifest;
}

}  // namespace pkit::certstores
