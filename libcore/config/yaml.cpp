// YAML to Value: yaml-cpp splits the text into events, everything else is judged and built here. The only file that
// includes yaml-cpp.
#include "config/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <unordered_map>

#include "base/error.h"
#include "base/text.h"

namespace pkit::config {

namespace {

constexpr std::size_t kQuotedKey = 64;  // bytes of a key that an error repeats
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// The text with the name of its file: offsets become FILE:LINE:COLUMN, columns count characters.
class Source {
 public:
  Source(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  std::string_view text() const { return text_; }
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }

  Position position(std::size_t offset) const {
    const std::string_view before = text_.substr(0, std::min(offset, text_.size()));
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
    return {static_cast<int>(lines) + 1, 1 + characters(before.substr(start))};
  }

  /// Marks come in the order of the text: each counts on from the one before, so that a long line costs no more.
  Position position(const YAML::Mark& mark) {
    if (mark.is_null()) return position(text_.size());
    const std::size_t offset = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    if (mark.line + 1 != last_.line || offset < last_offset_) {
      last_offset_ = offset - std::min(offset, static_cast<std::size_t>(mark.column));
      last_ = {mark.line + 1, 1};
    }
    last_.column += characters(text_.substr(last_offset_, offset - last_offset_));
    last_offset_ = offset;
    return last_;
  }

  [[noreturn]] void refuse(const char* code, Position at, const std::string& what, const std::string& hint = {}) const {
    const std::string where = file_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    throw Error(Kind::config, code, where + ": " + what, hint, {{Kind::config, code, where, what, hint}});
  }

 private:
  static int characters(std::string_view text) {
    const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<int>(std::count_if(text.begin(), text.end(), is_start));
  }

  std::string_view text_;
  const std::string& file_;
  Position last_;
  std::size_t last_offset_ = 0;
};

/// YAML 1.2 5.1 leaves most control characters out; yaml-cpp takes one of them (4) for the end of the file.
bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

/// Where the first carriage return stands that no line feed follows: a line's end in YAML 1.2 5.4, which yaml-cpp takes
/// for a part of the text, so that "\r\t{}\r" is no map.
std::size_t lone_return(std::string_view text) {
  std::size_t at = text.find('\r');
  while (at != text.npos && at + 1 < text.size() && text[at + 1] == '\n') at = text.find('\r', at + 1);
  return at;
}

void check_characters(const Source& source) {
  const std::string_view text = source.text();
  if (const std::size_t good = utf8_prefix(text); good != text.size())
    source.refuse("yaml.utf8", source.position(good), "this is not UTF-8");
  if (const std::size_t lone = lone_return(text); lone != text.npos)
    source.refuse("yaml.character", source.position(lone), "a carriage return without a line feed does not belong here",
                  "end lines with line feeds");
  const auto bad = std::find_if(text.begin(), text.end(), is_forbidden);
  if (bad == text.end()) return;
  const Position at = source.position(static_cast<std::size_t>(bad - text.begin()));
  if (*bad == '\0') source.refuse("yaml.nul", at, "the file contains a NUL");
  source.refuse("yaml.character", at, "a control character does not belong here",
                "in a quoted text write it as \"\\xNN\"");
}

/// As JSON spells them: "007", "+5" and "-0" stay texts, so that an integer always prints as it was written.
bool spells_integer(std::string_view text) {
  if (text.starts_with('-'))
    text.remove_prefix(1);
  else if (text == "0")
    return true;
  return !text.empty() && text[0] >= '1' && text[0] <= '9' &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Does the quoted text that begins here end before the file does? yaml-cpp takes the end of the file for its quote.
bool quote_ends(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || at + 1 == text.size() || text[at + 1] != quote) return true;
      ++at;  // '' is an apostrophe
    }
  }
  return false;
}

/// Receives events and builds the tree.
class Builder : public YAML::EventHandler {
 public:
  Builder(Source& source, const TreeLimits& limits) : source_(source), limits_(limits) {
    root_.placed({1, 1});  // of a document in which nothing is written
  }

