// pkit issue: a certificate for an approved registration, for a CSR, or with a new key.
#include "pkit/batch.h"
#include "pkit/decision.h"
#include "pkit/verbs.h"
#include "x509/pkcs12.h"

namespace pkit::app {

namespace {

struct IssueOptions {
  const std::shared_ptr<void> made = kIssue.make();
  IssueRequest& request = *static_cast<IssueRequest*>(made.get());
  InputFiles files;
  std::string key_passphrase_file, p12_password_file;
  Target p12;
  Delivery delivery;
  BatchOptions batch;
};

[[noreturn]] void wrong_combination(const std::string& what) { throw Error(Kind::usage, "option.combination", what); }

/// What the request itself cannot know: the options around it.
void require_combination(const IssueOptions& o) {
  const bool by_key = !o.request.new_key.empty();
  if (!by_key && !o.key_passphrase_file.empty()) wrong_combination("--key-passphrase-file goes with --new-key only");
  if (o.request.keep_key && !o.p12.path.empty()) wrong_combination("of a key that is kept, pkit export writes --p12");
  if (!by_key && !o.p12.path.empty()) wrong_combination("--p12 goes with --new-key only");
  if (o.p12.path.empty() != o.p12_password_file.empty()) wrong_combination("--p12 and --p12-password-file go together");
  if (o.p12.path == "-") wrong_combination("--p12 needs a file");
  for (const auto& [option, target] :
       {std::pair{"--out-chain", &o.delivery.chain}, std::pair{"--out-fullchain", &o.delivery.fullchain}}) {
    if (target->path == "-") wrong_combination(std::string(option) + " needs a file");
    if (by_key && !target->path.empty())
      wrong_combination("--out DIR holds the chain already, so that " + std::string(option) + " has no use");
  }
}

/// The forms are judged before a home is opened or a file is read.
void require_form(IssueOptions& o) {
  if (!o.files.empty()) o.request.csr.emplace();
  if (!o.request.new_key.empty() && o.delivery.certificate.is_file())
    o.request.out_directory = absolute_path(o.delivery.certificate.path).string();
  pkit::require_one_form(o.request);
  require_combination(o);
}

/// None where none is named.
Secret secret_of(const Context& context, const std::string& file) {
  return file.empty() ? Secret() : secret_in(context, file);
}

/// Out of the published key, so that a retry after a crash makes it too. What is there already may be its own output.
void write_p12(const IssueOptions& o, const pkit::Outcome& outcome, const Secret& password) {
  const Value& certificate = outcome.data["certificate"];
  const Secret key(read_file(Path(outcome.data.text_or("published")) / "key.pem", 64 * 1024));
  const Secret none;
  const Secret& passphrase = o.request.key_passphrase ? *o.request.key_passphrase : none;  // a pipe is read but once
  write_secret_target(
      o.p12, issued(certificate),
      [&](BytesView there) { return x509::pkcs12_holds(there, password, outcome.certificate); },
      [&] {
        return x509::make_pkcs12({.key_pem = key.reveal(),
                                  .passphrase = passphrase,
                                  .certificate = outcome.certificate,
                                  .chain = outcome.chain,
                                  .friendly_name = certificate.text_or("subject")},
                                 password);
      });
}

int issue_with_key(Context& context, IssueOptions& o) {
  pkit::IssueRequest& request = o.request;
  request.force = o.delivery.certificate.force;
  if (!request.out_directory.empty()) check_not_own(context, request.out_directory);
  if (!o.key_passphrase_file.empty()) request.key_passphrase = secret_of(context, o.key_passphrase_file);
  o.p12.force = request.force;
  check_target(context, o.p12, request.common.request_id);
  const Secret password = secret_of(context, o.p12_password_file);
  const pkit::Outcome outcome = pkit::issue(context.session(), request);
  if (o.p12.is_file() && outcome.data["published"].is_text()) write_p12(o, outcome, password);
  return deliver(context, outcome, request.common, {});
}

int issue_for_request(Context& context, IssueOptions& o) {
  Delivery& delivery = o.delivery;
  delivery.chain.force = delivery.fullchain.force = delivery.certificate.force;
  check_target(context, delivery.certificate, o.request.common.request_id);
  check_target(context, delivery.chain, o.request.common.request_id);
  check_target(context, delivery.fullchain, o.request.common.request_id);
  read_inputs(context, o.files, o.made.get());
  if (!o.request.id.empty()) o.request.id_content = document_or_word(context, o.request.id);
  return deliver(context, pkit::issue(context.session(), o.request), o.request.common, delivery);
}

int issue_batch(Context& context, const IssueOptions& o) {
  const pkit::IssueRequest& r = o.request;
  const bool one = is_of_one(kIssue.inputs, &r, o.files) || !o.key_passphrase_file.empty() ||
                   !o.delivery.chain.path.empty() || !o.p12.path.empty();
  if (one) wrong_combination("--batch takes what is different for each certificate from its input");
  return run_batch_input(context, o.batch, kIssue.inputs, r.common, o.delivery.certificate,
                         [&](pkit::BatchEntry entry, const pkit::BatchOutput& output) {
                           return pkit::issue_item(std::move(entry), r, output);
                         });
}

}  // namespace

Run bind_issue(Options& options) {
  auto o = std::make_shared<IssueOptions>();
  declare_inputs(options, kIssue.inputs, o->made, o->files);
  declare_delivery(options, o->delivery);
  options.file("--out-chain", "FILE", "write the issuers' certificates there", o->delivery.chain.path);
  options.file("--out-fullchain", "FILE", "write the certificate and its issuers' there, as most servers want them",
               o->delivery.fullchain.path);
  options.file("--key-passphrase-file", "FILE", "encrypt the new key with the passphrase in FILE",
               o->key_passphrase_file);
  declare_batch(options, o->batch);
  options.file("--p12", "FILE", "write the new key, certificate and chain there too, as PKCS#12", o->p12.path);
  options.file("--p12-password-file", "FILE", "encrypt it with the password in FILE", o->p12_password_file);
  declare_common(options, o->request.common);
  return [o](Context& context) {
    if (!o->batch.input.empty()) return issue_batch(context, *o);
    require_form(*o);
    return o->request.new_key.empty() ? issue_for_request(context, *o) : issue_with_key(context, *o);
  };
}

}  // namespace pkit::app
