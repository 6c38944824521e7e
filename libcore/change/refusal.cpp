#include "change/refusal.h"

#include "store/refusals.h"

namespace pkit {

std::int64_t tell_refusal(store::Write& write, Time now, const std::string& actor, const std::string& kind,
                          const std::string& subject, const store::EventData& data) {
  const store::refusals::Answer answer = store::refusals::count(write, kind, now);
  if (answer.ended)
    store::events::append(write, now, actor, "refusals.counted", "",
                          Value::map({{"kind", answer.ended->kind},
                                      {"since", print_time(answer.ended->since)},
                                      {"count", answer.ended->count}}));
  return answer.tell ? store::events::append(write, now, actor, kind, subject, data) : 0;
}

}  // namespace pkit
