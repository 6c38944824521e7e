#include "config/fields.h"

namespace pkit::config {

namespace {

const char* code_of(Flaw::Is is) {
  constexpr const char* codes[] = {"config.unknown", "config.missing", "config.type", "config.word", "config.bounds"};
  return codes[static_cast<std::size_t>(is)];
}

}  // namespace

void Faults::add(Position at, std::string code, std::string what, std::string hint) {
  faults_.push_back({Kind::config, std::move(code), where(at), std::move(what), std::move(hint)});
}

void Faults::add(const Flaw& flaw) { add(flaw.at, code_of(flaw.is), flaw.what, flaw.hint); }

void Faults::unknown(Position at, const std::string& what, const std::string& word,
                     const std::vector<std::string>& valid) {
  add(at, "config.unknown", what + " " + in_quotes(word), hint_for(word, valid));
}

void Faults::warn(Position at, const std::string& what) { warnings_.push_back(where(at) + ": " + what); }

std::string Faults::where(Position at) const {
  if (at.line == 0) return file_;
  return file_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

Section::Section(const Value& value, std::string name, const Fields& table, Faults& faults)
    : Section(value, std::move(name), table, faults, {}) {}

Section::Section(const Value& value, std::string name, const Fields& table, Faults& faults, std::vector<Flaw>&& flaws)
    : Record(value, std::move(name), table, flaws, {.nulls = Nulls::values}), faults_(faults) {
  for (const Flaw& flaw : flaws) faults_.add(flaw);
}

}  // namespace pkit::config
