#include "pkit/commands.h"

#include <algorithm>

#include "accounts/shapes.h"
#include "ask/identify.h"
#include "ask/operations.h"
#include "ask/validate_certificate.h"
#include "base/error.h"
#include "base/text.h"
#include "bridge/shapes.h"
#include "ca/authorities.h"
#include "care/operations.h"
#include "certstores/operations.h"
#include "fleet/shapes.h"
#include "gateways/operations.h"
#include "jobs/operations.h"
#include "kept/operations.h"
#include "outbox/alert_trial.h"
#include "outbox/deliver.h"
#include "outbox/generate.h"
#include "outbox/scan.h"
#include "pkit/agent/status.h"
#include "pkit/fleet_verbs.h"
#include "pkit/gateway_verbs.h"
#include "pkit/globals.h"
#include "pkit/job_verbs.h"
#include "pkit/ssh_key_verbs.h"
#include "pkit/store_verbs.h"
#include "pkit/verbs.h"
#include "renewal/shapes.h"
#include "report/report.h"
#include "revocation/crl.h"
#include "revocation/ocsp.h"
#include "sshkeys/operations.h"
#include "trial/operations.h"
#include "vault/shapes.h"
#include "view/shapes.h"

namespace pkit::app {

namespace {

constexpr Command kCommands[] = {
    {"init", "make a home: two CA keys, pkit.yaml and the state", "Set up", Needs::nothing, bind_init,
     &shape::made_home},
    {"config check", "list every fault of pkit.yaml", "Set up", Needs::nothing, bind_config_check,
     &shape::checked_config},
    {"adapter test", "call one procedure of an adapter and show all that goes to and fro", "Set up", Needs::home,
     bind_adapter_test, &shape::tried_adapter},
    {"chain test", "hold the decisions on a table of requests against what is expected", "Set up", Needs::home,
     bind_chain_test, &shape::tried_chains},
    {"chain replay", "tell which stored decisions another pkit.yaml would make otherwise", "Set up", Needs::home,
     bind_chain_replay, &shape::replayed},
    {"backup", "copy the whole home into one file", "Set up", Needs::home, bind_backup, &shape::backup},
    {"restore", "make a home from a backup", "Set up", Needs::nothing, bind_restore, &shape::restored_home},
    {"state move", "move the state from its file to a server, or back", "Set up", Needs::nothing, bind_state_move,
     &shape::moved_state},
    {"doctor", "check the state, the history, the files and pkit.yaml", "Set up", Needs::nothing, bind_doctor,
     &shape::diagnosis},

    {"register", "register an orchestrator; the chain of handlers decides", "Decide and issue", Needs::decision,
     bind_register, &shape::batch_decision},
    {"approve", "let waiting registrations in and issue their certificates", "Decide and issue", Needs::decision,
     bind_approve, &shape::decision},
    {"deny", "turn waiting registrations away", "Decide and issue", Needs::decision, bind_deny, &shape::denial},
    {"issue", "issue a certificate for a registration, a CSR or a new key", "Decide and issue", Needs::decision,
     bind_issue, &shape::issue_decision},
    {"renew", "get a new certificate over the same key, by the one that is held", "Decide and issue", Needs::decision,
     bind_renew, &shape::renewal},
    {"rotate-key", "get a certificate over a new key, and end those over the old one", "Decide and issue",
     Needs::decision, bind_rotate_key, &shape::rotation},
    {"authenticate", "tell who holds a certificate and its key, and whether they may act", "Decide and issue",
     Needs::decision, bind_authenticate, &shape::authentication},
    {"revoke", "record that a certificate must not be trusted any more", "Decide and issue", Needs::decision,
     bind_revoke, &shape::revocation},
    {"crl", "sign the lists of what is revoked", "Decide and issue", Needs::home, bind_crl, &shape::made_crls},
    {"ocsp respond", "answer one OCSP request", "Decide and issue", Needs::home, bind_ocsp_respond,
     &shape::ocsp_answer},
    {"ocsp prepare", "sign OCSP answers for all certificates, for a web server", "Decide and issue", Needs::home,
     bind_ocsp_prepare, &shape::prepared_answers},
    {"csr new", "make a key, kept or for a realm, and the request for its certificate", "Decide and issue", Needs::home,
     bind_csr_new, &shape::kept_request},
    {"csr marry", "take the certificate that a CA returned for a kept key", "Decide and issue", Needs::home,
     bind_csr_marry, &shape::married_key},
    {"export", "write a kept key, its certificate and chain as PKCS#12", "Decide and issue", Needs::home, bind_export,
     &shape::exported_key},
    {"gate", "answer one request of somebody who may not use the home", "Decide and issue", Needs::gate, bind_gate},

    {"agent init", "make the directory of an agent", "Orchestrators", Needs::nothing, bind_agent_init,
     &shape::agent_made},
    {"agent register", "register an agent: its key, its certificate, its name, again and again", "Orchestrators",
     Needs::decision, bind_agent_register, &shape::issue_decision},
    {"agent run", "do the jobs of an agent that are due: one session", "Orchestrators", Needs::decision, bind_agent_run,
     &shape::agent_ran},
    {"agent status", "tell how an agent fares, by its directory alone", "Orchestrators", Needs::nothing,
     bind_agent_status, &shape::agent_status},
    {"orchestrator stores", "list or record the certificate stores of an orchestrator", "Orchestrators", Needs::home,
     bind_orchestrator_stores, &shape::orchestrator_stores},
    {"orchestrator jobs", "list or record the jobs of an orchestrator", "Orchestrators", Needs::home,
     bind_orchestrator_jobs, &shape::orchestrator_jobs},
    {"orchestrator reset", "make an orchestrator New again, without stores and jobs", "Orchestrators", Needs::home,
     bind_orchestrator_reset, &shape::orchestrator_life},
    {"orchestrator reenroll", "ask an orchestrator for a new certificate", "Orchestrators", Needs::home,
     bind_orchestrator_reenroll, &shape::orchestrator_life},
    {"orchestrator delete", "forget an orchestrator, so that its names are free", "Orchestrators", Needs::home,
     bind_orchestrator_delete, &shape::orchestrator_deleted},
    {"blueprint capture", "make a blueprint of an orchestrator's stores and jobs", "Orchestrators", Needs::home,
     bind_blueprint_capture, &shape::blueprint_put},
    {"blueprint list", "list the blueprints", "Orchestrators", Needs::home, bind_blueprint_list,
     &shape::blueprint_list},
    {"blueprint show", "show one blueprint", "Orchestrators", Needs::home, bind_blueprint_show, &shape::blueprint},
    {"blueprint apply", "copy a blueprint's stores and jobs to orchestrators", "Orchestrators", Needs::home,
     bind_blueprint_apply, &shape::blueprint_applied},
    {"blueprint delete", "delete a blueprint", "Orchestrators", Needs::home, bind_blueprint_delete,
     &shape::blueprint_deleted},
    {"blueprint export", "write a blueprint as JSON", "Orchestrators", Needs::home, bind_blueprint_export,
     &shape::blueprint},
    {"blueprint import", "take in a blueprint that was exported", "Orchestrators", Needs::home, bind_blueprint_import,
     &shape::blueprint_put},
    {"metadata get", "show what a certificate is tagged with", "Orchestrators", Needs::home, bind_metadata_get,
     &shape::tags},
    {"metadata set", "tag a certificate", "Orchestrators", Needs::home, bind_metadata_set, &shape::tags},
    {"metadata unset", "take tags of a certificate away", "Orchestrators", Needs::home, bind_metadata_unset,
     &shape::tags},
    {"metadata generate", "ask an adapter what certificates are to be tagged with", "Orchestrators", Needs::home,
     bind_metadata_generate, &shape::generated_metadata},

    {"authority list", "list who signs: state, end, issuers", "Authorities", Needs::home, bind_authority_list,
     &shape::authority_list},
    {"authority show", "show one authority, or write its certificates to a file", "Authorities", Needs::home,
     bind_authority_show, &shape::authority_shown},
    {"authority renew", "give an authority a new certificate, over its key or a new one", "Authorities", Needs::home,
     bind_authority_renew, &shape::authority_renewed},
    {"authority add", "make a further issuing CA under a root that is there", "Authorities", Needs::home,
     bind_authority_add, &shape::authority_added},
    {"authority sign", "certify a CA whose key is elsewhere, from its request", "Authorities", Needs::home,
     bind_authority_sign, &shape::authority_signed},
    {"authority passphrase", "put an authority's keys under another passphrase", "Authorities", Needs::home,
     bind_authority_passphrase, &shape::authority_passphrase},
    {"authority unpack", "take the certificates out of an authority's PKCS#12 file", "Authorities", Needs::home,
     bind_authority_unpack, &shape::authority_unpacked},
    {"authority retire", "let an authority sign nothing any more", "Authorities", Needs::home, bind_authority_retire,
     &shape::authority_retired},
    {"authority revoke", "let the CA above revoke an authority's certificate", "Authorities", Needs::home,
     bind_authority_revoke, &shape::authority_revoked},
    {"authority abandon", "give up what another CA was asked for", "Authorities", Needs::home, bind_authority_abandon,
     &shape::order_abandoned},

    {"account create", "make an account, with credentials that let it in once", "Accounts and vaults", Needs::home,
     bind_account_create, &shape::account_changed},
    {"account list", "list accounts: state, name, certificate", "Accounts and vaults", Needs::home, bind_account_list,
     &shape::account_list},
    {"account show", "show one account", "Accounts and vaults", Needs::home, bind_account_show, &shape::account_shown},
    {"account set", "change an account's properties before it is Certified", "Accounts and vaults", Needs::home,
     bind_account_set, &shape::account_changed},
    {"account rename", "give an account another name", "Accounts and vaults", Needs::home, bind_account_rename,
     &shape::account_changed},
    {"account enable", "let an account be used again", "Accounts and vaults", Needs::home, bind_account_enable,
     &shape::account_changed},
    {"account disable", "let an account be used for nothing", "Accounts and vaults", Needs::home, bind_account_disable,
     &shape::account_changed},
    {"account set-password", "give an account another one-time password", "Accounts and vaults", Needs::home,
     bind_account_set_password, &shape::account_changed},
    {"account delete", "end an account that was never Certified", "Accounts and vaults", Needs::home,
     bind_account_delete, &shape::account_changed},
    {"account handoff", "write down what an application needs to register", "Accounts and vaults", Needs::home,
     bind_account_handoff, &shape::account_handoff},
    {"vault template", "make a template of vaults or mirrors, or list them", "Accounts and vaults", Needs::home,
     bind_vault_template, &shape::vault_templates},
    {"vault create", "make a vault that only its account can read", "Accounts and vaults", Needs::home,
     bind_vault_create, &shape::vault_made},
    {"vault put", "seal a file and put it into a vault", "Accounts and vaults", Needs::home, bind_vault_put,
     &shape::object_told},
    {"vault get", "take an object out of a vault and open it", "Accounts and vaults", Needs::home, bind_vault_get,
     &shape::object_told},
    {"vault ls", "list an account's vaults, or the objects in one", "Accounts and vaults", Needs::home, bind_vault_ls,
     &shape::vault_listed},
    {"vault rm", "remove an object from a vault", "Accounts and vaults", Needs::home, bind_vault_rm,
     &shape::object_told},
    {"vault set", "refused: a locked vault stays as it is", "Accounts and vaults", Needs::home, bind_vault_set,
     &shape::vault_refused},
    {"vault delete", "delete an empty vault", "Accounts and vaults", Needs::home, bind_vault_delete,
     &shape::vault_made},
    {"mirror create", "make a mirror for two vaults", "Accounts and vaults", Needs::home, bind_mirror_create,
     &shape::mirror_made},
    {"mirror delete", "refused: a locked mirror stays", "Accounts and vaults", Needs::home, bind_mirror_delete,
     &shape::vault_refused},

    {"csr-requirements", "tell what a realm's user must put into a request", "Realms", Needs::decision,
     bind_csr_requirements, &shape::csr_requirements},
    {"realm import", "turn a realm's XML form into lines for pkit.yaml", "Realms", Needs::nothing, bind_realm_import,
     &shape::realm_imported},
    {"realm password", "hash a password for a file of users", "Realms", Needs::nothing, bind_realm_password,
     &shape::password_hashed},
    {"realm call", "call one procedure of a realm, and show what it is sent and answers", "Realms", Needs::home,
     bind_realm_call, &shape::realm_called},

    {"store add", "register a certificate store, told by what is in it", "Certificate stores", Needs::home,
     bind_store_add, &shape::store_added},
    {"store create", "make a certificate store with nothing in it, and register it", "Certificate stores", Needs::home,
     bind_store_create, &shape::store_added},
    {"store discover", "look for certificate stores in directories", "Certificate stores", Needs::home,
     bind_store_discover, &shape::store_found},
    {"store approve", "take a store that was discovered, and say how it is used", "Certificate stores", Needs::home,
     bind_store_approve, &shape::store_added},
    {"store forget", "look after a store no longer", "Certificate stores", Needs::home, bind_store_forget,
     &shape::store_added},
    {"store list", "list the stores", "Certificate stores", Needs::home, bind_store_list, &shape::store_list},
    {"store show", "show one store and what was changed in it last", "Certificate stores", Needs::home, bind_store_show,
     &shape::store_shown},
    {"store inventory", "tell what is in stores, and keep it to compare with", "Certificate stores", Needs::home,
     bind_store_inventory, &shape::store_inventories},
    {"store diff", "tell what is not as the last inventory found it", "Certificate stores", Needs::home,
     bind_store_diff, &shape::store_inventories},
    {"store verify", "tell whether all is well with a store and its service", "Certificate stores", Needs::home,
     bind_store_verify, &shape::store_verified},
    {"store put", "put a certificate into a store, with its key and chain", "Certificate stores", Needs::home,
     bind_store_put, &shape::store_change},
    {"store take", "take an entry out of a store", "Certificate stores", Needs::home, bind_store_take,
     &shape::store_change},
    {"store plan", "tell what has to be done so that stores hold what a file says", "Certificate stores", Needs::home,
     bind_store_plan, &shape::store_plan},
    {"store apply", "do what that plan says, and nothing else", "Certificate stores", Needs::home, bind_store_apply,
     &shape::store_applied},
    {"store export", "write an entry or a whole store into a file for somebody else", "Certificate stores", Needs::home,
     bind_store_export, &shape::store_exported},
    {"store reenroll", "put a new key and its certificate in the place of an entry", "Certificate stores",
     Needs::decision, bind_store_reenroll, &shape::store_reenrolled},
    {"store restore", "go back to what the last change replaced", "Certificate stores", Needs::home, bind_store_restore,
     &shape::store_change},

    {"gateway list", "list the other CAs, or what one of them told of its certificates", "Gateways", Needs::home,
     bind_gateway_list, &shape::gateway_list},
    {"gateway ping", "tell whether another CA answers", "Gateways", Needs::home, bind_gateway_ping,
     &shape::gateway_ping},
    {"gateway validate", "tell whether another CA can be reached by what pkit.yaml says", "Gateways", Needs::home,
     bind_gateway_validate, &shape::gateway_validation},
    {"gateway products", "list what another CA can be asked for", "Gateways", Needs::home, bind_gateway_products,
     &shape::gateway_products},
    {"gateway enroll", "have another CA make a certificate of a request", "Gateways", Needs::home, bind_gateway_enroll,
     &shape::gateway_enrolled},
    {"gateway revoke", "have another CA revoke one of its certificates", "Gateways", Needs::home, bind_gateway_revoke,
     &shape::gateway_enrolled},
    {"gateway sync", "take in what another CA tells of its certificates", "Gateways", Needs::home, bind_gateway_sync,
     &shape::gateway_sync},
    {"gateway get", "show one certificate of another CA as it is there now", "Gateways", Needs::home, bind_gateway_get,
     &shape::gateway_shown},

    {"job schedule", "say what is to be done to a certificate store, and when", "Jobs", Needs::home, bind_job_schedule,
     &shape::job_scheduled},
    {"job list", "list the jobs", "Jobs", Needs::home, bind_job_list, &shape::job_list},
    {"job show", "show one job and how it ended last", "Jobs", Needs::home, bind_job_show, &shape::job_shown},
    {"job run", "do what is due", "Jobs", Needs::decision, bind_job_run, &shape::job_ran},
    {"job history", "tell how jobs ended, the newest first", "Jobs", Needs::home, bind_job_history,
     &shape::job_history},
    {"job data", "print what a run of a job brought", "Jobs", Needs::home, bind_job_data, &shape::job_data},
    {"job ack", "take note of what failed or warned", "Jobs", Needs::home, bind_job_ack, &shape::job_acknowledged},
    {"job reschedule", "let a job that failed be due again", "Jobs", Needs::home, bind_job_reschedule,
     &shape::job_changed},
    {"job cancel", "let a job be run no more", "Jobs", Needs::home, bind_job_cancel, &shape::job_changed},

    {"ssh-key add", "register an SSH key, and say where it lets in", "SSH keys", Needs::home, bind_ssh_key_add,
     &shape::ssh_key},
    {"ssh-key scan", "tell which SSH keys let in, and which are unmanaged", "SSH keys", Needs::home, bind_ssh_key_scan,
     &shape::ssh_key_scan},
    {"ssh-key list", "list SSH keys, and where each lets in", "SSH keys", Needs::home, bind_ssh_key_list,
     &shape::ssh_key_list},
    {"ssh-key generate", "make an SSH key pair, and say where it lets in", "SSH keys", Needs::home,
     bind_ssh_key_generate, &shape::ssh_key},
    {"ssh-key rotate", "put a new SSH key beside an old one, which retires", "SSH keys", Needs::home,
     bind_ssh_key_rotate, &shape::ssh_key_rotated},
    {"ssh-key retire", "take SSH keys out wherever they let in", "SSH keys", Needs::home, bind_ssh_key_retire,
     &shape::ssh_key_retired},

    {"list", "list registrations, certificates or orchestrators", "Ask", Needs::home, bind_list, &shape::list},
    {"show", "show one stored thing, or a certificate or CSR in a file", "Ask", Needs::home, bind_show, &shape::shown},
    {"status", "one screen: authorities, what waits, what expires, what failed", "Ask", Needs::home, bind_status,
     &shape::status},
    {"report", "one page: what ends when, what waits, what failed, which keys there are", "Ask", Needs::home,
     bind_report, &shape::report},
    {"explain", "tell how a decision came about", "Ask", Needs::home, bind_explain, &shape::explanation},
    {"events", "print the history, one event a line", "Ask", Needs::home, bind_events, &shape::event},
    {"events scan", "record what nears its end, once for each level", "Ask", Needs::home, bind_events_scan,
     &shape::scanned_events},
    {"alert test", "tell what an alert would do of a certificate, without doing it", "Ask", Needs::decision,
     bind_alert_test, &shape::tried_alert},
    {"events deliver", "tell events to the adapters that alerts name", "Ask", Needs::home, bind_events_deliver,
     &shape::delivered_events},
    {"identity-from-cert", "tell who a certificate is about, once it is verified", "Ask", Needs::home,
     bind_identity_from_cert, &shape::identified},
    {"validate-cert", "tell whether certificates are to be believed, and why not", "Ask", Needs::home,
     bind_validate_cert, &shape::validated_certificate},
    {"validate-csr", "list every fault of certificate requests", "Ask", Needs::home, bind_validate_csr,
     &shape::validated_csr},

    {"__complete", "candidates for the shell's completion", "", Needs::nothing, bind_complete},
    {"__commands", "the table of commands", "", Needs::nothing, bind_table_of_commands},
    {"__options", "the table of options", "", Needs::nothing, bind_table_of_options},
    {"__exits", "the table of exit codes", "", Needs::nothing, bind_table_of_exits},
    {"__damages", "the table of damages", "", Needs::nothing, bind_table_of_damages},
    {"__codes", "the table of error codes", "", Needs::nothing, bind_table_of_codes},
    {"__schema", "a JSON Schema, or without a name those that there are", "", Needs::nothing, bind_schema},
};

std::vector<std::string> visible_paths() {
  std::vector<std::string> paths{"help"};
  for (const Command& command : commands())
    if (*command.group) paths.push_back(command.path);
  return paths;
}

/// How many of `words` are global options with their values.
std::size_t leading_globals(const std::vector<std::string>& words) {
  Globals ignored;
  Options options;
  declare_globals(options, ignored);
  std::size_t n = 0;
  while (n < words.size() && words[n].starts_with("-")) {
    const std::string name = words[n].substr(0, words[n].find('='));
    const Option* option = options.find(name);
    if (!option)
      throw Error(Kind::usage, "option.unknown", "unknown option '" + name + "' before the command", "see pkit help");
    const bool separate = !option->is_flag() && name.size() == words[n].size();
    n = std::min(words.size(), n + (separate ? 2 : 1));
  }
  return n;
}

[[noreturn]] void no_such_command(const std::vector<std::string>& words) {
  if (words.empty()) throw Error(Kind::usage, "command.unknown", "no command is given", "see pkit help");
  std::vector<std::string> under;
  for (const std::string& path : visible_paths())
    if (path.starts_with(words[0] + " ")) under.push_back("pkit " + path);
  if (!under.empty())
    throw Error(Kind::usage, "command.unknown", "'" + words[0] + "' needs a second word",
                "there is " + join(under, ", "));
  const std::string near = nearest(words[0], visible_paths());
  throw Error(Kind::usage, "command.unknown", "unknown command '" + words[0] + "'",
              near.empty() ? "see pkit help" : "did you mean 'pkit " + near + "'?");
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(const std::string& path) {
  const auto row =
      std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Command& c) { return c.path == path; });
  return row == std::end(kCommands) ? nullptr : row;
}

Chosen choose_command(const std::vector<std::string>& words) {
  const auto first = words.begin() + static_cast<std::ptrdiff_t>(leading_globals(words));
  for (std::ptrdiff_t length : {2, 1}) {
    if (words.end() - first < length) continue;
    const Command* command = find_command(join({first, first + length}, " "));
    if (!command) continue;
    std::vector<std::string> rest(words.begin(), first);
    rest.insert(rest.end(), first + length, words.end());
    return {command, std::move(rest)};
  }
  no_such_command({first, words.end()});
}

}  // namespace pkit::app