  Value take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    const bool begins = source_.text().substr(static_cast<std::size_t>(mark.pos)).starts_with("---");
    if (begins) source_.refuse("yaml.documents", source_.position(mark), "a second document does not belong here");
    source_.refuse("yaml.syntax", source_.position(mark), "this does not belong here");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { place(Value(), source_.position(mark)); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_alias(source_.position(mark)); }

  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    source_.refuse("yaml.anchor", source_.position(mark), "an anchor (&) is not taken", "write the value out");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& text) override {
    const Position at = source_.position(mark);
    const auto offset = static_cast<std::size_t>(mark.pos);
    const char first = source_.at(offset);
    const bool quoted = tag == "!" && first != '!';
    if (!quoted) refuse_tag(tag, at);
    if (quoted && (first == '"' || first == '\'') && !quote_ends(source_.text(), offset))
      source_.refuse("yaml.syntax", at, "the quoted text does not end");
    if (text.find('\0') != std::string::npos) source_.refuse("yaml.nul", at, "the text contains a NUL");
    if (!quoted && text == "<<" && wants_key())
      source_.refuse("yaml.merge", at, "a merge key (<<) is not taken", "write the members out");
    place(quoted ? Value(text) : plain(text, at), at);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(Value::Type::list, tag, mark);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(Value::Type::map, tag, mark);
  }
  void OnMapEnd() override { close(); }

  [[noreturn]] void refuse_alias(Position at) const {
    source_.refuse("yaml.alias", at, "an alias (*) is not taken", "write the value out, or quote the text");
  }

 private:
  /// A list or map whose end has not been read yet.
  struct Frame {
    Value::Type type;
    Position at;
    Value::List items;
    Value::Map members;
    std::unordered_map<std::string, Position> keys;
    bool has_key = false;  // the last member waits for its value
  };

  /// yaml-cpp calls a plain node "?", and a quoted text "!" as the non-specific tag itself.
  void refuse_tag(const std::string& tag, Position at) const {
    if (tag != "?") source_.refuse("yaml.tag", at, "a tag (!) is not taken", "quote the text if it begins with !");
  }

  Value plain(const std::string& text, Position at) const {
    if (text == "true" || text == "false") return Value(text == "true");
    if (!spells_integer(text)) return Value(text);
    std::int64_t number = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc())
      source_.refuse("yaml.integer", at, "the integer does not fit into 64 bits", "quote it if it is a text");
    return Value(number);
  }

  bool wants_key() const {
    return !frames_.empty() && frames_.back().type == Value::Type::map && !frames_.back().has_key;
  }

  void count(Position at) {
    if (++nodes_ > limits_.nodes)
      source_.refuse("yaml.nodes", at, "more than " + std::to_string(limits_.nodes) + " values");
  }

  void open(Value::Type type, const std::string& tag, const YAML::Mark& mark) {
    const Position at = source_.position(mark);
    refuse_tag(tag, at);
    count(at);
    if (wants_key()) refuse_key(at);
    if (frames_.size() == limits_.depth)
      source_.refuse("yaml.depth", at, "nested more than " + std::to_string(limits_.depth) + " deep");
    frames_.push_back({type, at, {}, {}, {}});
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    const bool list = frame.type == Value::Type::list;
    add(list ? Value(std::move(frame.items)) : Value::from_members(std::move(frame.members)), frame.at);
  }

  void place(Value value, Position at) {
    count(at);
    if (wants_key())
      add_key(value, at);
    else
      add(std::move(value), at);
  }

  void add(Value value, Position at) {
    value.placed(at);
    if (frames_.empty()) {
      root_ = std::move(value);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.type == Value::Type::list) {
      frame.items.push_back(std::move(value));
      return;
    }
    Value& member = frame.members.back().second;
    value.key_placed(member.key_at());
    if (value.is_null()) value.placed(member.key_at());  // nothing was written: yaml-cpp names what comes next
    member = std::move(value);
    frame.has_key = false;
  }

  void add_key(const Value& key, Position at) {
    if (!key.is_text()) refuse_key(at);
    Frame& frame = frames_.back();
    const auto [known, is_new] = frame.keys.emplace(key.as_text(), at);
    if (!is_new)
      source_.refuse("yaml.duplicate", at,
                     "key '" + printable(key.as_text().substr(0, kQuotedKey)) + "' is given twice",
                     "first in line " + std::to_string(known->second.line));
    frame.members.emplace_back(key.as_text(), Value()).second.key_placed(at);
    frame.has_key = true;
  }

  [[noreturn]] void refuse_key(Position at) const {
    source_.refuse("yaml.key", at, "a key must be a text", "quote it: \"12\"");
  }

  Source& source_;
  const TreeLimits& limits_;
  std::vector<Frame> frames_;
  std::size_t nodes_ = 0;
  std::size_t documents_ = 0;
  Value root_;
};

Value build(Source& source, const TreeLimits& limits) {
  Builder builder(source, limits);
  try {
    std::istringstream stream{std::string(source.text())};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    if (error.msg.find(YAML::ErrorMsg::UNKNOWN_ANCHOR) == 0) builder.refuse_alias(source.position(error.mark));
    source.refuse("yaml.syntax", source.position(error.mark), error.msg);
  }
  return builder.take();
}

}  // namespace

Value parse_yaml(std::string_view text, const std::string& file, const TreeLimits& limits) {
  if (text.size() > limits.bytes) {
    const Source begin(text.substr(0, limits.bytes), file);
    begin.refuse("yaml.size", begin.position(limits.bytes), "more than " + std::to_string(limits.bytes) + " bytes");
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());  // YAML 1.2 5.2
  Source source(text, file);
  check_characters(source);
  return build(source, limits);
}

}  // namespace pkit::config
