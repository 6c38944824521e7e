#include "outbox/alert_trial.h"

#include <algorithm>

#include "outbox/renew_step.h"
#include "outbox/steps.h"
#include "store/certificates.h"
#include "store/principals.h"
#include "view/resolve.h"

namespace pkit {

namespace {

constexpr Input kTryAlertInputs[] = {
    input<&AlertTrial::alert>("alert", "ALERT", "its name in pkit.yaml").argument().needed(),
    input<&AlertTrial::certificate>("certificate", "CERTIFICATE",
                                    "its id or serial, its file, or the name of its holder")
        .argument()
        .needed()
        .completes(Completion::certificate),
    input<&AlertTrial::recipient>("recipient", "WHO", "this one alone, and not each of its recipients"),
};

const Alert& find_named(const Setup& setup, const std::string& name) {
  std::vector<std::string> names;
  for (const Alert& alert : setup.alerts) {
    if (alert.name == name && !alert.steps.empty()) return alert;
    if (!alert.steps.empty()) names.push_back(alert.name);
  }
  throw Error(Kind::not_found, "alert.missing",
              "pkit.yaml has no alert with steps that is called '" + printable(name) + "'", hint_for(name, names));
}

/// What an event of the alert's first kind would tell of this certificate.
Value parameter_of(const ReadSession& session, const Alert& alert, const store::Certificate& certificate, Time now) {
  std::string name;
  session.state.read([&](store::Read& read) {
    if (const auto principal = store::principals::find(read, certificate.principal)) name = principal->name;
  });
  Value data = Value::map({{"serial", to_hex(certificate.serial)},
                           {"subject", certificate.subject},
                           {"ClientMachine", name},
                           {"notAfter", print_time(certificate.not_after)}});
  if (!alert.before.empty()) data.set("before", print_duration(alert.before.front()));
  return Value::map({{"sequence", 0},
                     {"time", print_time(now)},
                     {"actor", session.actor},
                     {"kind", alert.kinds.front()},
                     {"subject", certificate.id},
                     {"data", std::move(data)},
                     {"alert", alert.name}});
}

struct Tried {
  const char* result;
  std::string what;
};

class Trial {
 public:
  Trial(Session& session, const Setup& setup, const Alert& alert, const store::Certificate& certificate, Time now)
      : session_(session),
        setup_(setup),
        alert_(alert),
        certificate_(certificate),
        parameter_(parameter_of(session, alert, certificate, now)) {}

  void run(const std::string& recipient) {
    Value parameter = parameter_;
    if (!recipient.empty()) parameter.set("recipient", recipient);
    parameter.set("context", Value::map({{"SendEmail", "true"}}));
    int number = 0;
    for (const AlertStep& step : alert_.steps) {
      const Tried tried = !holds(alert_.when, parameter_) ? Tried{"passed over", "the alert's when does not hold"}
                          : !holds(step.when, parameter)  ? Tried{"passed over", "its when does not hold"}
                                                          : attempt(step, recipient, parameter);
      Value view = Value::map({{"step", ++number}, {"does", step.word}, {"result", tried.result}});
      if (!recipient.empty()) view.set("recipient", recipient);
      if (!tried.what.empty()) view.set("what", tried.what);
      fails_ = fails_ || std::string_view(tried.result) == "would fail";
      steps_.push(std::move(view));
    }
  }

  bool fails() const { return fails_; }
  Value steps() { return std::move(steps_); }

 private:
  Tried attempt(const AlertStep& step, const std::string& recipient, const Value& parameter) {
    try {
      return attempt_once(step, recipient, parameter);
    } catch (const Error& error) {
      return {"would fail", error.what()};
    }
  }

  Tried attempt_once(const AlertStep& step, const std::string& recipient, const Value& parameter) {
    switch (step.does) {
      case AlertStep::Does::call:
        return call(setup_.adapters.at(step.target.adapter), step.target.procedure, parameter);
      case AlertStep::Does::script:
        return script(step);
      case AlertStep::Does::mail:
        return mail(step, recipient);
      case AlertStep::Does::set_metadata:
        return {"would be done", fields_of(step.metadata)};
      case AlertStep::Does::renew:
        return told(renew_certificate(session_, step, certificate_.id, true));
      case AlertStep::Does::put_to_stores:
        return told(put_to_stores(session_, step, certificate_.id, true));
    }
    return {"not tried", {}};
  }

