// Who may change what (document C, systems 3c): the whole table, as it is.
#include "accounts/states.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "accounts/credential.h"
#include "change/tries.h"

using namespace pkit;

namespace {

/// "yes", or the exit of the refusal.
std::string cell(const char* state, const std::string& entry) {
  for (const AccountRule& rule : kAccountRules)
    if (entry == rule.entry && std::string(state) == rule.state)
      return rule.next ? "yes" : std::to_string(static_cast<int>(rule.refusal));
  return "missing";
}

std::string row(const std::string& entry) {
  std::string text = entry;
  for (const char* state : {kNone, kOneTime, kCertified}) text += " " + cell(state, entry);
  return text;
}

}  // namespace

TEST_CASE("C3, C13, C14, X10: every cell of the table") {
  CHECK(row("set-username") == "set-username yes 3 3");
  CHECK(row("set-password") == "set-password 7 yes 3");
  CHECK(row("assign") == "assign 3 3 3");
  CHECK(row("set") == "set yes yes 3");
  CHECK(row("rename") == "rename yes yes yes");
  CHECK(row("disable") == "disable yes yes yes");
  CHECK(row("enable") == "enable yes yes yes");
  CHECK(row("delete") == "delete yes yes 3");
  CHECK(row("handoff") == "handoff 7 yes 7");
}

TEST_CASE("each state and entry has one row, which leads to a state that there is") {
  std::map<std::string, int> rows;
  for (const AccountRule& rule : kAccountRules) {
    ++rows[std::string(rule.state) + " " + rule.entry];
    if (rule.next) CHECK_FALSE(std::string(rule.next).empty());
    if (!rule.next) CHECK_FALSE(std::string(rule.code).empty());
  }
  CHECK(rows.size() == 27);
  for (const auto& [name, count] : rows) {
    CAPTURE(name);
    CHECK(count == 1);
  }
}

TEST_CASE("a try waits from the fifth on, twice as long each time, and never too long") {
  CHECK(delay_of(0) == 0);
  CHECK(delay_of(4) == 0);
  CHECK(delay_of(5) == 250);
  CHECK(delay_of(6) == 500);
  CHECK(delay_of(9) == 4'000);
  CHECK(delay_of(10) == 8'000);
  CHECK(delay_of(11) == 8'000);
  CHECK(delay_of(1'000'000) == 8'000);
}
