// pkit account set, rename, enable, disable, delete: what an account's state still permits.
#include "pkit/account_credentials.h"
#include "pkit/decision.h"
#include "pkit/globals.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

using pkit::ChangeAccountRequest;

int show_account_change(Context& context, const pkit::Outcome& outcome) {
  return context.output.show(outcome, [&](Screen& screen) { print_account(screen, outcome.data); });
}

Run changes(Options& options, const char* entry, std::shared_ptr<ChangeAccountRequest> request) {
  declare_retry(options, request->common);
  return [entry, request](Context& context) {
    return show_account_change(context, pkit::change_account(context.session(), entry, *request));
  };
}

std::shared_ptr<ChangeAccountRequest> one_account(Options& options) {
  auto request = std::make_shared<ChangeAccountRequest>();
  options.argument("ACCOUNT", "its id or name", request->account).must_be_given();
  return request;
}

}  // namespace

Run bind_account_set(Options& options) {
  struct SetOptions {
    pkit::SetAccountRequest request;
    std::string email, role, provisioning, certificate;
    bool no_email = false;
  };
  auto o = std::make_shared<SetOptions>();
  options.argument("ACCOUNT", "its id or name", o->request.account).must_be_given();
  options.text("--email", "ADDRESS", "where its owner is told of its certificate's end", o->email);
  options.flag("--no-email", "it has no address any more", o->no_email);
  options.choice("--role", "ROLE", pkit::account_roles(), "what it may do", o->role);
  options.choice("--provisioning", "LEVEL", pkit::provisioning_levels(), "of vaults", o->provisioning);
  options.file("--cert", "FILE", "refused always: an account gets its certificate by registering", o->certificate);
  declare_retry(options, o->request.common);
  return [o](Context& context) {
    const auto given = [](const std::string& text) {
      return text.empty() ? std::nullopt : std::optional<std::string>(text);
    };
    o->request.email = o->no_email ? std::optional<std::string>("") : given(o->email);
    o->request.role = given(o->role);
    o->request.provisioning = given(o->provisioning);
    o->request.assign = !o->certificate.empty();
    return show_account_change(context, pkit::set_account(context.session(), o->request));
  };
}

Run bind_account_rename(Options& options) {
  auto request = one_account(options);
  options.argument("NAME", "the new name", request->name).must_be_given();
  return changes(options, "rename", request);
}

Run bind_account_enable(Options& options) { return changes(options, "enable", one_account(options)); }

Run bind_account_disable(Options& options) {
  auto request = one_account(options);
  options.text("--reason", "TEXT", "why, for the record", request->reason);
  return changes(options, "disable", request);
}

Run bind_account_delete(Options& options) {
  auto request = one_account(options);
  options.text("--reason", "TEXT", "why, for the record", request->reason);
  return changes(options, "delete", request);
}

}  // namespace pkit::app
