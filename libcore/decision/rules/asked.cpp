#include "decision/asked.h"

#include <algorithm>

namespace pkit {

namespace {

Value san_texts(const Intake& intake) {
  std::vector<std::string> texts;
  for (const x509::San& san : intake.sans) texts.push_back(x509::san_text(san));
  std::sort(texts.begin(), texts.end());
  return Value::list(texts);
}

std::string text_of(const Value& sans) {
  std::vector<std::string> texts;
  for (const Value& san : sans.items()) texts.push_back(san.as_text());
  return texts.empty() ? "none" : join(texts, " ");
}

std::string differs(const std::string& what, const std::string& had, const std::string& asked) {
  return what + " " + (had.empty() ? "that was not asked for" : had) + ", not " + asked;
}

}  // namespace

Value asked_of(const Intake& intake, bool exact) {
  return Value::map(
      {{"profile", intake.profile}, {"notAfter", intake.not_after}, {"sans", san_texts(intake)}, {"exact", exact}});
}

std::optional<std::string> asked_otherwise(const Intake& intake, const store::Certificate& certificate) {
  if (!intake.profile.empty() && intake.profile != certificate.profile)
    return differs("the profile", certificate.profile, intake.profile);
  if (!certificate.asked.is_map()) return std::nullopt;
  const std::string end = certificate.asked.text_or("notAfter");
  if (!intake.not_after.empty() && intake.not_after != end) return differs("the end", end, intake.not_after);
  const Value sans = san_texts(intake);
  // Who registers asks for none: those that it has are an operator's.
  if (!intake.door->registers && sans != certificate.asked["sans"])
    return differs("the further names", text_of(certificate.asked["sans"]), text_of(sans));
  if (intake.strict && certificate.asked["exact"] == Value(false))
    return std::string("names or usages that differ from the CSR's, not those that --strict asks for");
  return std::nullopt;
}

}  // namespace pkit
