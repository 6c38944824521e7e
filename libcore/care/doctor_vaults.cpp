// doctor's look at vaults: each object that the state knows as whole has its content, as long as it was. What is in it
// only its owner can tell: vault get refuses what was changed.
#include <algorithm>
#include <iterator>

#include "base/counted.h"
#include "care/doctor.h"
#include "care/vault_contents.h"
#include "store/vaults.h"

namespace pkit {

namespace {

/// Lost twice, that is: an object may go between our look at its row and at its file.
std::vector<std::string> lost_for_good(const Session& session) {
  std::vector<std::string> first, second, both;
  session.state.read([&](store::Read& read) { first = lost_contents(read, session.home); });
  if (first.empty()) return {};
  session.state.read([&](store::Read& read) { second = lost_contents(read, session.home); });
  std::ranges::copy_if(second, std::back_inserter(both),
                       [&](const std::string& each) { return std::ranges::find(first, each) != first.end(); });
  return both;
}

}  // namespace

void check_vaults(Session& session, Check& check) {
  for (const std::string& object : lost_for_good(session))
    check.find("object-lost", object + " has no content, or another length than it had");
  constexpr Duration kLong = 60LL * 60 * 1000;  // of one that began later its put may well be running
  const Time before = operation_time(session, false) - kLong;
  session.state.read([&](store::Read& read) {
    if (const std::size_t arriving = store::objects::arriving_before(read, before).size(); arriving > 0)
      check.tell(counted(arriving, "object") +
                 " began to arrive over an hour ago and are not complete: a put a day after that removes them");
    if (const std::size_t left = left_contents(read, session.home); left > 0)
      check.tell(counted(left, "file was", "files were") +
                 " left by killed commands: the next vault delete removes what no object needs");
  });
}

}  // namespace pkit
