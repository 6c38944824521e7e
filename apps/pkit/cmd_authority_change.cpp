// pkit authority renew, add, retire, revoke: a CA's own life.
#include "authority/ceremony.h"
#include "ca/authorities.h"
#include "pkit/context.h"
#include "pkit/crl_life.h"
#include "pkit/decision.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

constexpr std::int64_t kMostYears = 50;

struct IssuerKeyOptions {
  std::string file, passphrase_file;
  std::optional<Duration> root_next_update;
};

void declare_issuer_key(Options& options, IssuerKeyOptions& o) {
  options.file("--issuer-key", "FILE", "the key of the CA above; by default beside its certificate", o.file);
  options.file("--issuer-passphrase-file", "FILE", "its passphrase; by default that of the authority's keys",
               o.passphrase_file);
  options.duration("--root-next-update", "until when the CRL of the CA above is good, 365d by default",
                   o.root_next_update);
}

/// How a new CA certificate is signed: for how long, and by whose key.
void declare_signing(Options& options, std::int64_t& years, IssuerKeyOptions& o) {
  options.number("--years", "how long it lives, 10 by default; never longer than its issuer", years);
  declare_issuer_key(options, o);
}

pkit::IssuerKey issuer_key_of(const IssuerKeyOptions& o) {
  pkit::IssuerKey key;
  if (!o.file.empty()) key.file = absolute_path(o.file);
  if (!o.passphrase_file.empty()) key.passphrase = secret_source(o.passphrase_file);
  return key;
}

void require_years(std::int64_t years) {
  if (years >= 1 && years <= kMostYears) return;
  throw Error(Kind::usage, "option.value", "--years: " + std::to_string(years) + " is not between 1 and 50");
}

template <class Request>
void take_signing(Request& request, const IssuerKeyOptions& o) {
  require_years(request.years);
  request.issuer = issuer_key_of(o);
  request.root_next_update = crl_life("--root-next-update", o.root_next_update, kRootCrlLife);
}

int show_change(Context& context, const pkit::Outcome& outcome) {
  return context.output.show(outcome, [&](Screen& screen) {
    if (outcome.data["would"].is_map())
      return print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
    print_authority(screen, outcome.data["authority"]);
    if (!outcome.data["yaml"].is_text()) return;
    screen.line("");
    screen.line("to put under 'authorities:' in pkit.yaml:");
    for (const std::string& line : split(outcome.data.text_or("yaml"), '\n'))
      if (!line.empty()) screen.line(line);
  });
}

}  // namespace

Run bind_authority_renew(Options& options) {
  struct RenewOptions {
    pkit::RenewAuthorityRequest request;
    IssuerKeyOptions issuer;
  };
  auto o = std::make_shared<RenewOptions>();
  options.argument("NAME", "an authority of pkit.yaml", o->request.name)
      .must_be_given()
      .completes(Completion::authority);
  options.choice("--new-key", "TYPE", authority::ca_key_types(), "make a new key; without it the same key stays",
                 o->request.new_key);
  declare_signing(options, o->request.years, o->issuer);
  declare_retry(options, o->request.common);
  return [o](Context& context) {
    take_signing(o->request, o->issuer);
    return show_change(context, pkit::renew_authority(context.session(), o->request));
  };
}

Run bind_authority_add(Options& options) {
  struct AddOptions {
    pkit::AddAuthorityRequest request;
    IssuerKeyOptions issuer;
  };
  auto o = std::make_shared<AddOptions>();
  options.argument("NAME", "of the new authority", o->request.name).must_be_given();
  options
      .text("--under", "AUTHORITY", "one whose issuer shall issue the new one too; by default the only one",
            o->request.under)
      .completes(Completion::authority);
  options.text("--common-name", "CN", "of its subject; by default NAME", o->request.common_name);
  options.choice("--key-type", "TYPE", authority::ca_key_types(), "of its key, ec-p256 by default",
                 o->request.key_type);
  options.texts("--permit", "SUBTREE", "names below it must be in one of these: dns:corp.example, ip:10.0.0.0/8",
                o->request.permitted);
  options.texts("--exclude", "SUBTREE", "names below it may be in none of these", o->request.excluded);
  declare_signing(options, o->request.years, o->issuer);
  declare_retry(options, o->request.common);
  return [o](Context& context) {
    take_signing(o->request, o->issuer);
    return show_change(context, pkit::add_authority(context.session(), o->request));
  };
}

Run bind_authority_retire(Options& options) {
  auto request = std::make_shared<pkit::RetireAuthorityRequest>();
  options.argument("NAME", "an authority", request->name).must_be_given().completes(Completion::authority);
  options.text("--reason", "TEXT", "why, for the record", request->reason);
  declare_retry(options, request->common);
  return
      [request](Context& context) { return show_change(context, pkit::retire_authority(context.session(), *request)); };
}

Run bind_authority_revoke(Options& options) {
  struct RevokeOptions {
    pkit::RevokeAuthorityRequest request;
    IssuerKeyOptions issuer;
  };
  auto o = std::make_shared<RevokeOptions>();
  options.argument("NAME", "an authority of pkit.yaml", o->request.name)
      .must_be_given()
      .completes(Completion::authority);
  options.choice("--reason", "REASON", pkit::authority_revocation_reasons(), "why", o->request.reason).must_be_given();
  options.text("--serial", "SERIAL", "of a former certificate; by default the current one", o->request.serial);
  declare_issuer_key(options, o->issuer);
  declare_retry(options, o->request.common);
  return [o](Context& context) {
    o->request.issuer = issuer_key_of(o->issuer);
    o->request.root_next_update = crl_life("--root-next-update", o->issuer.root_next_update, kRootCrlLife);
    return show_change(context, pkit::revoke_authority(context.session(), o->request));
  };
}

Run bind_authority_abandon(Options& options) {
  auto request = std::make_shared<pkit::AbandonOrderRequest>();
  options.argument("ORDER", "what another CA was asked for, \"g-...\"", request->id)
      .must_be_given()
      .completes(Completion::order);
  options.text("--reason", "TEXT", "why, for the record", request->reason).must_be_given();
  declare_retry(options, request->common);
  return [request](Context& context) {
    const pkit::Outcome outcome = pkit::abandon_order(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      if (outcome.data["would"].is_map())
        return print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
      print_thing(screen, "order " + outcome.data["order"].text_or("id"), outcome.data["order"], {"id"});
    });
  };
}

}  // namespace pkit::app
