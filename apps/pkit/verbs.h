// The binds of all commands: each in the file of its verb, cmd_<verb>.cpp.
#pragma once

#include "pkit/command.h"

namespace pkit::app {

Run bind_init(Options& options);
Run bind_config_check(Options& options);
Run bind_backup(Options& options);
Run bind_restore(Options& options);
Run bind_doctor(Options& options);
Run bind_state_move(Options& options);

Run bind_register(Options& options);
Run bind_approve(Options& options);
Run bind_deny(Options& options);
Run bind_issue(Options& options);
Run bind_renew(Options& options);
Run bind_rotate_key(Options& options);
Run bind_authenticate(Options& options);
Run bind_revoke(Options& options);
Run bind_crl(Options& options);
Run bind_ocsp_respond(Options& options);
Run bind_ocsp_prepare(Options& options);
Run bind_gate(Options& options);

Run bind_authority_list(Options& options);
Run bind_authority_show(Options& options);
Run bind_authority_renew(Options& options);
Run bind_authority_passphrase(Options& options);
Run bind_authority_unpack(Options& options);
Run bind_authority_add(Options& options);
Run bind_authority_sign(Options& options);
Run bind_authority_retire(Options& options);
Run bind_authority_revoke(Options& options);
Run bind_authority_abandon(Options& options);

Run bind_account_create(Options& options);
Run bind_account_list(Options& options);
Run bind_account_show(Options& options);
Run bind_account_set(Options& options);
Run bind_account_rename(Options& options);
Run bind_account_enable(Options& options);
Run bind_account_disable(Options& options);
Run bind_account_set_password(Options& options);
Run bind_account_delete(Options& options);
Run bind_account_handoff(Options& options);
Run bind_vault_template(Options& options);
Run bind_vault_create(Options& options);
Run bind_vault_put(Options& options);
Run bind_vault_get(Options& options);
Run bind_vault_ls(Options& options);
Run bind_vault_rm(Options& options);
Run bind_vault_set(Options& options);
Run bind_vault_delete(Options& options);
Run bind_mirror_create(Options& options);
Run bind_mirror_delete(Options& options);

Run bind_csr_requirements(Options& options);
Run bind_realm_import(Options& options);
Run bind_realm_password(Options& options);
Run bind_realm_call(Options& options);

Run bind_list(Options& options);
Run bind_show(Options& options);
Run bind_status(Options& options);
Run bind_report(Options& options);
Run bind_explain(Options& options);
Run bind_events(Options& options);
Run bind_events_scan(Options& options);
Run bind_events_deliver(Options& options);
Run bind_alert_test(Options& options);
Run bind_validate_csr(Options& options);
Run bind_validate_cert(Options& options);
Run bind_identity_from_cert(Options& options);

Run bind_complete(Options& options);
Run bind_table_of_commands(Options& options);
Run bind_table_of_options(Options& options);
Run bind_table_of_exits(Options& options);
Run bind_table_of_damages(Options& options);
Run bind_table_of_codes(Options& options);
Run bind_schema(Options& options);

}  // namespace pkit::app
