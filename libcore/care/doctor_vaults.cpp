// doctor's look at vaults: each object that the state knows as whole has its content, as long as it was. What is in it
// only its owner can tell: vault get refuses what was changed.
#include <algorithm>
#include <iterator>

#include "care/doctor.h"
#include "care/vault_contents.h"

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
  session.state.read([&](store::Read& read) {
    if (const std::size_t left = left_contents(read, session.home); left > 0)
      check.tell(std::to_string(left) + (left == 1 ? " file was" : " files were") +
                 " left by killed commands: the next vault delete removes what no object needs");
  });
}

}  // namespace pkit
