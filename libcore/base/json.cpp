// JSON to Value: nlohmann splits the text into tokens, everything else is judged and built here. The only file that
// includes nlohmann; the way back is in json_write.cpp.
#include "base/json.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"

namespace pkit {

namespace {

constexpr std::size_t kQuoted = 64;  // bytes of a key that an error repeats

/// Walks over the text and lets the handler know how far the tokenizer has read.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  Cursor operator++(int) {
    Cursor before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Cursor& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  const char** reached_;
};

/// Receives tokens and builds the tree. Its member names are nlohmann's SAX interface.
class Builder {
 public:
  Builder(std::string_view text, const std::string& name, const TreeLimits& limits)
      : text_(text), name_(name), limits_(limits), reached_(text.data()) {}

  Value parse() {
    Cursor first(text_.data(), &reached_), last(text_.data() + text_.size(), &reached_);
    nlohmann::json::sax_parse(first, last, this);
    return std::move(root_);
  }

  [[noreturn]] void refuse(const char* code, std::size_t offset, const std::string& what) const {
    throw Error(Kind::input, code, name_ + ": byte " + std::to_string(offset) + ": " + what);
  }

  bool null() { return scalar(Value()); }
  bool boolean(bool value) { return scalar(Value(value)); }
  bool number_integer(std::int64_t number) { return scalar(Value(number)); }

  bool number_unsigned(std::uint64_t number) {
    if (number > INT64_MAX) too_large();
    return scalar(Value(static_cast<std::int64_t>(number)));
  }

  /// nlohmann also hands over integers here that have no place in 64 bits.
  bool number_float(double, const std::string& digits) {
    if (digits.find_first_of(".eE") == std::string::npos) too_large();
    not_whole();
  }

  bool string(std::string& text) {
    without_nul(text);
    return scalar(Value(std::move(text)));
  }

  /// JSON text has none; the interface wants the function.
  bool binary(nlohmann::json::binary_t&) { return false; }

  bool start_object(std::size_t) { return open(Value::Type::map); }
  bool start_array(std::size_t) { return open(Value::Type::list); }

  bool key(std::string& text) {
    without_nul(text);
    if (!frames_.back().keys.insert(text).second) {
      const std::string quoted = printable(text.substr(0, kQuoted));
      refuse("json.duplicate", token_start(), "key \"" + quoted + "\" is given twice");
    }
    frames_.back().members.emplace_back(std::move(text), Value());
    token_ends();
    return true;
  }

  bool end_object() { return close(Value::from_members(std::move(frames_.back().members))); }
  bool end_array() { return close(Value(std::move(frames_.back().items))); }

  bool parse_error(std::size_t, const std::string& token, const nlohmann::json::exception& reason) {
    constexpr int kNumberOverflow = 406;  // nlohmann's number for digits that no double can hold
    if (reason.id == kNumberOverflow) number_float(0, token);
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos) refuse("json.syntax", 0, "there is no JSON");
    refuse("json.syntax", offence(), "this is not JSON");
  }

 private:
  /// A list or map whose end has not been read yet.
  struct Frame {
    Value::Type type;
    Value::List items;
    Value::Map members;
    std::unordered_set<std::string> keys;
  };

  [[noreturn]] void too_large() const { refuse("json.range", token_start(), "the integer does not fit into 64 bits"); }
  [[noreturn]] void not_whole() const { refuse("json.number", token_start(), "the number is not an integer"); }

  void without_nul(const std::string& text) const {
    if (text.find('\0') != std::string::npos) refuse("json.nul", token_start(), "the text contains a NUL");
  }

  /// Where the token begins that the tokenizer has just read: behind the one before and what separates them.
  std::size_t token_start() const { return std::min(text_.find_first_not_of(" \t\r\n,:", token_end_), text_.size()); }
  bool is_number(std::size_t at) const { return at < text_.size() && (text_[at] == '-' || is_digit(text_[at])); }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  /// The byte read last; of a number its first, because its end shows only by the byte behind it.
  std::size_t offence() const {
    if (const std::size_t start = token_start(); is_number(start)) return start;
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, reached_ - text_.data())) - 1;
  }

  void token_ends() {
    const bool number = is_number(token_start());
    token_end_ = static_cast<std::size_t>(reached_ - text_.data());
    if (number && !is_digit(text_[token_end_ - 1])) --token_end_;
  }

  void count() {
    if (++nodes_ > limits_.nodes)
      refuse("json.nodes", token_start(), "more than " + std::to_string(limits_.nodes) + " values");
  }

  bool scalar(Value value) {
    count();
    place(std::move(value));
    return true;
  }

  bool open(Value::Type type) {
    count();
    if (frames_.size() == limits_.depth)
      refuse("json.depth", token_start(), "nested more than " + std::to_string(limits_.depth) + " deep");
    frames_.push_back({type, {}, {}, {}});
    token_ends();
    return true;
  }

  bool close(Value value) {
    frames_.pop_back();
    place(std::move(value));
    return true;
  }

  void place(Value value) {
    if (frames_.empty())
      root_ = std::move(value);
    else if (frames_.back().type == Value::Type::list)
      frames_.back().items.push_back(std::move(value));
    else
      frames_.back().members.back().second = std::move(value);
    token_ends();
  }

  std::string_view text_;
  const std::string& name_;
  const TreeLimits& limits_;
  const char* reached_;
  std::size_t token_end_ = 0;
  std::size_t nodes_ = 0;
  std::vector<Frame> frames_;
  Value root_;
};

}  // namespace

Value parse_json(std::string_view text, const std::string& name, const TreeLimits& limits) {
  Builder builder(text, name, limits);
  if (text.size() > limits.bytes)
    builder.refuse("json.size", limits.bytes, "more than " + std::to_string(limits.bytes) + " bytes");
  const std::size_t well_formed = utf8_prefix(text);
  if (well_formed != text.size()) builder.refuse("json.utf8", well_formed, "this is not UTF-8");
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    builder.refuse("json.nul", nul, "the text contains a NUL");
  if (text.starts_with("\xef\xbb\xbf"))  // RFC 8259 8.1: a byte order mark must not be there; nlohmann skips it
    builder.refuse("json.syntax", 0, "a byte order mark does not belong here");
  return builder.parse();
}

}  // namespace pkit
