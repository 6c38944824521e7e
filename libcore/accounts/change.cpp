// account set, rename, enable, disable, delete: as far as the state table lets them.
#include "accounts/commit.h"
#include "accounts/credential.h"
#include "accounts/properties.h"
#include "accounts/states.h"
#include "change/claim.h"

namespace pkit {

namespace {

[[noreturn]] void changed(const HeldAccount& account) {
  throw Error(Kind::conflict, "state.changed", account.told() + " was changed meanwhile", "try again");
}

void update(store::Write& write, const HeldAccount& before, const store::Principal& after) {
  if (!store::principals::update(write, after)) changed(before);
}

// What each entry writes, and what the history says of it.

struct Entry {
  const char* word;
  const char* event;
  void (*write)(store::Write&, const HeldAccount&, const AccountRule&, const ChangeAccountRequest&);
};

/// Its own name in other letters is free for it.
void require_free(store::Read& read, const HeldAccount& before, const std::string& name) {
  const auto holder = store::principals::find_by_name(read, kAccountKind, lower(name));
  if (holder && holder->id != before.principal.id)
    throw Error(Kind::conflict, "account.exists", "there is an account '" + printable(name) + "' already");
}

void write_rename(store::Write& write, const HeldAccount& before, const AccountRule&,
                  const ChangeAccountRequest& request) {
  require_free(write, before, request.name);
  if (!store::accounts::rename(write, before.principal, request.name, lower(request.name))) changed(before);
}

void write_enabled(store::Write& write, const HeldAccount& before, bool enabled) {
  store::Principal after = before.principal;
  after.enabled = enabled;
  update(write, before, after);
}

void write_enable(store::Write& write, const HeldAccount& before, const AccountRule&, const ChangeAccountRequest&) {
  write_enabled(write, before, true);
}

void write_disable(store::Write& write, const HeldAccount& before, const AccountRule&, const ChangeAccountRequest&) {
  write_enabled(write, before, false);
}

/// Its row stays, so that the history has something to refer to and its number is never another's; its name is free.
void write_delete(store::Write& write, const HeldAccount& before, const AccountRule& rule,
                  const ChangeAccountRequest&) {
  if (before.credential) store::credentials::close(write, before.credential->id, "void");
  store::Principal after = before.principal;
  if (!store::accounts::rename(write, after, after.name, "deleted " + after.id)) changed(before);
  ++after.version;
  after.state = rule.next;
  after.enabled = false;
  update(write, before, after);
}

constexpr Entry kEntries[] = {
    {"rename", "account.renamed", write_rename},
    {"enable", "account.enabled", write_enable},
    {"disable", "account.disabled", write_disable},
    {"delete", "account.deleted", write_delete},
};

const Entry& entry_named(const std::string& word) {
  for (const Entry& entry : kEntries)
    if (word == entry.word) return entry;
  throw Error(Kind::internal, "internal", "an account has no entry " + word);
}

Value told_of(const HeldAccount& before, const ChangeAccountRequest& request) {
  Value data = Value::map({{"account", before.account.number}});
  if (!request.name.empty()) data.set("name", request.name);
  if (!request.reason.empty()) data.set("reason", request.reason);
  return data;
}

Outcome change_once(Session& session, const Entry& entry, const ChangeAccountRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const HeldAccount before = find_account(session, request.account);
  const AccountRule& rule = require_permitted(before, entry.word);
  if (request.common.dry_run) {
    if (!request.name.empty()) session.state.read([&](store::Read& read) { require_free(read, before, request.name); });
    return rehearsed_account(before, Value::map({{"credentialState", rule.next}}));
  }
  commit_account(session, request.common, before, {now, entry.event, told_of(before, request), ""},
                 [&](store::Write& write) { entry.write(write, before, rule, request); });
  settle_credentials(session);
  return account_outcome(session, before.principal.id, now);
}

// set

store::Account with(const store::Account& account, const SetAccountRequest& request) {
  store::Account after = account;
  after.email = request.email.value_or(account.email);
  after.role = request.role.value_or(account.role);
  after.provisioning = request.provisioning.value_or(account.provisioning);
  return after;
}

Outcome set_once(Session& session, const SetAccountRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const HeldAccount before = find_account(session, request.account);
  if (request.assign) require_permitted(before, "assign");
  require_permitted(before, "set");
  const store::Account after = with(before.account, request);
  const Value data = Value::map({{"email", after.email}, {"role", after.role}, {"provisioning", after.provisioning}});
  if (request.common.dry_run) return rehearsed_account(before, data);
  commit_account(session, request.common, before, {now, "account.set", data, ""}, [&](store::Write& write) {
    update(write, before, before.principal);
    store::accounts::update(write, after);
  });
  return account_outcome(session, before.principal.id, now);
}

Outcome present_account(const ReadSession& session, const std::string& subject) {
  return account_outcome(session, subject, operation_time(session, false));
}

}  // namespace

Outcome change_account(Session& session, const std::string& word, const ChangeAccountRequest& request) {
  const Entry& entry = entry_named(word);
  if (word == "rename") require_account_name(request.name);
  const Value inputs = Value::map({{"account", request.account}, {"name", request.name}, {"reason", request.reason}});
  return once(
      session, request.common, "account " + word, inputs, [&] { return change_once(session, entry, request); },
      [&](const std::string& subject) { return present_account(session, subject); });
}

Outcome set_account(Session& session, const SetAccountRequest& request) {
  if (request.email) require_email(*request.email);
  if (request.role) require_role(*request.role);
  if (request.provisioning) require_provisioning(*request.provisioning);
  if (!request.email && !request.role && !request.provisioning && !request.assign)
    throw Error(Kind::usage, "option.missing", "nothing is to be set", "give --email, --role or --provisioning");
  const auto given = [](const std::optional<std::string>& text) { return text ? Value(*text) : Value(); };
  const Value inputs = Value::map({{"account", request.account},
                                   {"email", given(request.email)},
                                   {"role", given(request.role)},
                                   {"provisioning", given(request.provisioning)},
                                   {"assign", request.assign}});
  return once(
      session, request.common, "account set", inputs, [&] { return set_once(session, request); },
      [&](const std::string& subject) { return present_account(session, subject); });
}

}  // namespace pkit
