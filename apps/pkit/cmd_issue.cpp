// pkit issue: a certificate for an approved registration, for a CSR, or with a new key.
#include "pkit/decision.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct IssueOptions {
  lifecycle::IssueRequest request;
  std::string csr, key_passphrase_file;
  Delivery delivery;
};

[[noreturn]] void wrong_form(const std::string& what) {
  throw Error(Kind::usage, "option.combination", what,
              "the forms are: issue ID, issue --csr FILE, issue --new-key TYPE --out DIR");
}

/// Exactly one of the three forms, and only the options that mean something in it.
void require_one_form(const IssueOptions& o) {
  const bool by_id = !o.request.id.empty(), by_csr = !o.csr.empty(), by_key = !o.request.new_key.empty();
  if (by_id + by_csr + by_key == 0)
    wrong_form(o.request.subject.empty() ? "nothing to issue is named" : "--subject needs --new-key");
  if (by_id + by_csr + by_key > 1) wrong_form("an ID, --csr and --new-key exclude each other");
  if (by_id && (!o.request.sans.empty() || !o.request.client_machine.empty() || !o.request.profile.empty() ||
                !o.request.not_after.empty()))
    wrong_form("a registration has its names, profile and end already");
  if (!by_key && !o.request.subject.empty()) wrong_form("--subject goes with --new-key only");
  if (!by_key && !o.key_passphrase_file.empty()) wrong_form("--key-passphrase-file goes with --new-key only");
  if (o.delivery.chain.path == "-") wrong_form("--out-chain needs a file");
  if (by_key && !o.delivery.certificate.is_file())
    wrong_form("--new-key needs --out DIR for the key and its certificate");
  if (by_key && !o.delivery.chain.path.empty())
    wrong_form("--out DIR holds the chain already, so that --out-chain has no use");
  if (by_key && o.request.subject.empty() && o.request.sans.empty() && o.request.client_machine.empty())
    wrong_form("--new-key needs a name: --subject, --san or --client-machine");
}

void take_key_passphrase(const IssueOptions& o, lifecycle::IssueRequest& request) {
  if (o.key_passphrase_file.empty()) return;
  const authority::KeyAccess access = key_access();
  request.key_passphrase = authority::read_passphrase("file:" + absolute(o.key_passphrase_file).string(), access.uid,
                                                      access.credentials_directory, access.prompt);
  if (request.key_passphrase->empty())
    throw Error(Kind::usage, "option.value", o.key_passphrase_file + " holds no passphrase");
}

int issue_with_key(Context& context, IssueOptions& o) {
  lifecycle::IssueRequest& request = o.request;
  request.out_directory = absolute(o.delivery.certificate.path).string();
  request.force = o.delivery.certificate.force;
  take_key_passphrase(o, request);
  return deliver(context, lifecycle::issue(context.session(), request), request.common, {});
}

int issue_for_request(Context& context, IssueOptions& o) {
  Delivery& delivery = o.delivery;
  delivery.chain.force = delivery.certificate.force;
  check_target(delivery.certificate, o.request.common.request_id);
  check_target(delivery.chain, o.request.common.request_id);
  if (!o.csr.empty()) {
    o.request.csr = read_document(context, o.csr);
    o.request.csr_name = document_name(o.csr);
  }
  return deliver(context, lifecycle::issue(context.session(), o.request), o.request.common, delivery);
}

}  // namespace

Run bind_issue(Options& options) {
  auto o = std::make_shared<IssueOptions>();
  lifecycle::IssueRequest& request = o->request;
  options.argument("ID", "an approved registration", request.id).completes(Completion::registration);
  options.file("--csr", "FILE", "the certificate request; - is standard input", o->csr);
  options.choice("--new-key", "TYPE", {"ec-p256", "ec-p384", "rsa-2048", "rsa-3072", "rsa-4096", "ed25519"},
                 "make a key too, and publish both in the directory --out", request.new_key);
  options.text("--subject", "DN", "the subject of a new key's certificate, like CN=web1,O=Acme", request.subject);
  options.text("--client-machine", "NAME", "the orchestrator it is for; else the CN or first DNS name",
               request.client_machine);
  options.text("--profile", "PROFILE", "the profile to issue by", request.profile).completes(Completion::profile);
  options.texts("--san", "TYPE:VALUE", "a further name: dns:, ip:, email: or uri:", request.sans);
  options.text("--not-after", "WHEN", "its end, a time or a duration", request.not_after);
  options.flag("--strict", "refuse what cannot be granted as asked for", request.strict);
  declare_delivery(options, o->delivery);
  options.file("--out-chain", "FILE", "write the issuers' certificates there", o->delivery.chain.path);
  options.file("--key-passphrase-file", "FILE", "encrypt the new key with the passphrase in FILE",
               o->key_passphrase_file);
  declare_common(options, request.common);
  return [o](Context& context) {
    require_one_form(*o);
    return o->request.new_key.empty() ? issue_for_request(context, *o) : issue_with_key(context, *o);
  };
}

}  // namespace pkit::app
