// account set, rename, enable, disable, delete: as far as the state table lets them.
#include "accounts/commit.h"
#include "accounts/credential.h"
#include "accounts/operations.h"
#include "accounts/properties.h"
#include "accounts/shapes.h"
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
  if (before.credential) store::credentials::close(write, before.credential->id, store::CredentialState::voided);
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
  if (request.no_email || !request.email.empty()) after.email = request.email;
  if (!request.role.empty()) after.role = request.role;
  if (!request.provisioning.empty()) after.provisioning = request.provisioning;
  return after;
}

Outcome set_once(Session& session, const SetAccountRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const HeldAccount before = find_account(session, request.account);
  if (!request.certificate.empty()) require_permitted(before, "assign");
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

Outcome change_account(Session& session, const std::string& word, const ChangeAccountRequest& request) {
  const Entry& entry = entry_named(word);
  const Value inputs = Value::map({{"account", request.account}, {"name", request.name}, {"reason", request.reason}});
  return once(
      session, request.common, "account " + word, inputs, [&] { return change_once(session, entry, request); },
      [&](const std::string& subject) { return present_account(session, subject); });
}

void require_something(const SetAccountRequest& request) {
  if (!request.email.empty()) require_email(request.email);
  if (!request.role.empty()) require_role(request.role);
  if (!request.provisioning.empty()) require_provisioning(request.provisioning);
  if ((request.email + request.role + request.provisioning + request.certificate).empty() && !request.no_email)
    throw Error(Kind::usage, "option.missing", "nothing is to be set", "give --email, --role or --provisioning");
  if (!request.email.empty() && request.no_email)
    throw Error(Kind::usage, "option.combination", "--email and --no-email exclude each other");
}

using Set = SetAccountRequest;
constexpr Input kSetInputs[] = {
    input<&Set::account>("account", "ACCOUNT", "its id or name").argument().needed(),
    input<&Set::email>("email", "ADDRESS", "where its owner is told of its certificate's end"),
    input<&Set::no_email>("no-email", "", "it has no address any more"),
    input<&Set::role>("role", "ROLE", "what it may do").among(account_roles),
    input<&Set::provisioning>("provisioning", "LEVEL", "of vaults").among(provisioning_levels),
    input<&Set::certificate>("cert", "FILE", "refused always: an account gets its certificate by registering")
        .completes(Completion::file),
};

using Changed = ChangeAccountRequest;
constexpr Input kOne = input<&Changed::account>("account", "ACCOUNT", "its id or name").argument().needed();
constexpr Input kReason = input<&Changed::reason>("reason", "TEXT", "why, for the record");
constexpr Input kRenameInputs[] = {kOne, input<&Changed::name>("name", "NAME", "the new name").argument().needed()};
constexpr Input kEnableInputs[] = {kOne};
constexpr Input kEndInputs[] = {kOne, kReason};

}  // namespace

Outcome rename_account(Session& session, const ChangeAccountRequest& request) {
  require_account_name(request.name);
  return change_account(session, "rename", request);
}

Outcome enable_account(Session& session, const ChangeAccountRequest& request) {
  return change_account(session, "enable", request);
}

Outcome disable_account(Session& session, const ChangeAccountRequest& request) {
  return change_account(session, "disable", request);
}

Outcome delete_account(Session& session, const ChangeAccountRequest& request) {
  return change_account(session, "delete", request);
}

Outcome set_account(Session& session, const SetAccountRequest& request) {
  require_something(request);
  const auto given = [](const std::string& text) { return text.empty() ? Value() : Value(text); };
  const Value inputs = Value::map({{"account", request.account},
                                   {"email", request.no_email ? Value("") : given(request.email)},
                                   {"role", given(request.role)},
                                   {"provisioning", given(request.provisioning)},
                                   {"assign", !request.certificate.empty()}});
  return once(
      session, request.common, "account set", inputs, [&] { return set_once(session, request); },
      [&](const std::string& subject) { return present_account(session, subject); });
}

constinit const Operation kSetAccount = operation<SetAccountRequest, set_account>(
    {.name = "account set", .inputs = kSetInputs, .data = &shape::account_changed});
constinit const Operation kRenameAccount = operation<ChangeAccountRequest, rename_account>(
    {.name = "account rename", .inputs = kRenameInputs, .data = &shape::account_changed});
constinit const Operation kEnableAccount = operation<ChangeAccountRequest, enable_account>(
    {.name = "account enable", .inputs = kEnableInputs, .data = &shape::account_changed});
constinit const Operation kDisableAccount = operation<ChangeAccountRequest, disable_account>(
    {.name = "account disable", .inputs = kEndInputs, .data = &shape::account_changed});
constinit const Operation kDeleteAccount = operation<ChangeAccountRequest, delete_account>(
    {.name = "account delete", .inputs = kEndInputs, .data = &shape::account_changed});

}  // namespace pkit
