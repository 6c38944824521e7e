#include "outbox/steps.h"

#include <algorithm>

#include "base/json.h"
#include "change/change.h"
#include "digest/digest.h"
#include "handler/paths.h"
#include "outbox/mail.h"
#include "outbox/renew_step.h"
#include "store/certificates.h"
#include "store/metadata.h"

namespace pkit {

namespace {

constexpr std::size_t kLongestScript = 1 << 20;

class Steps {
 public:
  Steps(Session& session, const Setup& setup, const AlertRun& run)
      : session_(session), setup_(setup), run_(run), parameter_(event_parameter(run.event)) {
    parameter_.set("alert", run.alert.name);
    if (!run.recipient.empty()) parameter_.set("recipient", run.recipient);
    if (run.late) parameter_.set("late", true);
    context_ = Value::map({{"SendEmail", "true"}});
    if (run.event.kind == "registration.denied") context_.set("denialReason", parameter_["data"].text_or("reason"));
  }

  std::string run_all() {
    for (const AlertStep& step : run_.alert.steps) {
      ++number_;
      if (!holds(step.when, with_context())) continue;
      const std::string failure = one(step);
      if (!failure.empty()) return "step " + std::to_string(number_) + ": " + failure;
    }
    return {};
  }

 private:
  std::string one(const AlertStep& step) {
    switch (step.does) {
      case AlertStep::Does::call:
        return tell(setup_.adapters.at(step.target.adapter), step.target.procedure);
      case AlertStep::Does::script:
        return script(step);
      case AlertStep::Does::mail:
        return mail(step);
      case AlertStep::Does::set_metadata:
        return tag(step.metadata);
      case AlertStep::Does::renew:
        return renew_certificate(session_, step, run_.event.subject, false).failure;
      case AlertStep::Does::put_to_stores:
        return put_to_stores(session_, step, run_.event.subject, false).failure;
    }
    return {};
  }

  Value with_context() const {
    Value parameter = parameter_;
    parameter.set("context", context_);
    return parameter;
  }

  /// What was pinned is what runs: nobody but the owner can write it in between (adapter/kinds.h).
  std::string script(const AlertStep& step) {
    if (!is_pinned(step)) return step.script.program.string() + " is not the script that sha256 names";
    return tell(step.script, "alert");
  }

  std::string tell(const adapter::Adapter& adapter, const std::string& procedure) {
    const adapter::Call call{.procedure = procedure,
                             .parameter = with_context(),
                             .request_id = run_.key + "-" + std::to_string(number_),
                             .attempt = run_.attempt};
    const adapter::Answer answer = adapter::call(adapter, session_.home.directory, call, session_.world);
    return answer.ok ? take_up(answer.value) : adapter::told_failure(answer);
  }

  std::string take_up(const Value& answer) {
    if (answer["context"].is_map())
      for (const auto& [name, value] : answer["context"].members()) set_context(name, value);
    return answer["metadata"].is_map() ? tag(answer["metadata"]) : std::string();
  }

  /// Scripts spell SendEmail as they like (T-B23).
  void set_context(const std::string& name, const Value& value) {
    context_.set(lower(name) == "sendemail" ? "SendEmail" : name, value);
  }

  bool may_send() const {
    const Value& send = context_["SendEmail"];
    return send.is_bool() ? send.as_bool() : !send.is_text() || lower(trim(send.as_text())) != "false";
  }

  std::string mail(const AlertStep& step) {
    if (!may_send()) return {};
    const Value& data = parameter_["data"];
    const std::string about = data.text_or("ClientMachine", data.text_or("subject", run_.event.subject));
    put_mail(step.outbox, {.from = step.from,
                           .to = run_.recipient,
                           .subject = run_.alert.name + ": " + run_.event.kind + " " + about,
                           .date = run_.event.time,
                           .key = run_.key + "-" + std::to_string(number_),
                           .facts = facts()});
    return {};
  }