  static Tried told(const Acted& acted) {
    return acted.failure.empty() ? Tried{"would be done", acted.did} : Tried{"would fail", acted.failure};
  }

  /// Only a program that leaves no trace of a dry run is asked.
  Tried call(const adapter::Adapter& adapter, const std::string& procedure, const Value& parameter) const {
    const std::string name = adapter.name + "." + procedure;
    if (!adapter.dry_run)
      return {"not tried", name + " is not called: adapter " + adapter.name + " does not say dry_run: true"};
    const adapter::Call asked{.procedure = procedure, .parameter = parameter, .request_id = "test", .dry_run = true};
    const adapter::Answer answer = adapter::call(adapter, session_.home.directory, asked, session_.world);
    return answer.ok ? Tried{"would be done", name + " answers"}
                     : Tried{"would fail", name + ": " + adapter::told_failure(answer)};
  }

  static Tried script(const AlertStep& step) {
    const std::string program = step.script.program.string();
    if (!is_pinned(step)) return {"would fail", program + " is not the script that sha256 names"};
    return {"not tried", program + " is the script that sha256 names, and is not run"};
  }

  static Tried mail(const AlertStep& step, const std::string& recipient) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(step.outbox, ignored))
      return {"would fail", step.outbox.string() + " is not a directory"};
    return {"would be done", "a message to " + recipient + " in " + step.outbox.string()};
  }

  static std::string fields_of(const Value& metadata) {
    std::vector<std::string> fields;
    for (const auto& [name, value] : metadata.members()) fields.push_back(name + "=" + value.as_text());
    return join(fields, ", ");
  }

  Session& session_;
  const Setup& setup_;
  const Alert& alert_;
  const store::Certificate& certificate_;
  const Value parameter_;
  Value steps_ = Value::list();
  bool fails_ = false;
};

void add_window(const Alert& alert, const store::Certificate& certificate, Time now, Value& data) {
  if (alert.windows.empty()) return;
  if (is_open(alert.windows, now)) {
    data.set("window", "open");
    return;
  }
  const Time opens = next_opening(alert.windows, now);
  data.set("window", opens > certificate.not_after ? "late" : "closed");
  data.set("opens", print_time(opens));
}

}  // namespace

Outcome try_alert(Session& session, const AlertTrial& trial) {
  const Time now = operation_time(session, false);
  const Setup setup = load_setup(session.home, session.state);
  const Alert& alert = find_named(setup, trial.alert);
  const auto& all = alert.recipients;
  if (!trial.recipient.empty() && std::find(all.begin(), all.end(), trial.recipient) == all.end())
    throw Error(Kind::not_found, "alert.recipient",
                "alert '" + alert.name + "' has no recipient " + in_quotes(trial.recipient),
                hint_for(trial.recipient, all));
  const store::Certificate certificate = find_certificate(session, trial.certificate);
  Trial run(session, setup, alert, certificate, now);
  if (!trial.recipient.empty())
    run.run(trial.recipient);
  else if (all.empty())
    run.run({});
  else
    for (const std::string& recipient : all) run.run(recipient);
  Outcome outcome;
  outcome.data = Value::map({{"alert", alert.name}, {"event", alert.kinds.front()}, {"certificate", certificate.id}});
  add_window(alert, certificate, now, outcome.data);
  outcome.data.set("steps", run.steps());
  if (run.fails())
    outcome.error = Error(Kind::config, "alert.failed", "a step of alert '" + alert.name + "' would fail");
  return outcome;
}

constinit const Operation kTryAlert = operation<AlertTrial, try_alert>(
    {.name = "alert test", .asks = true, .inputs = kTryAlertInputs, .data = &shape::tried_alert});

}  // namespace pkit
