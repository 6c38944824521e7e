#include "policy/template.h"

#include <utility>

namespace pkit::policy {

namespace {

struct Piece {
  bool placeholder;
  std::string text;
};

/// Nothing for a brace that does not close.
std::optional<std::vector<Piece>> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::string literal;
  while (!text.empty()) {
    if (text[0] != '{' || text.starts_with("{{")) {
      literal += text[0];
      text.remove_prefix(text[0] == '{' ? 2 : 1);
      continue;
    }
    const std::size_t end = text.find('}');
    if (end == std::string_view::npos) return std::nullopt;
    pieces.push_back({false, std::move(literal)});
    pieces.push_back({true, std::string(text.substr(1, end - 1))});
    literal.clear();
    text.remove_prefix(end + 1);
  }
  pieces.push_back({false, std::move(literal)});
  return pieces;
}

}  // namespace

const std::vector<std::string>& principal_field_words() {
  static const std::vector<std::string> words = {"ClientMachine"};
  return words;
}

std::optional<std::vector<std::string>> placeholders_of(std::string_view text) {
  const auto pieces = pieces_of(text);
  if (!pieces) return std::nullopt;
  std::vector<std::string> names;
  for (const Piece& piece : *pieces) {
    if (piece.placeholder) names.push_back(piece.text);
  }
  return names;
}

std::optional<std::string> expand(std::string_view text, const std::map<std::string, std::string>& fields) {
  const auto pieces = pieces_of(text);
  if (!pieces) return std::nullopt;
  std::string expanded;
  for (const Piece& piece : *pieces) {
    if (!piece.placeholder) {
      expanded += piece.text;
      continue;
    }
    const auto field = fields.find(piece.text);
    if (field == fields.end()) return std::nullopt;
    expanded += field->second;
  }
  return expanded;
}

}  // namespace pkit::policy
