#include "setup/alerts.h"

#include <algorithm>

#include "catalog/job_kinds.h"
#include "setup/alert_steps.h"

namespace pkit {

using config::FieldType;
using config::Section;

const std::vector<config::Field> kAlertFields = {
    {.key = "on", .type = FieldType::text_or_list, .required = true, .help = "what is told"},
    {.key = "before",
     .type = FieldType::text_or_list,
     .otherwise = "30d, 15d",
     .help = "how long before an end; for expiring, ca-expiring, crl-expiring and key-rotation"},
    {.key = "jobs",
     .type = FieldType::text_or_list,
     .words = catalog::kJobKinds,
     .help = "which kinds of jobs; for job-complete and job-failed"},
    {.key = "when", .type = FieldType::map, .help = "what must be so of the event, or it is not told"},
    {.key = "call", .type = FieldType::text, .help = "ADAPTER.PROCEDURE that is told, in place of steps"},
    {.key = "name", .type = FieldType::text, .help = "of an alert with steps: by it each is done once"},
    {.key = "recipients", .type = FieldType::text_or_list, .help = "each of them gets all steps"},
    {.key = "steps", .type = FieldType::list, .help = "what is done, one after the other"},
    {.key = "windows", .type = FieldType::text_or_list, .help = "when steps may be done, UTC: sat 02:00-05:00"},
};

namespace {

constexpr Duration kOneDay = 24LL * 3600 * 1000, kMostBefore = 3660 * kOneDay;

const AlertWord* find_word(const std::string& word) {
  const auto& words = alert_words();
  const auto found = std::find_if(words.begin(), words.end(), [&](const AlertWord& w) { return w.word == word; });
  return found == words.end() ? nullptr : &*found;
}

void read_on(const Section& section, Alert& alert, bool& nears_end, bool& of_jobs) {
  std::vector<std::string> valid;
  for (const AlertWord& word : alert_words()) valid.emplace_back(word.word);
  for (const std::string& text : section.texts("on")) {
    const AlertWord* word = find_word(text);
    if (!word) {
      section.faults().unknown(section.at("on"), "unknown event", text, valid);
      continue;
    }
    alert.kinds.insert(alert.kinds.end(), word->kinds.begin(), word->kinds.end());
    nears_end = nears_end || word->with == AlertWord::With::levels;
    of_jobs = of_jobs || word->with == AlertWord::With::jobs;
  }
}

/// "0d": the end itself too.
void add_ends(Alert& alert) {
  constexpr std::string_view kNears = ".expiring", kEnded = ".expired";
  for (const std::string& kind : std::vector<std::string>(alert.kinds)) {
    if (!kind.ends_with(kNears)) continue;
    std::string ended = kind.substr(0, kind.size() - kNears.size()) + std::string(kEnded);
    if (!alert.wants(ended)) alert.kinds.push_back(std::move(ended));
  }
}

void read_before(const Section& section, Alert& alert, bool nears_end) {
  if (section.has("before") && !nears_end)
    section.faults().add(section.at("before"), "config.word", section.name() + ".before is for what nears its end",
                         "on: expiring, ca-expiring, crl-expiring or key-rotation");
  for (const std::string& text : section.texts("before")) {
    const std::optional<Duration> duration = parse_duration(text);
    if (duration == 0)
      add_ends(alert);
    else if (duration && *duration >= 60'000 && *duration <= kMostBefore)
      alert.before.push_back(*duration);
    else
      section.faults().add(
          section.at("before"), "config.bounds",
          section.name() + ".before: '" + printable(text) + "' is no time between 1m and 3660d, nor 0d",
          "before: [30d, 15d]");
  }
  if (alert.before.empty() && nears_end) alert.before = usual_levels();
}

void read_jobs(const Section& section, Alert& alert, bool of_jobs) {
  alert.jobs = section.texts("jobs");
  if (!alert.jobs.empty() && !of_jobs)
    section.faults().add(section.at("jobs"), "config.word", section.name() + ".jobs is for the end of jobs",
                         "on: job-complete or job-failed");
}

void read_call(const Section& row, Alert& alert, const AlertGround& ground) {
  const CallTarget target = read_call_target(row, "call", ground.adapters);
  alert.adapter = target.adapter;
  alert.procedure = target.procedure;
  for (const char* key : {"name", "recipients", "windows"})
    if (row.has(key))
      row.faults().add(row.at(key), "config.word", row.name() + "." + key + " goes with steps",
                       "steps: [ { call: " + row.text("call") + " } ]");
}

bool is_alert_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
             std::string::npos;
}

/// It becomes a line of a message's head: visible ASCII without what separates addresses.
bool is_recipient(const std::string& text) {
  return !text.empty() && text.size() <= 254 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c > ' ' && c < 0x7f && c != ',' && c != ';' && c != '<' && c != '>';
  });
}

