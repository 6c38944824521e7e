#include "setup/alert_steps.h"

#include <algorithm>

#include "adapter/kinds.h"

namespace pkit {

using config::FieldType;
using config::Section;

const std::vector<config::Field> kAlertStepFields = {
    {.key = "call", .type = FieldType::text, .help = "ADAPTER.PROCEDURE that is told"},
    {.key = "script", .type = FieldType::text, .help = "a program that is run, absolute or relative to the home"},
    {.key = "sha256", .type = FieldType::text, .help = "of the script's bytes, hex: others are not run"},
    {.key = "timeout", .type = FieldType::duration, .otherwise = "10s", .help = "how long the script may take"},
    {.key = "mail", .type = FieldType::text, .help = "a directory that gets one file a message"},
    {.key = "from", .type = FieldType::text, .otherwise = "pkit@localhost", .help = "whom the message is from"},
    {.key = "set_metadata", .type = FieldType::text_map, .help = "field: value, of the certificate"},
    {.key = "renew",
     .type = FieldType::text,
     .words = kOneOf<"same-key", "new-key">,
     .help = "the certificate, by its stored request or over a new key in its store"},
    {.key = "profile", .type = FieldType::text, .help = "of a renewal over the same key, in place of its own"},
    {.key = "put_to_stores",
     .type = FieldType::text_or_list,
     .help = "the newest certificate, into these stores, or into all that have its key"},
    {.key = "when", .type = FieldType::map, .help = "what must be so, or the step is passed over"},
};

namespace {

struct StepGround {
  const Section& section;
  const AlertGround& ground;
  const Alert& alert;
};

void read_call(const StepGround& at, AlertStep& step) {
  step.does = AlertStep::Does::call;
  step.target = read_call_target(at.section, "call", at.ground.adapters);
}

bool is_sha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void read_script(const StepGround& at, AlertStep& step) {
  constexpr Duration kUsual = 10'000;
  step.does = AlertStep::Does::script;
  const adapter::Place place{at.section, at.ground.home, at.ground.uid};
  step.script.name = at.alert.name;
  step.script.program = place.resolve(at.section.text("script"));
  step.script.limits.time = at.section.duration("timeout", kUsual);
  adapter::check_program(step.script.program, "script", true, place, at.section.at("script"));
  step.sha256 = lower(at.section.text("sha256"));
  if (!is_sha256(step.sha256))
    place.faults().add(at.section.at("sha256"), "config.word", at.section.name() + " needs the script's sha256, in hex",
                       "sha256sum " + step.script.program.string());
}

void read_mail(const StepGround& at, AlertStep& step) {
  step.does = AlertStep::Does::mail;
  step.outbox = (at.ground.home / at.section.text("mail")).lexically_normal();
  step.from = at.section.text("from", "pkit@localhost");
  const bool plain =
      std::all_of(step.from.begin(), step.from.end(), [](unsigned char c) { return c > ' ' && c < 0x7f; });
  if (!plain || step.from.empty())
    at.section.faults().add(at.section.at("from"), "config.word", at.section.name() + ".from is not an address");
  if (at.alert.recipients.empty())
    at.section.faults().add(at.section.at("mail"), "config.word", at.section.name() + " mails to nobody",
                            "recipients: [ops@corp.example]");
}

bool is_about(const Alert& alert, std::string_view beginning) {
  return std::all_of(alert.kinds.begin(), alert.kinds.end(),
                     [&](const std::string& kind) { return kind.starts_with(beginning); });
}

/// A renewal is of what nears its end, and of nothing else.
void read_renew(const StepGround& at, AlertStep& step) {
  step.does = AlertStep::Does::renew;
  step.new_key = at.section.text("renew") == "new-key";
  step.profile = at.section.text("profile");
  if (!is_about(at.alert, "certificate.expir"))
    at.section.faults().add(at.section.at("renew"), "config.word",
                            at.section.name() + " renews, and the alert is not about ends of certificates alone",
                            "on: expiring");
  if (step.new_key && !step.profile.empty())
    at.section.faults().add(at.section.at("profile"), "config.word",
                            at.section.name() + ".profile does not go with new-key", "renew: same-key");
  const std::vector<std::string>& known = at.ground.profiles;
  if (!step.profile.empty() && std::find(known.begin(), known.end(), step.profile) == known.end())
    at.section.faults().unknown(at.section.at("profile"), "unknown profile", step.profile, known);
}

/// Which stores there are only the state knows.
void read_put_to_stores(const StepGround& at, AlertStep& step) {
  step.does = AlertStep::Does::put_to_stores;
  step.stores = at.section.texts("put_to_stores");
  if (std::find(step.stores.begin(), step.stores.end(), "all") != step.stores.end()) {
    if (step.stores.size() > 1)
      at.section.faults().add(at.section.at("put_to_stores"), "config.word",
                              at.section.name() + ".put_to_stores: all goes with no other", "put_to_stores: all");
    step.stores.clear();
  }
  if (!is_about(at.alert, "certificate."))
    at.section.faults().add(at.section.at("put_to_stores"), "config.word",
                            at.section.name() + " puts certificates, and the alert is not about these alone",
                            "on: expiring, renewed or issued");
}

void read_set_metadata(const StepGround& at, AlertStep& step) {
  step.does = AlertStep::Does::set_metadata;
  step.metadata = at.section.value("set_metadata");
  const Position place = at.section.at("set_metadata");
  if (!is_about(at.alert, "certificate."))
    at.section.faults().add(place, "config.word", at.section.name() + " sets metadata, which only certificates have",
                            "on: expiring, expired, issued, renewed, revoked or released");
  if (!step.metadata.is_map()) return;
  const catalog::Attached values = catalog::judge_all(at.ground.metadata, step.metadata);
  for (const Value& drop : values.dropped.items())
    at.section.faults().add(
        place, "config.word",
        at.section.name() + ".set_metadata: " + drop.text_or("field") + ": " + drop.text_or("reason"));
}

struct StepKind {
  const char* key;
  void (*read)(const StepGround&, AlertStep&);
  std::vector<std::string> with;  // further keys
};
const std::vector<StepKind>& step_kinds() {
  static const std::vector<StepKind> kinds = {{"call", read_call, {}},
                                              {"script", read_script, {"sha256", "timeout"}},
                                              {"mail", read_mail, {"from"}},
                                              {"set_metadata", read_set_metadata, {}},
                                              {"renew", read_renew, {"profile"}},
                                              {"put_to_stores", read_put_to_stores, {}}};
  return kinds;
}

void refuse_others(const Section& section, const StepKind& chosen) {
  for (const config::Field& field : kAlertStepFields) {
    const std::string key = field.key;
    if (!section.has(key) || key == chosen.key || key == "when" ||
        std::count(chosen.with.begin(), chosen.with.end(), key) > 0)
      continue;
    section.faults().add(section.at(key), "config.word", section.name() + "." + key + " does not go with " + chosen.key,
                         "one step does one thing");
  }
}

/// Whose `when:` it is.
enum class Asks { row, step };

/// The event's own members and its data; a step asks too who it is for, and what earlier steps answered.
std::vector<std::string> event_paths(Asks who) {
  if (who == Asks::row) return {"kind", "subject", "actor", "data.NAME"};
  return {"kind", "subject", "actor", "recipient", "data.NAME", "context.NAME"};
}

bool is_event_path(const std::string& path, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    const std::size_t dot = word.find('.');
    if (dot == std::string::npos) return path == word;
    return path.size() > dot + 1 && path.starts_with(word.substr(0, dot + 1));
  });
}

