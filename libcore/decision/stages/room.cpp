#include "decision/stages/room.h"

#include <algorithm>
#include <map>

namespace pkit {

namespace {

using State = store::RegistrationState;

bool is_newcomer(const Bound& bound) {
  return bound.registration && bound.registration_is_new && bound.registration->state == State::waiting &&
         bound.registration->unproven;
}

/// The caller with the most; of several, the one whose oldest has waited longest.
std::string greediest(const std::vector<const store::RegistrationMark*>& waiting, const std::string& newcomer) {
  std::map<std::string, int> count;
  ++count[newcomer];
  for (const store::RegistrationMark* mark : waiting) ++count[mark->asked_by];
  std::string found = newcomer;
  for (const store::RegistrationMark* mark : waiting)
    if (count[mark->asked_by] > count[found]) found = mark->asked_by;
  return found;
}

}  // namespace

void make_room(Bound& bound, const Run& run, std::int64_t most) {
  if (!is_newcomer(bound)) return;
  std::vector<const store::RegistrationMark*> waiting;
  for (const store::RegistrationMark& mark : run.caller.open)
    if (mark.unproven && mark.state == State::waiting) waiting.push_back(&mark);
  if (static_cast<std::int64_t>(waiting.size()) < most) return;
  const std::string caller = greediest(waiting, bound.registration->asked_by);
  const auto oldest =
      std::find_if(waiting.begin(), waiting.end(), [&](const auto* mark) { return mark->asked_by == caller; });
  // A newcomer whose caller has none yet takes the place of the oldest.
  store::RegistrationMark closed = oldest == waiting.end() ? *waiting.front() : **oldest;
  closed.state = State::closed;
  closed.reason = "a newer registration of " + run.intake.client_machine + " took its place";
  closed.updated = run.intake.now;
  bound.others.push_back(std::move(closed));
}

}  // namespace pkit
