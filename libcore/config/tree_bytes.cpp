// A value is its type, line and column, those of its key where it is a member, and its content. Numbers are octets of
// seven bits, the last without the eighth (LEB128); signed ones are folded so that small ones are short.
#include "config/tree_bytes.h"

#include <limits>
#include <set>

namespace pkit::config {

namespace {

using Type = Value::Type;

class TreeWriter {
 public:
  void value(const Value& value) {
    bytes_.push_back(static_cast<std::uint8_t>(value.type()));
    position(value.at());
    position(value.key_at());
    content(value);
  }
  Bytes take() { return std::move(bytes_); }

 private:
  void content(const Value& value) {
    switch (value.type()) {
      case Type::null:
        return;
      case Type::boolean:
        return bytes_.push_back(value.as_bool() ? 1 : 0);
      case Type::integer:
        return number(folded(value.as_int()));
      case Type::text:
        return text(value.as_text());
      case Type::list:
        number(value.items().size());
        for (const Value& item : value.items()) this->value(item);
        return;
      case Type::map:
        number(value.members().size());
        for (const auto& [key, member] : value.members()) {
          text(key);
          this->value(member);
        }
    }
  }

  static std::uint64_t folded(std::int64_t number) {
    const auto twice = static_cast<std::uint64_t>(number) << 1;
    return number < 0 ? ~twice : twice;
  }
  void number(std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) bytes_.push_back(static_cast<std::uint8_t>(number | 0x80));
    bytes_.push_back(static_cast<std::uint8_t>(number));
  }
  void position(Position at) {
    number(static_cast<std::uint64_t>(at.line));
    number(static_cast<std::uint64_t>(at.column));
  }
  void text(const std::string& text) {
    number(text.size());
    bytes_.insert(bytes_.end(), text.begin(), text.end());
  }

  Bytes bytes_;
};

/// Reads until something does not fit; from then on there is nothing more to read, and `good` says so.
class TreeReader {
 public:
  TreeReader(BytesView rest, const TreeLimits& limits) : rest_(rest), limits_(limits) {}

  Value value(std::size_t depth) {
    const std::uint64_t type = number();
    const Position at = position(), key_at = position();
    if (type > static_cast<std::uint64_t>(Type::map) || ++nodes_ > limits_.nodes) spoil();
    Value value = good_ ? content(static_cast<Type>(type), depth) : Value();
    value.placed(at);
    value.key_placed(key_at);
    return value;
  }
  bool finished() const { return good_ && rest_.empty(); }

 private:
  Value content(Type type, std::size_t depth) {
    switch (type) {
      case Type::null:
        return {};
      case Type::boolean:
        return Value(limited(1) == 1);
      case Type::integer:
        return Value(unfolded(number()));
      case Type::text:
        return Value(text());
      case Type::list:
        return list(depth);
      case Type::map:
        return map(depth);
    }
    return {};
  }

  Value list(std::size_t depth) {
    Value::List items;
    for (std::uint64_t left = count(depth); good_ && left > 0; --left) items.push_back(value(depth + 1));
    return Value(std::move(items));
  }

  Value map(std::size_t depth) {
    Value::Map members;
    std::set<std::string> keys;
    for (std::uint64_t left = count(depth); good_ && left > 0; --left) {
      std::string key = text();
      if (!keys.insert(key).second) spoil();
      members.emplace_back(std::move(key), value(depth + 1));
    }
    return Value::from_members(std::move(members));
  }

  /// How many values follow within this one, which is `depth` deep.
  std::uint64_t count(std::size_t depth) {
    if (depth >= limits_.depth) spoil();
    return limited(limits_.nodes);
  }
  std::uint64_t limited(std::uint64_t most) {
    const std::uint64_t read = number();
    if (read <= most) return read;
    spoil();
    return 0;
  }

  static std::int64_t unfolded(std::uint64_t number) {
    return static_cast<std::int64_t>(number % 2 == 0 ? number >> 1 : ~(number >> 1));
  }
  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; !rest_.empty() && shift < 64; shift += 7) {
      const std::uint64_t octet = rest_.front();
      rest_ = rest_.subspan(1);
      number |= (octet & 0x7f) << shift;
      if (octet < 0x80) return number;
    }
    spoil();
    return 0;
  }
  Position position() {
    const auto one = [&] { return static_cast<int>(limited(std::numeric_limits<int>::max())); };
    const int line = one();
    return {line, one()};
  }
  std::string text() {
    const auto size = static_cast<std::size_t>(limited(rest_.size()));
    if (size > rest_.size()) spoil();
    if (!good_) return {};
    std::string text(as_text(rest_.first(size)));
    rest_ = rest_.subspan(size);
    return text;
  }
  void spoil() {
    good_ = false;
    rest_ = {};
  }

  BytesView rest_;
  const TreeLimits& limits_;
  std::size_t nodes_ = 0;
  bool good_ = true;
};

}  // namespace

Bytes tree_to_bytes(const Value& tree) {
  TreeWriter writer;
  writer.value(tree);
  return writer.take();
}

std::optional<Value> tree_from_bytes(BytesView bytes, const TreeLimits& limits) {
  TreeReader reader(bytes, limits);
  std::optional<Value> tree = reader.value(0);
  if (!reader.finished()) tree.reset();
  return tree;
}

}  // namespace pkit::config
