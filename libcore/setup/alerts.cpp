#include "setup/alerts.h"

#include <algorithm>

#include "setup/target.h"

namespace pkit {

using config::FieldType;
using config::Section;

const std::vector<config::Field> kAlertFields = {
    {.key = "on", .type = FieldType::text_or_list, .required = true, .help = "what is told"},
    {.key = "before",
     .type = FieldType::text_or_list,
     .otherwise = "30d, 15d",
     .help = "how long before an end; for expiring, ca-expiring and crl-expiring"},
    {.key = "call", .type = FieldType::text, .required = true, .help = "ADAPTER.PROCEDURE that is told"},
};

namespace {

constexpr Duration kOneDay = 24LL * 3600 * 1000, kMostBefore = 3660 * kOneDay;

const AlertWord* find_word(const std::string& word) {
  const auto& words = alert_words();
  const auto found = std::find_if(words.begin(), words.end(), [&](const AlertWord& w) { return w.word == word; });
  return found == words.end() ? nullptr : &*found;
}

void read_on(const Section& section, Alert& alert, bool& nears_end) {
  std::vector<std::string> valid;
  for (const AlertWord& word : alert_words()) valid.emplace_back(word.word);
  for (const std::string& text : section.texts("on")) {
    const AlertWord* word = find_word(text);
    if (!word) {
      section.faults().unknown(section.at("on"), "unknown event", text, valid);
      continue;
    }
    alert.kinds.insert(alert.kinds.end(), word->kinds.begin(), word->kinds.end());
    nears_end = nears_end || word->nears_end;
  }
}

void read_before(const Section& section, Alert& alert, bool nears_end) {
  if (section.has("before") && !nears_end)
    section.faults().add(section.at("before"), "config.word", section.name() + ".before is for what nears its end",
                         "on: expiring, ca-expiring or crl-expiring");
  for (const std::string& text : section.texts("before")) {
    const std::optional<Duration> duration = parse_duration(text);
    if (duration && *duration >= 60'000 && *duration <= kMostBefore)
      alert.before.push_back(*duration);
    else
      section.faults().add(section.at("before"), "config.bounds",
                           section.name() + ".before: '" + printable(text) + "' is no time between 1m and 3660d",
                           "before: [30d, 15d]");
  }
  if (alert.before.empty() && nears_end) alert.before = usual_levels();
}

}  // namespace

const std::vector<AlertWord>& alert_words() {
  static const std::vector<AlertWord> words = {
      {"expiring", {"certificate.expiring"}, true},
      {"expired", {"certificate.expired"}},
      {"waiting", {"registration.waiting"}},
      {"issued", {"certificate.issued"}},
      {"denied", {"registration.denied", "registration.refused"}},
      {"revoked", {"certificate.revoked"}},
      {"released", {"certificate.released"}},
      {"ca-expiring", {"authority.expiring", "authority.expired"}, true},
      {"crl-expiring", {"crl.expiring", "crl.expired"}, true},
  };
  return words;
}

const std::vector<Duration>& usual_levels() {
  static const std::vector<Duration> levels = {30 * kOneDay, 15 * kOneDay};
  return levels;
}

bool Alert::wants(const std::string& kind) const { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

std::vector<Alert> read_alerts(const Value& section, const adapter::Adapters& adapters, config::Faults& faults) {
  std::vector<Alert> alerts;
  if (!section.is_list()) return alerts;
  for (std::size_t i = 0; i < section.items().size(); ++i) {
    const Section row(section.items()[i], "alerts[" + std::to_string(i) + "]", kAlertFields, faults);
    Alert alert;
    bool nears_end = false;
    read_on(row, alert, nears_end);
    read_before(row, alert, nears_end);
    const CallTarget target = read_call_target(row, "call", adapters);
    alert.adapter = target.adapter;
    alert.procedure = target.procedure;
    alerts.push_back(std::move(alert));
  }
  return alerts;
}

}  // namespace pkit
