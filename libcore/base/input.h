// The inputs of an operation, a row each: from them come its options on the command line, what travels through the
// gate, what a retry with the same request id must repeat, a batch's manifest, completion, and JSON Schema.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/table.h"
#include "base/text.h"

namespace pkit {

/// What a shell offers for a value.
enum class Completion : std::uint8_t {
  none,
  file,
  directory,
  choice,
  registration,
  waiting,   // a registration that can be approved or denied, or its machine
  approved,  // one that can be issued for
  state,     // of anything that is listed
  orchestrator,
  certificate,
  revocable,  // a certificate that is valid, or its machine
  profile,
  authority,
  order,
  kept,  // a key that is kept
  stored
};

struct Input {
  enum class Kind : std::uint8_t {
    flag,
    text,      // one value, as given: durations and times too, for what they mean depends on when it is asked
    texts,     // may be repeated
    pairs,     // KEY=VALUE, no key twice; may be repeated
    document,  // a file whose content is meant
    secret,    // a file whose content nobody else may see
  };
  const char* name;     // "client-machine": --client-machine on the command line, clientMachine elsewhere
  const char* metavar;  // "NAME", empty for a flag
  const char* help;     // one line
  Kind kind;
  /// Takes a text (of texts and pairs: one more), a list, a map or true; what is no pair is Error{usage "option.*"}.
  void (*put)(void* request, const Value& value);
  /// What was given, null where nothing was: a text, a list of texts, a map, or true. Never of a secret.
  Value (*get)(const void* request);
  std::optional<Secret>& (*secret)(void* request) = nullptr;  // of a secret: where it goes
  std::string* (*called)(void* request) = nullptr;            // of a document: what errors call it
  const Shape* shape = nullptr;                               // what travels; null: what its kind says
  Words words = {};                                           // of a text, none: any
  Completion completion = Completion::none;
  bool required = false, empty_too = false;
  /// In a batch: for all items alike on the command line; of one item, in its line of the manifest; either; or not at
  /// all.
  enum class Batch : std::uint8_t { for_all, per_item, either, alone } batch = Batch::for_all;
  bool positional = false;  // an argument and not an option
  bool local = false;       // it says something about this side, and does not travel
  bool made = false;        // it travels, and is no option: the command itself makes it, anew each time
  bool rest = false;        // of texts, and the last: every word that follows
  bool source = false;      // a file with a secret that is read each time: what is kept is where it is
  /// Instead of `words`, where another table has them.
  const std::vector<std::string>& (*listed)() = nullptr;

  constexpr Input needed() const {
    Input changed = *this;
    changed.required = true;
    return changed;
  }
  constexpr Input or_empty() const {
    Input changed = *this;
    changed.empty_too = true;
    return changed;
  }
  constexpr Input in_batch(Batch b) const {
    Input changed = *this;
    changed.batch = b;
    return changed;
  }
  constexpr Input argument() const {
    Input changed = *this;
    changed.positional = true;
    return changed;
  }
  constexpr Input stays() const {
    Input changed = *this;
    changed.local = true;
    return changed;
  }
  constexpr Input made_here() const {
    Input changed = *this;
    changed.made = true;
    return changed;
  }
  constexpr Input completes(Completion c) const {
    Input changed = *this;
    changed.completion = c;
    return changed;
  }
  constexpr Input shaped(const Shape& s) const {
    Input changed = *this;
    changed.shape = &s;
    return changed;
  }
  constexpr Input among(Words w) const {
    Input changed = *this;
    changed.words = w;
    changed.completion = Completion::choice;
    return changed;
  }
  constexpr Input among(const std::vector<std::string>& (*of)()) const {
    Input changed = *this;
    changed.listed = of;
    changed.completion = Completion::choice;
    return changed;
  }
  constexpr Input takes_the_rest() const {
    Input changed = *this;
    changed.rest = true;
    changed.empty_too = true;
    return changed;
  }
  constexpr Input is_source() const {
    Input changed = *this;
    changed.source = true;
    changed.completion = Completion::file;
    return changed;
  }

  std::string option() const { return std::string("--") + name; }
  /// "clientMachine".
  std::string key() const;
  /// What a text may be; none: anything.
  std::vector<std::string> choices() const { return listed ? listed() : words.list(); }
  /// What its kind says of a value, and what `shape` says, which is more.
  const Shape& type() const;
  const Shape& travels() const { return shape ? *shape : type(); }
};

/// The rows of one operation.
class Inputs {
 public:
  constexpr Inputs() = default;
  template <std::size_t n>
  constexpr Inputs(const Input (&rows)[n]) : rows_(rows), count_(n) {}
  constexpr const Input* begin() const { return rows_; }
  constexpr const Input* end() const { return rows_ + count_; }
  /// The row of that name, or null.
  const Input* find(std::string_view name) const {
    for (const Input& input : *this)
      if (name == input.name) return &input;
    return nullptr;
  }

