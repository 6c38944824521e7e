#include "change/refusal.h"

#include "store/refusals.h"

namespace pkit {

bool tell_refusal(store::Write& write, Time now, const std::string& actor, const std::string& kind,
                  const std::string& subject, const store::EventData& data) {
  const store::refusals::Answer answer = store::refusals::count(write, kind, now);
  if (answer.ended)
    store::events::append(write, now, actor, "refusals.counted", "",
                          Value::map({{"kind", answer.ended->kind},
                                      {"since", print_time(answer.ended->since)},
                                      {"count", answer.ended->count}}));
  if (answer.tell) store::events::append(write, now, actor, kind, subject, data);
  return answer.tell;
}

}  // namespace pkit
