#include "catalog/metadata_types.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace pkit::catalog {

namespace {

constexpr std::size_t kLongestString = 1024, kLongestText = 16 << 10;

Judged no(std::string why) { return {std::nullopt, std::move(why)}; }

Judged text_within(const Value& value, std::size_t longest) {
  if (!value.is_text()) return no(std::string("is ") + Value::name(value.type()) + ", not a text");
  if (value.as_text().size() > longest) return no("is longer than " + std::to_string(longest) + " bytes");
  return {value.as_text(), {}};
}

Judged judge_string(const MetadataField& field, const Value& value) {
  Judged judged = text_within(value, kLongestString);
  if (!judged.value || !field.pattern || field.pattern->matches(*judged.value)) return judged;
  return no(field.message.empty() ? "does not match the pattern" : field.message);
}

Judged judge_text(const MetadataField&, const Value& value) { return text_within(value, kLongestText); }

Judged judge_integer(const MetadataField&, const Value& value) {
  if (value.is_int()) return {std::to_string(value.as_int()), {}};
  const Judged text = text_within(value, kLongestString);
  if (!text.value) return text;
  std::int64_t number = 0;
  const char* end = text.value->data() + text.value->size();
  const auto [stop, error] = std::from_chars(text.value->data(), end, number);
  if (error != std::errc() || stop != end) return no("is no integer");
  return {std::to_string(number), {}};
}

Judged judge_date(const MetadataField&, const Value& value) {
  Judged judged = text_within(value, kLongestString);
  if (judged.value && !parse_time(*judged.value)) return no("is no date: write it like 2027-01-31");
  return judged;
}

Judged judge_boolean(const MetadataField&, const Value& value) {
  if (value.is_bool()) return {value.as_bool() ? "true" : "false", {}};
  const Judged text = text_within(value, kLongestString);
  if (!text.value) return text;
  if (*text.value != "true" && *text.value != "false") return no("is neither true nor false");
  return text;
}

Judged judge_choice(const MetadataField& field, const Value& value) {
  const Judged text = text_within(value, kLongestString);
  if (!text.value) return text;
  const auto same = [&](const std::string& option) { return lower(option) == lower(*text.value); };
  const auto found = std::find_if(field.options.begin(), field.options.end(), same);
  if (found == field.options.end()) return no("is not one of " + join(field.options, ", "));
  return {*found, {}};
}

/// RFC 5321's form as far as it tells a mistake: one @ with something usual on both sides.
Judged judge_email(const MetadataField&, const Value& value) {
  const Judged text = text_within(value, kLongestString);
  if (!text.value) return text;
  static const pattern::Regex address("[^@\\s\"]{1,64}@[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+");
  if (!address.matches(*text.value)) return no("is no mail address");
  return text;
}

constexpr MetadataType kTypes[] = {
    {"string", judge_string}, {"integer", judge_integer}, {"date", judge_date},   {"boolean", judge_boolean},
    {"choice", judge_choice}, {"text", judge_text},       {"email", judge_email},
};

}  // namespace

std::span<const MetadataType> metadata_types() { return kTypes; }

std::vector<std::string> metadata_type_words() {
  std::vector<std::string> words;
  for (const MetadataType& type : kTypes) words.emplace_back(type.word);
  return words;
}

}  // namespace pkit::catalog
