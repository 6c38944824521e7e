// The report as a Value: its numbers, and the rows that somebody has to look at. Single certificates are not in it:
// pkit list certificates has those.
#include "report/report.h"
#include "report/strength.h"

namespace pkit::report {

namespace {

Value timeline_view(const Group& group) {
  Value steps = Value::list();
  for (const Step& step : group.timeline.steps)
    steps.push(Value::map({{"from", print_time(step.from)}, {"count", step.count}}));
  return Value::map({{"authority", group.authority},
                     {"profile", group.profile},
                     {"certificates", group.count},
                     {"endSoon", group.soon},
                     {"unit", unit_word(group.timeline.unit)},
                     {"ends", std::move(steps)}});
}

Value ca_view(const Ca& ca) {
  Value view = Value::map({{"name", ca.authority}, {"subject", ca.subject}, {"state", state_word(ca.state)}});
  if (ca.state == CaState::unreadable) return view;
  view.set("notAfter", print_time(ca.not_after));
  view.set("key", ca.key);
  view.set("postQuantum", readiness_word(ca.key));
  return view;
}

Value ending_view(const Ending& ending) {
  return Value::map({{"id", ending.id},
                     {"serial", ending.serial},
                     {"name", ending.name},
                     {"subject", ending.subject},
                     {"notAfter", print_time(ending.not_after)}});
}

Value waiting_view(const Waiting& waiting) {
  Value view =
      Value::map({{"what", waiting.what}, {"id", waiting.id}, {"name", waiting.name}, {"reason", waiting.reason}});
  if (waiting.since) view.set("since", print_time(*waiting.since));
  return view;
}

Value store_view(const StoreLine& line) {
  Value view = Value::map({{"store", line.name},
                           {"kind", line.kind},
                           {"path", line.path},
                           {"state", state_word(line.state)},
                           {"why", line.why},
                           {"entries", line.entries}});
  if (line.inventoried) view.set("inventoried", print_time(*line.inventoried));
  return view;
}

Value failure_view(const Failure& failure) {
  return Value::map({{"event", failure.event},
                     {"time", print_time(failure.time)},
                     {"kind", failure.kind},
                     {"subject", failure.subject},
                     {"name", failure.name},
                     {"reason", failure.reason}});
}

Value use_view(const std::pair<const std::string, Use>& use) {
  const std::optional<Strength> strength = strength_of(use.first);
  Value view = Value::map({{"algorithm", use.first},
                           {"certificates", use.second.certificates},
                           {"authorities", use.second.authorities},
                           {"endAfter2030", use.second.past_2030},
                           {"endAfter2035", use.second.past_2035},
                           {"postQuantum", readiness_word(use.first)}});
  if (strength) view.set("bits", strength->classical);
  return view;
}

template <class Rows, class View>
Value list_of_all(const Rows& rows, View view) {
  Value list = Value::list();
  for (const auto& row : rows) list.push(view(row));
  return list;
}

}  // namespace

Value view(const Report& report) {
  return Value::map(
      {{"made", print_time(report.made)},
       {"home", report.home},
       {"counts", Value::map({{"valid", report.valid}, {"expired", report.expired}, {"revoked", report.revoked}})},
       {"authorities", list_of_all(report.authorities, ca_view)},
       {"ends", list_of_all(report.groups, timeline_view)},
       {"soon", list_of_all(report.soon.rows, ending_view)},
       {"ended", list_of_all(report.ended.rows, ending_view)},
       {"waiting", list_of_all(report.waiting.rows, waiting_view)},
       {"stores", list_of_all(report.stores, store_view)},
       {"failures", list_of_all(report.failures.rows, failure_view)},
       {"leftOut",
        Value::map(
            {{"soon", report.soon.left_out}, {"ended", report.ended.left_out}, {"waiting", report.waiting.left_out}})},
       {"keys", list_of_all(report.keys, use_view)},
       {"signatures", list_of_all(report.signatures, use_view)}});
}

}  // namespace pkit::report
