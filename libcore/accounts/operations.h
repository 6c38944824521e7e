// Private accounts (document C): what an operator does with them.
#pragma once

#include <optional>
#include <string>

#include "home/operation.h"

namespace pkit {

/// How a new password comes about; both absent: it is made here and told once.
struct NewCredentials {
  std::string username;            // empty: made here where there is none yet
  std::optional<Secret> password;  // absent: made here
  std::optional<Duration> lasts;   // 24 hours unless set
  std::string key_digest;          // hex key id that the CSR must have; empty: any
  std::string subject;             // DN text that the CSR must have; empty: any
};

/// What was made here and is told once, beside the outcome: never in `data`, which may be logged.
struct ToldOnce {
  std::string username;
  Secret password;  // empty: it was given
};

struct CreateAccountRequest {
  std::string name, email;
  std::string role = "vaultProvisioner";
  std::string provisioning = "createOnly";
  bool without_credentials = false;
  NewCredentials credentials;
  Common common;
};
/// data: {account:{...}} as account_view() has it (C1, C2, C-P1).
Outcome create_account(Session& session, const CreateAccountRequest& request, ToldOnce& told);

struct SetPasswordRequest {
  std::string account;
  NewCredentials credentials;
  Common common;
};
/// Another password in state OneTime, credentials in state None (C3); what was counted against it is forgotten.
Outcome set_account_password(Session& session, const SetPasswordRequest& request, ToldOnce& told);

struct SetAccountRequest {
  std::string account;
  std::string email, role, provisioning;  // empty: as it is
  bool no_email = false;
  std::string certificate;  // another credential, which no state permits (C3, C13); empty: none is asked for
  Common common;
};
Outcome set_account(Session& session, const SetAccountRequest& request);
extern const Operation kSetAccount;

struct ChangeAccountRequest {
  std::string account;
  std::string name;    // rename: the new one
  std::string reason;  // disable, delete: for the record, may be empty
  Common common;
};
Outcome rename_account(Session& session, const ChangeAccountRequest& request);
Outcome enable_account(Session& session, const ChangeAccountRequest& request);
Outcome disable_account(Session& session, const ChangeAccountRequest& request);
Outcome delete_account(Session& session, const ChangeAccountRequest& request);
extern const Operation kRenameAccount, kEnableAccount, kDisableAccount, kDeleteAccount;

struct HandoffRequest {
  std::string account;
  std::string vault_template, mirror_template;  // ids or names; the second may be empty
  std::optional<Secret> password;               // to be written beside; absent: it is handed over in another way
  Path directory;                               // absolute; made here, whole or not at all
};
/// C4: manager-ca.pem, handoff.json {accountId, username, vaultTemplateId, mirrorTemplateId}, and the password only
/// where it is given. data: {handoff:{...}, directory}
Outcome hand_off_account(Session& session, const HandoffRequest& request);

struct ListAccountsRequest {
  std::string state, name_glob;
  std::int64_t limit = 0;
};
/// data: {accounts: [...]}
Outcome list_accounts(Session& session, const ListAccountsRequest& request);
extern const Operation kListAccounts;
struct ShowAccountRequest {
  std::string account;
};
/// data: {account: {...}}
Outcome show_account(Session& session, const ShowAccountRequest& request);
extern const Operation kShowAccount;

const std::vector<std::string>& account_roles();        // C-P13, those that mean something to a private account
const std::vector<std::string>& provisioning_levels();  // C-P14
const std::vector<std::string>& account_states();

}  // namespace pkit
