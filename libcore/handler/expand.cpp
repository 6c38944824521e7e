// Placeholders in a rule's outputs: "{claimed.ClientMachine}". Values are data and never expanded a second time.
#include "handler/chain.h"
#include "handler/paths.h"

namespace pkit::handler {

namespace {

struct Piece {
  std::string text;
  bool is_path = false;
};

/// Literal and path pieces in their order; nothing where a brace is not closed.
std::optional<std::vector<Piece>> pieces_of(const std::string& text) {
  std::vector<Piece> pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t brace = text.find('{', at);
    pieces.push_back({text.substr(at, brace - at)});
    if (brace == std::string::npos) break;
    if (text.compare(brace, 2, "{{") == 0) {
      pieces.push_back({"{"});
      at = brace + 2;
      continue;
    }
    const std::size_t end = text.find('}', brace);
    if (end == std::string::npos) return std::nullopt;
    pieces.push_back({text.substr(brace + 1, end - brace - 1), true});
    at = end + 1;
  }
  return pieces;
}

}  // namespace

std::optional<std::string> expand(const std::string& text, const Value& parameter) {
  const std::optional<std::vector<Piece>> pieces = pieces_of(text);
  if (!pieces) return std::nullopt;
  std::string expanded;
  for (const Piece& piece : *pieces) {
    if (!piece.is_path) {
      expanded += piece.text;
      continue;
    }
    const Value* found = look_up(parameter, piece.text);
    const std::optional<std::string> value = found ? scalar_text(*found) : std::nullopt;
    if (!value) return std::nullopt;
    expanded += *value;
  }
  return expanded;
}

std::optional<std::vector<std::string>> placeholders(const std::string& text) {
  const std::optional<std::vector<Piece>> pieces = pieces_of(text);
  if (!pieces) return std::nullopt;
  std::vector<std::string> paths;
  for (const Piece& piece : *pieces)
    if (piece.is_path) paths.push_back(piece.text);
  return paths;
}

}  // namespace pkit::handler
