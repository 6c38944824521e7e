// The `alerts:` section of pkit.yaml: which events are told to whom, and what is done of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapter/adapter.h"
#include "catalog/metadata.h"
#include "config/fields.h"
#include "handler/match.h"
#include "setup/target.h"
#include "setup/windows.h"

namespace pkit {

/// One key of a `when:`: what must be at a path of the event's parameter.
struct AlertTest {
  std::string path;  // "kind", "data.NAME", ...; of a step also "recipient" and "context.NAME"
  handler::Matcher matcher;
};

/// One step of an alert (B7, B10): what is done of the event, for each recipient.
struct AlertStep {
  enum class Does { call, script, mail, set_metadata, renew, put_to_stores };
  Does does = Does::call;
  CallTarget target;                // call: the procedure that is told
  adapter::Adapter script;          // script: run as an adapter is, if its bytes are those of `sha256`
  std::string sha256;               // hex
  Path outbox;                      // mail: the directory that gets a file
  std::string from;                 // mail: the address that it is from
  Value metadata;                   // set_metadata: field -> text, of the certificate that the event is about
  bool new_key = false;             // renew: at each store that has it, over a new key
  std::string profile;              // renew: another one than the certificate's, of the same authority; empty: its own
  std::vector<std::string> stores;  // put_to_stores: these alone; empty: each that has a certificate over the same key
  std::vector<AlertTest> when;      // all of them must hold, or the step is passed over
  std::string word;                 // the key that says what it does, as it was written
};

/// `- {on: [expiring, expired], before: [30d, 15d], call: pager.notify}`, or with a name, recipients and steps.
struct Alert {
  std::string name;                     // of one with steps
  std::vector<std::string> kinds;       // of events
  std::vector<Duration> before;         // levels of what nears its end
  std::vector<std::string> jobs;        // kinds of jobs whose end is told; none: of all
  std::vector<AlertTest> when;          // all of them must hold, or the event is not told
  std::vector<std::string> recipients;  // each gets all steps; none: once, for nobody in particular
  std::string adapter, procedure;       // of one without steps
  std::vector<AlertStep> steps;
  Windows windows;  // in which its steps may be done; none: at any time

  /// What deliveries call it, once for each recipient: "ADAPTER.PROCEDURE", "alert:NAME", "alert:NAME RECIPIENT". With
  /// the event that is the key by which each is done once.
  std::vector<std::string> targets() const;
  bool wants(const std::string& kind) const;
};
using Alerts = std::vector<Alert>;

/// Who is meant by a target; null, and no recipient, where pkit.yaml has no such alert any more.
struct AlertTarget {
  const Alert* alert = nullptr;
  std::string recipient;
};
inline constexpr std::string_view kAlertTarget = "alert:";
AlertTarget find_alert(const Alerts& alerts, const std::string& target);

extern const std::vector<config::Field> kAlertFields, kAlertStepFields;
/// The words of `on:` with the kinds of events that each means, and which other key goes with it.
struct AlertWord {
  enum class With { nothing, levels, jobs };
  const char* word;
  std::vector<std::string> kinds;
  With with = With::nothing;
};
const std::vector<AlertWord>& alert_words();
/// 30 and 15 days (C-P6).
const std::vector<Duration>& usual_levels();

/// What the rows refer to.
struct AlertGround {
  const adapter::Adapters& adapters;
  const catalog::MetadataFields& metadata;
  const std::vector<std::string>& profiles;
  const Path& home;
  uid_t uid;
};
Alerts read_alerts(const Value& section, const AlertGround& ground, config::Faults& faults);

}  // namespace pkit
