// account set-password: another one-time password, or credentials for an account that has none (C3).
#include "accounts/commit.h"
#include "accounts/credential.h"
#include "accounts/states.h"
#include "change/claim.h"

namespace pkit {

namespace {

/// The former credential's file goes with its row: settle removes it.
void replace_credential(store::Write& write, const HeldAccount& before, const AccountRule& rule, NewCredential& made) {
  if (before.credential && !store::credentials::close(write, before.credential->id, store::CredentialState::voided))
    throw Error(Kind::conflict, "state.changed", before.told() + " was changed meanwhile", "try again");
  store::Principal after = before.principal;
  after.state = rule.next;
  if (!store::principals::update(write, after))
    throw Error(Kind::conflict, "state.changed", before.told() + " was changed meanwhile", "try again");
  made.insert(write);
}

/// What is not said stays as it was.
NewCredentials wanted_of(const Session& session, const NewCredentials& given, const HeldAccount& before) {
  NewCredentials wanted{given.username, std::nullopt, given.lasts, given.key_digest, given.subject};
  if (given.password) wanted.password = Secret(std::string(given.password->reveal()));
  if (!before.credential) return wanted;
  if (const auto known = known_username(session, *before.credential)) wanted.username = *known;
  if (wanted.key_digest.empty()) wanted.key_digest = before.credential->bound_key;
  if (wanted.subject.empty()) wanted.subject = before.credential->bound_subject;
  return wanted;
}

Outcome set_once(Session& session, const SetPasswordRequest& request, ToldOnce& told) {
  const Time now = operation_time(session, !request.common.dry_run);
  settle_credentials(session);
  const HeldAccount before = find_account(session, request.account);
  // Where the file is gone, nobody knows the user name any more: the account gets another, as one without credentials.
  const bool keeps_name = before.credential && known_username(session, *before.credential);
  const bool names = !request.credentials.username.empty() && (keeps_name || !before.credential);
  const AccountRule& rule = require_permitted(before, names ? "set-username" : "set-password");
  ToldOnce untold;  // a dry run judges what is given, and makes nothing
  NewCredential made(session, wanted_of(session, request.credentials, before), before.principal.id, now,
                     request.common.dry_run ? untold : told);
  if (request.common.dry_run) return rehearsed_account(before, Value::map({{"credentialState", rule.next}}));
  commit_account(session, request.common, before,
                 {now, "account.password", Value::map(), before.principal.state == rule.next ? "" : rule.next},
                 [&](store::Write& write) { replace_credential(write, before, rule, made); });
  made.committed();
  settle_credentials(session);
  return account_outcome(session, before.principal.id, now);
}

}  // namespace

Outcome set_account_password(Session& session, const SetPasswordRequest& request, ToldOnce& told) {
  const NewCredentials& c = request.credentials;
  const Value inputs = Value::map({{"account", request.account},
                                   {"username", c.username},
                                   {"lasts", c.lasts ? Value(*c.lasts) : Value()},
                                   {"keyDigest", c.key_digest},
                                   {"subject", c.subject}});
  return once(
      session, request.common, "account set-password", inputs, [&] { return set_once(session, request, told); },
      [&](const std::string& subject) { return account_outcome(session, subject, operation_time(session, false)); });
}

}  // namespace pkit