 private:
  const Input* rows_ = nullptr;
  std::size_t count_ = 0;
};

/// As Input::put; what it refuses is told with the option's name.
void put_option(const Input& input, void* request, const Value& value);

namespace inputs {

using Pairs = std::vector<std::pair<std::string, std::string>>;

void put(bool& into, const Value& value);
void put(std::string& into, const Value& value);
void put(std::optional<std::string>& into, const Value& value);
void put(std::vector<std::string>& into, const Value& value);
void put(Pairs& into, const Value& value);
Value get(bool from);
Value get(const std::string& from);
Value get(const std::optional<std::string>& from);
Value get(const std::vector<std::string>& from);
Value get(const Pairs& from);

template <class T>
constexpr Input::Kind kKind = Input::Kind::text;
template <>
inline constexpr Input::Kind kKind<bool> = Input::Kind::flag;
template <>
inline constexpr Input::Kind kKind<std::vector<std::string>> = Input::Kind::texts;
template <>
inline constexpr Input::Kind kKind<Pairs> = Input::Kind::pairs;
template <>
inline constexpr Input::Kind kKind<std::optional<std::string>> = Input::Kind::document;

template <class R, class T>
R owner_of(T R::*);
template <auto member>
using Owner = decltype(owner_of(member));

template <auto first, auto... rest, class Request>
auto& member_of(Request& request) {
  if constexpr (sizeof...(rest) == 0)
    return request.*first;
  else
    return member_of<rest...>(request.*first);
}

}  // namespace inputs

/// The row of a member, named by the way to it: input<&RegisterRequest::platform>(...), or
/// input<&RegisterRequest::common, &Common::request_id>(...). Its type says which kind it is of.
template <auto first, auto... rest>
constexpr Input input(const char* name, const char* metavar, const char* help) {
  using Request = inputs::Owner<first>;
  using T = std::remove_reference_t<decltype(inputs::member_of<first, rest...>(std::declval<Request&>()))>;
  return {.name = name,
          .metavar = metavar,
          .help = help,
          .kind = inputs::kKind<T>,
          .put =
              [](void* request, const Value& value) {
                inputs::put(inputs::member_of<first, rest...>(*static_cast<Request*>(request)), value);
              },
          .get =
              [](const void* request) {
                return inputs::get(inputs::member_of<first, rest...>(*static_cast<const Request*>(request)));
              }};
}

/// What a text may stand for, when a member keeps more than the text: each reads it, Error{usage "option.value"}, and
/// writes it back; null for what was not given.
struct AsDuration {
  static constexpr const char* kMetavar = "DURATION";
  static constexpr Completion kCompletion = Completion::none;
  static std::optional<Duration> read(const std::string& text);
  static Value write(const std::optional<Duration>& duration);
};
struct AsTime {
  static constexpr const char* kMetavar = "TIME";
  static constexpr Completion kCompletion = Completion::none;
  static std::optional<Time> read(const std::string& text);
  static Value write(const std::optional<Time>& time);
};
struct AsNumber {
  static constexpr const char* kMetavar = "N";
  static constexpr Completion kCompletion = Completion::none;
  static std::int64_t read(const std::string& text);
  static Value write(std::int64_t number);
};

/// Error{usage "option.value"}: `value` is not between these two.
[[noreturn]] void refuse_bounds(const std::string& value, const std::string& least, const std::string& most);
template <std::int64_t least, std::int64_t most>
struct AsNumberFrom : AsNumber {
  static std::int64_t read(const std::string& text) {
    const std::int64_t number = AsNumber::read(text);
    if (number < least || number > most) refuse_bounds(text, std::to_string(least), std::to_string(most));
    return number;
  }
};

/// The row of such a member: input_as<AsDuration, &GenerateRequest::within>(...).
template <class Form, auto first, auto... rest>
constexpr Input input_as(const char* name, const char* help) {
  using Request = inputs::Owner<first>;
  return {.name = name,
          .metavar = Form::kMetavar,
          .help = help,
          .kind = Input::Kind::text,
          .put =
              [](void* request, const Value& value) {
                inputs::member_of<first, rest...>(*static_cast<Request*>(request)) = Form::read(value.as_text());
              },
          .get =
              [](const void* request) {
                return Form::write(inputs::member_of<first, rest...>(*static_cast<const Request*>(request)));
              },
          .completion = Form::kCompletion};
}

/// A file or directory, by its absolute name.
struct AsFile {
  static constexpr const char* kMetavar = "FILE";
  static constexpr Completion kCompletion = Completion::file;
  static Path read(const std::string& text) { return absolute_path(text); }
  static Value write(const Path& path) { return path.empty() ? Value() : Value(path.string()); }
};
struct AsDirectory : AsFile {
  static constexpr const char* kMetavar = "DIR";
  static constexpr Completion kCompletion = Completion::directory;
};

/// A document of which errors say what is wrong without its name.
template <auto content>
constexpr Input document(const char* name, const char* metavar, const char* help) {
  Input row = input<content>(name, metavar, help);
  row.kind = Input::Kind::document;
  row.completion = Completion::file;
  return row;
}

/// A document, and the member that keeps what errors call it.
template <auto content, auto called>
constexpr Input document(const char* name, const char* metavar, const char* help) {
  Input row = document<content>(name, metavar, help);
  row.called = [](void* request) { return &(static_cast<inputs::Owner<called>*>(request)->*called); };
  return row;
}

/// A secret, by the way to the member that keeps it: std::optional<Secret>.
template <auto first, auto... rest>
constexpr Input secret(const char* name, const char* metavar, const char* help) {
  return {.name = name,
          .metavar = metavar,
          .help = help,
          .kind = Input::Kind::secret,
          .put = [](void*, const Value&) {},
          .get = [](const void*) { return Value(); },
          .secret = [](void* request) -> std::optional<Secret>& {
            return inputs::member_of<first, rest...>(*static_cast<inputs::Owner<first>*>(request));
          },
          .completion = Completion::file};
}

}  // namespace pkit
