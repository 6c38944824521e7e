// Value to JSON: for programs, for people, and for digests.
#include <algorithm>

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

namespace pkit {

namespace {

enum class Style { compact, pretty, canonical };

/// The two-character escape of RFC 8259 section 7; 0 where a character has none.
char short_escape(char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

std::string unicode_escape(std::uint32_t point) {
  const std::uint8_t octets[] = {static_cast<std::uint8_t>(point >> 8), static_cast<std::uint8_t>(point)};
  return "\\u" + to_hex(octets);
}

/// How many characters at the front are written as they are, in every style: nearly all there ever are.
std::size_t plain_characters(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && text[n] >= ' ' && text[n] <= '~' && text[n] != '"' && text[n] != '\\') ++n;
  return n;
}

class Writer {
 public:
  explicit Writer(Style style) : style_(style) {}

  void write(const Value& value) {
    switch (value.type()) {
      case Value::Type::null:
        out_ += "null";
        break;
      case Value::Type::boolean:
        out_ += value.as_bool() ? "true" : "false";
        break;
      case Value::Type::integer:
        out_ += std::to_string(value.as_int());
        break;
      case Value::Type::text:
        write_text(value.as_text());
        break;
      case Value::Type::list:
        write_list(value.items());
        break;
      case Value::Type::map:
        write_map(value.members());
        break;
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void write_text(std::string_view text) {
    out_ += '"';
    while (true) {
      const std::size_t plain = plain_characters(text);
      out_ += text.substr(0, plain);
      text.remove_prefix(plain);
      if (text.empty()) break;
      const Character next = first_character(text);
      write_character(next, text.substr(0, next.length));
      text.remove_prefix(std::max<std::size_t>(1, next.length));
    }
    out_ += '"';
  }

  /// Text that is not UTF-8 has no JSON form. Programs and people get U+FFFD in its place; a digest gets nothing,
  /// because two different texts would have the same one. For people the escapes also go where a terminal would obey.
  void write_character(Character next, std::string_view as_it_is) {
    if (next.length == 0) {
      if (style_ == Style::canonical) throw Error(Kind::input, "json.utf8", "a text that is not UTF-8 has no digest");
      out_ += "\xef\xbf\xbd";
    } else if (const char escape = next.length == 1 ? short_escape(as_it_is.front()) : '\0') {
      out_ += '\\';
      out_ += escape;
    } else if (next.point < 0x20 || (style_ != Style::canonical && deceives_terminal(next.point))) {
      out_ += unicode_escape(next.point);
    } else {
      out_ += as_it_is;
    }
  }

  void write_list(const Value::List& items) {
    begin('[');
    for (const Value& item : items) {
      next(&item == &items.front());
      write(item);
    }
    end(']', items.empty());
  }

  void write_map(const Value::Map& members) {
    std::vector<const Value::Member*> order;
    order.reserve(members.size());
    for (const Value::Member& member : members) order.push_back(&member);
    if (style_ == Style::canonical)
      std::ranges::sort(
          order, {}, [](const Value::Member* m) -> auto& { return m->first; });
    begin('{');
    for (const Value::Member* member : order) {
      next(member == order.front());
      write_text(member->first);
      out_ += style_ == Style::pretty ? ": " : ":";
      write(member->second);
    }
    end('}', members.empty());
  }

  void begin(char bracket) {
    out_ += bracket;
    ++depth_;
  }
  void next(bool first) {
    if (!first) out_ += ',';
    line();
  }
  void end(char bracket, bool empty) {
    --depth_;
    if (!empty) line();
    out_ += bracket;
  }
  void line() {
    if (style_ == Style::pretty) out_ += '\n' + std::string(depth_ * 2, ' ');
  }

  Style style_;
  std::size_t depth_ = 0;
  std::string out_;
};

std::string write(const Value& value, Style style) {
  Writer writer(style);
  writer.write(value);
  return writer.take();
}

}  // namespace

std::string to_json(const Value& value) { return write(value, Style::compact); }
std::string to_pretty_json(const Value& value) { return write(value, Style::pretty); }
std::string canonical_json(const Value& value) { return write(value, Style::canonical); }

}  // namespace pkit
