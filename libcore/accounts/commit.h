// How an operator's change of an account is committed: what it relied on still holds, then rows and event together.
// Internal to accounts/.
#pragma once

#include <functional>
#include <string>

#include "accounts/account.h"
#include "base/value.h"

namespace pkit {

struct AccountChange {
  Time now = 0;
  std::string event;  // "account.renamed"
  Value data = Value::map();
  std::string state = {};  // that the account comes into, where it is another: doctor follows these events
};

/// `rows` writes, and sees to it that the account is as it was read; the events tell of it in the same commit.
void commit_account(Session& session, const Common& common, const HeldAccount& before, const AccountChange& change,
                    const std::function<void(store::Write&)>& rows);

/// What a dry run answers.
Outcome rehearsed_account(const HeldAccount& account, const Value& would);

}  // namespace pkit
