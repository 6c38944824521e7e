#include "home/since.h"

#include "base/text.h"

namespace pkit {

Since AsSince::read(const std::string& text) {
  if (const std::optional<Duration> ago = parse_duration(text)) return {.time = {}, .ago = ago};
  if (const std::optional<Time> time = parse_time(text)) return {.time = time, .ago = {}};
  throw Error(Kind::usage, "option.value", "'" + text + "' is not a time and not a duration",
              "write it like 2027-01-31T10:00:00Z, 2027-01-31 or, for a month until now, 30d");
}

Value AsSince::write(const Since& since) {
  return since.ago ? AsDuration::write(since.ago) : AsTime::write(since.time);
}

std::optional<Time> time_of(const ReadSession& session, const Since& since) {
  return since.ago ? operation_time(session, false) - *since.ago : since.time;
}

}  // namespace pkit
