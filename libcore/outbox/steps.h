// What an alert does of an event, step by step, for one recipient (B7, B10).
#pragma once

#include <string>

#include "home/session.h"
#include "setup/setup.h"
#include "store/events.h"

namespace pkit {

struct AlertRun {
  const Alert& alert;
  const std::string& recipient;  // empty: nobody in particular
  const store::Event& event;
  std::string key;  // the same at each try; steps add their number
  int attempt = 1;
  bool late = false;  // outside of its windows, because none opens in time
};
/// Are the bytes of its script those that its sha256 names? Error{not_found "file.missing"}, {state "file.read"}.
bool is_pinned(const AlertStep& step);
/// Do all conditions of an alert or of a step hold of this parameter?
bool holds(const std::vector<AlertTest>& when, const Value& parameter);

/// The parameter of calls and scripts: the event's {sequence, time, actor, kind, subject, data}, and of an alert with
/// steps {alert, recipient, context, late}.
Value event_parameter(const store::Event& event);

/// Does all steps in order; empty where that was done, else why the first one failed: then all of them are tried again,
/// with the same keys. What a call or script answers goes on: its `context` is in the parameter of later steps, where
/// SendEmail that is false in any case keeps `mail` from writing, and its `metadata` tags the certificate.
std::string run_steps(Session& session, const Setup& setup, const AlertRun& run);

/// How long the steps may take together.
Duration time_of(const Setup& setup, const Alert& alert);

}  // namespace pkit
