// pkit account create, set-password, list, show: private accounts and what lets them in once.
#include "pkit/account_credentials.h"
#include "pkit/decision.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_one_account(Screen& screen, const Outcome& outcome) { print_account(screen, outcome.data); }

void print_accounts(Screen& screen, const Outcome& outcome) {
  const Value& accounts = outcome.data["accounts"];
  if (accounts.items().empty()) return screen.aside("pkit: no accounts");
  std::vector<std::vector<std::string>> table;
  for (const Value& row : accounts.items())
    table.push_back({text_of(row["id"]), text_of(row["credentialState"]),
                     row["enabled"].as_bool() ? std::string() : std::string("disabled"), text_of(row["name"]),
                     text_of(row["certificate"]["notAfter"]), text_of(row["certificate"]["subject"])});
  print_table(screen, table);
}

}  // namespace

Run bind_account_create(Options& options) {
  struct CreateOptions {
    pkit::CreateAccountRequest request;
    CredentialOptions credentials;
  };
  auto o = std::make_shared<CreateOptions>();
  options.text("--name", "NAME", "of the account", o->request.name).must_be_given();
  options.text("--email", "ADDRESS", "where its owner is told of its certificate's end", o->request.email);
  options.choice("--role", "ROLE", pkit::account_roles(), "what it may do, vaultProvisioner by default",
                 o->request.role);
  options.choice("--provisioning", "LEVEL", pkit::provisioning_levels(), "of vaults, createOnly by default",
                 o->request.provisioning);
  options.flag("--no-credentials", "make none yet", o->request.without_credentials);
  declare_credentials(options, o->credentials);
  declare_retry(options, o->request.common);
  return [o](Context& context) {
    pkit::ToldOnce told;
    const bool none = o->request.without_credentials;
    if (none && !(o->credentials.username + o->credentials.password_file + o->credentials.password_out.path).empty())
      throw Error(Kind::usage, "option.combination", "--no-credentials does not go together with credentials");
    if (!none) o->request.credentials = take_credentials(context, o->credentials);
    const pkit::Outcome outcome = pkit::create_account(context.session(), o->request, told);
    return show_credentials(context, outcome, o->credentials, told);
  };
}

Run bind_account_set_password(Options& options) {
  struct PasswordOptions {
    pkit::SetPasswordRequest request;
    CredentialOptions credentials;
  };
  auto o = std::make_shared<PasswordOptions>();
  options.argument("ACCOUNT", "its id or name", o->request.account).must_be_given();
  declare_credentials(options, o->credentials);
  declare_retry(options, o->request.common);
  return [o](Context& context) {
    pkit::ToldOnce told;
    o->request.credentials = take_credentials(context, o->credentials);
    const pkit::Outcome outcome = pkit::set_account_password(context.session(), o->request, told);
    return show_credentials(context, outcome, o->credentials, told);
  };
}

Run bind_account_list(Options& options) { return bind_local<kListAccounts, print_accounts>(options); }

Run bind_account_show(Options& options) { return bind_local<kShowAccount, print_one_account>(options); }

Run bind_account_handoff(Options& options) {
  struct HandoffOptions {
    pkit::HandoffRequest request;
    std::string out, password_file;
  };
  auto o = std::make_shared<HandoffOptions>();
  options.argument("ACCOUNT", "its id or name", o->request.account).must_be_given();
  options.text("--template", "TEMPLATE", "from which it makes its vaults", o->request.vault_template).must_be_given();
  options.text("--mirror-template", "TEMPLATE", "from which it makes mirrors", o->request.mirror_template);
  options.file("--password-file", "FILE", "write the password there too; - is standard input", o->password_file);
  options.directory("--out", "DIR", "a new directory for it", o->out).must_be_given();
  return [o](Context& context) {
    check_not_own(context, o->out);
    o->request.directory = absolute_path(o->out);
    if (!o->password_file.empty()) o->request.password = secret_line(context, o->password_file);
    const pkit::Outcome outcome = pkit::hand_off_account(context.session(), o->request);
    return context.output.show(outcome, [&](Screen& screen) {
      print_thing(screen, "handed over in " + text_of(outcome.data["directory"]), outcome.data["handoff"]);
    });
  };
}

}  // namespace pkit::app
