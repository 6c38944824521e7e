#include "store/postgresql/statement.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace pkit::store::postgresql {

namespace {

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

const Param& named(Params params, const std::string& name, const std::string& sql) {
  for (const Param& param : params)
    if (name == param.name) return param;
  misuse("no parameter " + name + " in: " + sql);
}

// A row a type of Cell, in its order.
constexpr char kLetters[] = "nitb";
constexpr libpq::Oid kTypes[] = {0, kBigint, kText, kBytea};

void add(Bound& into, const Cell& cell) {
  const char* value = nullptr;
  std::size_t length = 0;
  if (const auto* number = std::get_if<std::int64_t>(&cell))
    value = into.numbers.emplace_back(std::to_string(*number)).c_str();
  if (const auto* text = std::get_if<std::string>(&cell)) {
    require_text(*text);
    value = text->c_str();
  }
  const auto* bytes = std::get_if<Bytes>(&cell);
  if (bytes != nullptr) {
    value = bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data());
    length = bytes->size();
  }
  into.values.push_back(value);
  into.lengths.push_back(static_cast<int>(length));
  into.formats.push_back(bytes != nullptr ? kAsBytes : kAsText);
  into.types.push_back(kTypes[cell.index()]);
}

}  // namespace

void misuse(const std::string& what) { throw Error(Kind::internal, "internal", "database: " + what); }

void require_text(const std::string& text) {
  // It would end there without a word.
  if (text.find('\0') != std::string::npos)
    throw Error(Kind::input, "store.text", "a text with a NUL in it cannot be kept");
  if (!valid_utf8(text))
    throw Error(Kind::input, "store.text", "a text that is not UTF-8 cannot be kept: '" + printable(text) + "'",
                "a file of such a name needs another one");
}

Numbered numbered(const char* sql) {
  Numbered made;
  bool quoted = false;
  for (const char* at = sql; *at != '\0'; ++at) {
    if (*at == '\'') quoted = !quoted;
    if (quoted || *at != '$') {
      made.sql += *at;
      continue;
    }
    std::string name = "$";
    while (is_name(at[1])) name += *++at;
    auto found = std::find(made.names.begin(), made.names.end(), name);
    if (found == made.names.end()) found = made.names.insert(found, name);
    made.sql += "$" + std::to_string(found - made.names.begin() + 1);
  }
  return made;
}

std::string letters_of(Params params) {
  std::string letters;
  for (const Param& param : params) letters += kLetters[param.value.index()];
  return letters;
}

Bound bound(const Numbered& statement, Params params) {
  if (statement.names.size() != params.size()) misuse("not the parameters of: " + statement.sql);
  Bound made;
  for (const std::string& name : statement.names) add(made, named(params, name, statement.sql).value);
  return made;
}

}  // namespace pkit::store::postgresql