void read_name(const Section& row, Alert& alert, const Alerts& before) {
  alert.name = row.text("name");
  if (!is_alert_name(alert.name))
    row.faults().add(row.at("name"), "config.word", row.name() + " has steps, and so needs a name",
                     "name: letters, digits, _ and -, at most 64");
  const bool twice = std::any_of(before.begin(), before.end(),
                                 [&](const Alert& other) { return !other.steps.empty() && other.name == alert.name; });
  if (twice)
    row.faults().add(row.at("name"), "config.word",
                     row.name() + ".name is another alert's too: " + in_quotes(alert.name));
}

void read_recipients(const Section& row, Alert& alert) {
  for (const std::string& recipient : row.texts("recipients")) {
    if (!is_recipient(recipient))
      row.faults().add(row.at("recipients"), "config.word",
                       row.name() + ".recipients: " + in_quotes(recipient) + " is not a recipient",
                       "an address such as ops@corp.example: visible ASCII, no comma");
    else if (std::count(alert.recipients.begin(), alert.recipients.end(), recipient) == 0)
      alert.recipients.push_back(recipient);
  }
}

void read_what_is_done(const Section& row, Alert& alert, const AlertGround& ground, const Alerts& before) {
  if (row.has("call"))
    row.faults().add(row.at("call"), "config.word", row.name() + " has both call and steps",
                     "steps: [ { call: ... } ]");
  read_name(row, alert, before);
  read_recipients(row, alert);
  if (row.value("steps").is_list())
    for (std::size_t i = 0; i < row.value("steps").items().size(); ++i)
      alert.steps.push_back(read_alert_step(row.value("steps").items()[i],
                                            row.name() + ".steps[" + std::to_string(i) + "]", ground, alert,
                                            row.faults()));
  if (alert.steps.empty())
    row.faults().add(row.at("steps"), "config.missing", row.name() + " says nothing that is to be done",
                     "call: ADAPTER.PROCEDURE, or steps");
}

/// How long the calls and scripts of one run may take.
Duration longest_run(const Alert& alert, const AlertGround& ground) {
  Duration time = 0;
  for (const AlertStep& step : alert.steps) {
    const auto adapter = ground.adapters.find(step.target.adapter);
    if (adapter != ground.adapters.end()) time += adapter->second.limits.time;
    if (step.does == AlertStep::Does::script) time += step.script.limits.time;
  }
  return time;
}

/// What must be done before an end is done in time: some window opens between the first notice and the end, whatever
/// the time of the week at which that comes, and it is long enough.
void check_satisfiable(const Section& row, const Alert& alert, const AlertGround& ground) {
  const Duration notice = alert.before.empty() ? 0 : *std::max_element(alert.before.begin(), alert.before.end());
  const Duration closed = longest_closed(alert.windows), open = shortest_open(alert.windows);
  if (closed >= notice)
    row.faults().add(row.at("windows"), "alert.window",
                     row.name() + ".windows: none opens for " + print_duration(closed) + ", and what ends is told " +
                         print_duration(notice) + " before",
                     "a further window, or an earlier time in before");
  if (open < longest_run(alert, ground))
    row.faults().add(row.at("windows"), "alert.window",
                     row.name() + ".windows: one of " + print_duration(open) + " is shorter than the " +
                         print_duration(longest_run(alert, ground)) + " that its steps may take",
                     "a longer window, or shorter timeouts");
}