  Value facts() const {
    Value facts = Value::map();
    for (const char* key : {"kind", "subject", "time"}) facts.set(key, parameter_[key]);
    if (run_.late) facts.set("late", "outside of its windows: none opens before the end");
    if (parameter_["data"].is_map())
      for (const auto& [name, value] : parameter_["data"].members()) facts.set("data." + name, value);
    for (const auto& [name, value] : context_.members())
      if (name != "SendEmail") facts.set("context." + name, value);
    return facts;
  }

  /// Only what differs is written, so that a try after a failure tells nothing twice.
  std::string tag(const Value& metadata) {
    const std::string& id = run_.event.subject;
    const catalog::Attached values = catalog::judge_all(setup_.metadata, metadata);
    for (const Value& drop : values.dropped.items()) return drop.text_or("field") + ": " + drop.text_or("reason");
    Value fresh = Value::map();
    bool known = false;
    session_.state.read([&](store::Read& read) {
      known = store::certificates::find(read, id).has_value();
      const Value now = store::metadata::of(read, id);
      for (const auto& [field, value] : values.applied.members())
        if (now[field] != value) fresh.set(field, value);
    });
    if (!known) return run_.event.kind + " is not about a certificate, which metadata is of";
    if (fresh.members().empty()) return {};
    Change change;
    begin_change(change, session_, operation_time(session_, true));
    change.rows = [&](store::Write& write) {
      for (const auto& [field, value] : fresh.members()) store::metadata::set(write, id, field, value.as_text());
    };
    Value names = Value::list();
    for (const auto& member : fresh.members()) names.push(member.first);
    change.events = {{"metadata.set", id, Value::map({{"by", "alert:" + run_.alert.name}, {"fields", names}})}};
    return commit(session_, change) ? std::string() : "the state changed";
  }

  Session& session_;
  const Setup& setup_;
  const AlertRun& run_;
  Value parameter_, context_;
  int number_ = 0;
};

}  // namespace

bool is_pinned(const AlertStep& step) {
  return digest::sha256_hex(read_file(step.script.program, kLongestScript)) == step.sha256;
}

bool holds(const std::vector<AlertTest>& when, const Value& parameter) {
  return std::all_of(when.begin(), when.end(), [&](const AlertTest& test) {
    return test.matcher.matches(handler::items_at(parameter, test.path), parameter);
  });
}

Value event_parameter(const store::Event& event) {
  return Value::map({{"sequence", event.sequence},
                     {"time", print_time(event.time)},
                     {"actor", event.actor},
                     {"kind", event.kind},
                     {"subject", event.subject},
                     {"data", event.data.empty() ? Value() : parse_json(as_text(event.data), event.kind)}});
}

std::string run_steps(Session& session, const Setup& setup, const AlertRun& run) {
  try {
    return Steps(session, setup, run).run_all();
  } catch (const std::exception& error) {  // a file that cannot be read or written: told, and tried again
    return error.what();
  }
}

/// A renewal may ask every handler, and the CA behind a gateway; a store tells its service, and looks whether it heeds.
static Duration time_of(const Setup& setup, const AlertStep& step) {
  constexpr Duration of_a_store = 2 * 60'000, of_all_stores = 5 * of_a_store;
  Duration time = 0;
  switch (step.does) {
    case AlertStep::Does::renew:
      for (const auto& [name, adapter] : setup.adapters) time += adapter.limits.time;
      return time + (step.new_key ? of_a_store : 0);
    case AlertStep::Does::put_to_stores:
      return step.stores.empty() ? of_all_stores : of_a_store * static_cast<Duration>(step.stores.size());
    case AlertStep::Does::call: {
      const auto adapter = setup.adapters.find(step.target.adapter);
      return adapter == setup.adapters.end() ? 0 : adapter->second.limits.time;
    }
    case AlertStep::Does::script:
      return step.script.limits.time;
    case AlertStep::Does::mail:
    case AlertStep::Does::set_metadata:
      break;
  }
  return time;
}

Duration time_of(const Setup& setup, const Alert& alert) {
  Duration time = 0;
  for (const AlertStep& step : alert.steps) time += time_of(setup, step);
  return time;
}

}  // namespace pkit
