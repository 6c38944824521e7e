// account create: a private account with the vault provisioner's role, and its one-time credentials (C1, C2, C-P1).
#include <algorithm>

#include "accounts/commit.h"
#include "accounts/credential.h"
#include "accounts/properties.h"
#include "accounts/states.h"
#include "change/claim.h"

namespace pkit {

namespace {

Value inputs_of(const CreateAccountRequest& request) {
  return Value::map({{"name", request.name},
                     {"email", request.email},
                     {"role", request.role},
                     {"provisioning", request.provisioning},
                     {"withoutCredentials", request.without_credentials},
                     {"username", request.credentials.username},
                     {"lasts", request.credentials.lasts ? Value(*request.credentials.lasts) : Value()},
                     {"keyDigest", request.credentials.key_digest},
                     {"subject", request.credentials.subject}});
}

HeldAccount account_wanted(Session& session, const CreateAccountRequest& request, Time now) {
  HeldAccount wanted;
  wanted.principal = {.id = random_id(session.world, 'a'),
                      .kind = kAccountKind,
                      .name = request.name,
                      .name_key = lower(request.name),
                      .state = request.without_credentials ? kNone : kOneTime};
  wanted.account = {.principal = wanted.principal.id,
                    .number = 0,
                    .email = request.email,
                    .role = request.role,
                    .provisioning = request.provisioning,
                    .key_id = "",
                    .csr = {},
                    .created = now};
  return wanted;
}

void require_free(Session& session, const std::string& name) {
  session.state.read([&](store::Read& read) {
    if (store::principals::find_by_name(read, kAccountKind, lower(name)))
      throw Error(Kind::conflict, "account.exists", "there is an account '" + printable(name) + "' already",
                  "see pkit account show " + printable(name));
  });
}

Outcome create_once(Session& session, const CreateAccountRequest& request, ToldOnce& told) {
  const Time now = operation_time(session, !request.common.dry_run);
  settle_credentials(session);
  require_free(session, request.name);
  HeldAccount wanted = account_wanted(session, request, now);
  ToldOnce untold;  // a dry run judges what is given for the credential, and makes none
  std::optional<NewCredential> credential;
  if (!request.without_credentials)
    credential.emplace(session, request.credentials, wanted.principal.id, now, request.common.dry_run ? untold : told);
  if (request.common.dry_run) {
    Outcome outcome;
    outcome.data = Value::map(
        {{"dryRun", true},
         {"would", Value::map({{"exit", 0}, {"name", request.name}, {"credentialState", wanted.principal.state}})}});
    return outcome;
  }
  commit_account(
      session, request.common, wanted,
      {now, "account.created", Value::map({{"name", request.name}, {"role", request.role}}), wanted.principal.state},
      [&](store::Write& write) {
        wanted.account.number = store::accounts::next_number(write);
        store::principals::insert(write, wanted.principal);
        store::accounts::insert(write, wanted.account);
        if (credential) credential->insert(write);
      });
  if (credential) credential->committed();
  return account_outcome(session, wanted.principal.id, now);
}

}  // namespace

Outcome create_account(Session& session, const CreateAccountRequest& request, ToldOnce& told) {
  require_account_name(request.name);
  require_email(request.email);
  require_role(request.role);
  require_provisioning(request.provisioning);
  return once(
      session, request.common, "account create", inputs_of(request),
      [&] { return create_once(session, request, told); },
      [&](const std::string& subject) { return account_outcome(session, subject, operation_time(session, false)); });
}

}  // namespace pkit