void read_windows(const Section& row, Alert& alert, bool nears_end, const AlertGround& ground) {
  const std::size_t before = row.faults().list().size();
  for (const std::string& text : row.texts("windows")) {
    const std::optional<Windows> read = read_window(text);
    if (!read)
      row.faults().add(row.at("windows"), "config.word", row.name() + ".windows: " + in_quotes(text) + " is no window",
                       "sat 02:00-05:00, mon-fri 22:00-04:00 or daily 03:00-04:00; UTC");
    else
      alert.windows.insert(alert.windows.end(), read->begin(), read->end());
  }
  if (!row.has("windows")) return;
  if (!nears_end)
    row.faults().add(row.at("windows"), "config.word", row.name() + ".windows is for what nears its end",
                     "on: expiring");
  if (row.faults().list().size() == before) check_satisfiable(row, alert, ground);
}

}  // namespace

const std::vector<AlertWord>& alert_words() {
  static const std::vector<AlertWord> words = {
      {"expiring", {"certificate.expiring"}, AlertWord::With::levels},
      {"expired", {"certificate.expired"}},
      {"waiting", {"registration.waiting"}},
      {"issued", {"certificate.issued"}},
      {"denied", {"registration.denied", "registration.refused"}},
      {"renewed", {"certificate.renewed", "certificate.rotated"}},
      {"revoked", {"certificate.revoked"}},
      {"released", {"certificate.released"}},
      {"ca-expiring", {"authority.expiring", "authority.expired"}, AlertWord::With::levels},
      {"crl-expiring", {"crl.expiring", "crl.expired"}, AlertWord::With::levels},
      {"key-rotation", {"ssh-key.expiring", "ssh-key.expired"}, AlertWord::With::levels},
      {"store-drift", {"store.drifted"}},
      {"job-complete", {"job.completed", "job.failed"}, AlertWord::With::jobs},
      {"job-failed", {"job.failed"}, AlertWord::With::jobs},
  };
  return words;
}

const std::vector<Duration>& usual_levels() {
  static const std::vector<Duration> levels = {30 * kOneDay, 15 * kOneDay};
  return levels;
}

bool Alert::wants(const std::string& kind) const { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

std::vector<std::string> Alert::targets() const {
  if (steps.empty()) return {adapter + "." + procedure};
  const std::string ours = std::string(kAlertTarget) + name;
  if (recipients.empty()) return {ours};
  std::vector<std::string> all;
  for (const std::string& recipient : recipients) all.push_back(ours + " " + recipient);
  return all;
}

AlertTarget find_alert(const Alerts& alerts, const std::string& target) {
  const std::string rest = target.substr(kAlertTarget.size());
  const std::size_t space = rest.find(' ');
  for (const Alert& alert : alerts)
    if (!alert.steps.empty() && alert.name == rest.substr(0, space))
      return {&alert, space == std::string::npos ? std::string() : rest.substr(space + 1)};
  return {};
}

Alerts read_alerts(const Value& section, const AlertGround& ground, config::Faults& faults) {
  Alerts alerts;
  if (!section.is_list()) return alerts;
  for (std::size_t i = 0; i < section.items().size(); ++i) {
    const Section row(section.items()[i], "alerts[" + std::to_string(i) + "]", kAlertFields, faults);
    Alert alert;
    bool nears_end = false, of_jobs = false;
    read_on(row, alert, nears_end, of_jobs);
    read_before(row, alert, nears_end);
    read_jobs(row, alert, of_jobs);
    alert.when = read_alert_when(row);
    if (row.has("steps") || !row.has("call")) {
      read_what_is_done(row, alert, ground, alerts);
      read_windows(row, alert, nears_end, ground);
    } else {
      read_call(row, alert, ground);
    }
    alerts.push_back(std::move(alert));
  }
  return alerts;
}

}  // namespace pkit
