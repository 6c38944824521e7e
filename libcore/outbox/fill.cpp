#include "outbox/fill.h"

#include <algorithm>

#include "base/json.h"
#include "outbox/steps.h"
#include "store/deliveries.h"
#include "store/events.h"

namespace pkit {

namespace {

constexpr int kEventsAtOnce = 1000;

/// Which kinds of jobs a handler is for (B11).
bool is_wanted_job(const Alert& alert, const store::Event& event) {
  if (alert.jobs.empty() || !event.kind.starts_with("job.") || event.data.empty()) return true;
  const std::string kind = parse_json(as_text(event.data), event.kind).text_or("JobTypeId");
  return std::find(alert.jobs.begin(), alert.jobs.end(), kind) != alert.jobs.end();
}

/// An event about an end that is near has levels, of which one must be the alert's.
bool is_wanted(const Alert& alert, const store::Event& event) {
  if (!alert.wants(event.kind) || !is_wanted_job(alert, event)) return false;
  if (!alert.when.empty() && !holds(alert.when, event_parameter(event))) return false;
  if (!event.kind.ends_with(".expiring") || event.data.empty() || event.kind == "crl.expiring") return true;
  const Value data = parse_json(as_text(event.data), event.kind);
  const Value& levels = data["levels"].is_list() ? data["levels"] : data["before"];
  const auto is_ours = [&](const Value& level) {
    const std::optional<Duration> before = parse_duration(level.as_text());
    return !before || std::find(alert.before.begin(), alert.before.end(), *before) != alert.before.end();
  };
  if (levels.is_text()) return is_ours(levels);
  return !levels.is_list() || std::any_of(levels.items().begin(), levels.items().end(), is_ours);
}

void put_one(store::Write& write, const store::Event& event, std::string target) {
  store::Delivery delivery;
  delivery.event = event.sequence;
  delivery.target = std::move(target);
  delivery.subject = event.subject;
  store::deliveries::insert(write, delivery);
}

void put(store::Write& write, const store::Event& event, const Setup& setup) {
  for (const Alert& alert : setup.alerts)
    if (is_wanted(alert, event))
      for (std::string& target : alert.targets()) put_one(write, event, std::move(target));
  const CallTarget& generator = setup.metadata_generator;
  if (event.kind == "certificate.issued" && !generator.adapter.empty())
    put_one(write, event, std::string(kGenerates) + generator.adapter + "." + generator.procedure);
}

/// False where there was nothing left.
bool fill_some(Session& session, const Setup& setup, Time now) {
  std::int64_t from = 0;
  std::vector<store::Event> events;
  session.state.read([&](store::Read& read) {
    from = store::outbox::considered(read);
    events = store::events::after(read, from, kEventsAtOnce);
  });
  if (events.empty()) return false;
  const Time oldest = now - kNews;
  session.database.write([&](store::Write& write) {
    if (!store::outbox::consider(write, from, events.back().sequence)) return;
    for (const store::Event& event : events)
      if (event.time >= oldest) put(write, event, setup);
  });
  return true;
}

}  // namespace

void fill_outbox(Session& session, const Setup& setup, Time now) {
  while (fill_some(session, setup, now)) {
  }
}

}  // namespace pkit