std::vector<AlertTest> read_when(const Section& section, Asks who) {
  std::vector<AlertTest> tests;
  const Value& when = section.value("when");
  if (!when.is_map()) return tests;
  const std::vector<std::string> words = event_paths(who);
  for (const auto& [path, asked] : when.members()) {
    if (!is_event_path(path, words))
      section.faults().unknown(asked.key_at(), section.name() + ".when: unknown path", path, words);
    tests.push_back({path, handler::Matcher::read(asked, section.name() + ".when." + path, section.faults())});
  }
  if (tests.empty())
    section.faults().add(section.at("when"), "config.missing", section.name() + ".when asks nothing",
                         "when: { data.ClientMachine: \"web*\" }");
  return tests;
}

}  // namespace

std::vector<AlertTest> read_alert_when(const Section& row) { return read_when(row, Asks::row); }

AlertStep read_alert_step(const Value& value, const std::string& name, const AlertGround& ground, const Alert& alert,
                          config::Faults& faults) {
  const Section section(value, name, kAlertStepFields, faults);
  AlertStep step;
  for (const StepKind& kind : step_kinds()) {
    if (!section.has(kind.key)) continue;
    refuse_others(section, kind);
    step.word = kind.key;
    kind.read({section, ground, alert}, step);
    step.when = read_when(section, Asks::step);
    return step;
  }
  std::vector<std::string> keys;
  for (const StepKind& kind : step_kinds()) keys.emplace_back(kind.key);
  faults.add(section.at(), "config.missing", name + " does nothing", "one of: " + join(keys, ", "));
  return step;
}

}  // namespace pkit
