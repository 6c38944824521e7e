#include "pkit/vault/access.h"

#include "accounts/authenticate.h"
#include "pkit/files.h"
#include "pkit/gate/via.h"
#include "pkit/gate_command.h"

namespace pkit::app {

namespace {

class LocalVaults : public VaultAccess {
 public:
  LocalVaults(pkit::Session& session, vault::Owner owner, std::shared_ptr<const Signatory> own)
      : VaultAccess(std::move(own)), session_(session), owner_(std::move(owner)) {}

  vault::Begun begin(const std::string& vault, const std::string& name) override {
    return vault::begin_object(session_, owner_, vault, name);
  }
  void write(const std::string& id, std::int64_t offset, BytesView part) override {
    vault::write_part(session_, owner_, id, offset, part);
  }
  pkit::Outcome complete(const vault::Completion& completion) override {
    return vault::complete_object(session_, owner_, completion);
  }
  void abandon(const std::string& id) override { vault::abandon_object(session_, owner_, id); }
  vault::Opened open(const std::string& vault, const std::string& name) override {
    vault::Opened opened = vault::open_object(session_, owner_, vault, name);
    contents_.emplace(session_, owner_, opened);
    return opened;
  }
  Bytes read(std::size_t side, std::int64_t offset) override {
    return contents_.value().read(side, offset, vault::kPartRead);
  }
  std::vector<vault::OwnedWrap> wraps_after(const std::string& id) override {
    return vault::wraps_after(session_, owner_, id, vault::kWrapsAtOnce);
  }

 private:
  pkit::Session& session_;
  const vault::Owner owner_;
  std::optional<vault::Contents> contents_;
};

/// Each call is a request of its own, signed by the key.
class GateVaults : public VaultAccess {
 public:
  GateVaults(Context& context, const std::vector<std::string>& program, std::shared_ptr<const Signatory> own)
      : VaultAccess(std::move(own)), context_(context), program_(program) {}

  vault::Begun begin(const std::string& vault, const std::string& name) override {
    vault::PutRequest request{vault, name, {}, {}};
    return vault::begun_in(call(vault::kVaultPut, request).data, vault, name);
  }
  void write(const std::string& id, std::int64_t offset, BytesView part) override {
    vault::PutPartRequest request{id, std::to_string(offset), std::string(as_text(part)), "", {}, {}};
    call(vault::kVaultPutPart, request);
  }
  pkit::Outcome complete(const vault::Completion& c) override {
    vault::PutCompleteRequest request;
    request.id = c.id;
    request.size = std::to_string(c.size);
    request.envelope = std::string(as_text(c.wrap.envelope));
    request.signature = std::string(as_text(c.wrap.signature));
    if (c.retain) request.retain = print_duration(*c.retain);
    return call(vault::kVaultPutComplete, request);
  }
  void abandon(const std::string& id) override {
    vault::PutAbandonRequest request{id, {}, {}};
    call(vault::kVaultPutAbandon, request);
  }
  vault::Opened open(const std::string& vault, const std::string& name) override {
    vault::GetRequest request{vault, name, {}, {}};
    opened_ = vault::opened_in(call(vault::kVaultGet, request).data, vault, name);
    return opened_;
  }
  Bytes read(std::size_t side, std::int64_t offset) override {
    vault::GetPartRequest request{opened_.ids.at(side), std::to_string(offset), {}, {}};
    return vault::part_in(call(vault::kVaultGetPart, request).data);
  }
  std::vector<vault::OwnedWrap> wraps_after(const std::string& id) override {
    vault::WrapsRequest request{id, {}, {}};
    return vault::wraps_in(call(vault::kVaultWraps, request).data);
  }

 private:
  template <class Request>
  pkit::Outcome call(const Operation& operation, Request& request) {
    pkit::Outcome outcome = ask_gate(context_, {.program = program_,
                                                .operation = operation,
                                                .request_id = random_uuid(context_.world),
                                                .wire = wire_of(operation, &request, signatory.get()),
                                                .signatory = signatory.get(),
                                                .wait = {}});
    if (outcome.error) throw *outcome.error;
    return outcome;
  }

  Context& context_;
  const std::vector<std::string> program_;
  vault::Opened opened_;
};

/// Without issuer, which nothing here is signed for.
Signatory read_owner(const OwnerOptions& o, const std::string& certificate, const std::string& key,
                     const Secret& passphrase) {
  if (!o.via.empty()) return read_signatory(certificate, key, passphrase, {});
  return {x509::first_certificate(certificate, document_name(o.certificate)),
          {},
          x509::PrivateKey::read(key, passphrase, document_name(o.key))};
}

}  // namespace

void declare_owner(Options& options, OwnerOptions& o) {
  options.file("--cert", "FILE", "the account's certificate; with --via followed by its issuer's", o.certificate)
      .must_be_given();
  options.file("--key", "FILE", "its key", o.key).must_be_given();
  options.file("--key-passphrase-file", "FILE", "the passphrase of --key", o.key_passphrase);
}

void declare_owner_via(Options& options, OwnerOptions& o) {
  options.rest("--via", "PROGRAM...", "ask the gate that this program, with all words after it, leads to", o.via);
}

std::unique_ptr<VaultAccess> open_vaults(Context& context, const OwnerOptions& o) {
  if (!o.via.empty()) require_remote(context, {});
  const std::string certificate = read_document(context, o.certificate), key = read_document(context, o.key);
  const Secret passphrase = o.key_passphrase.empty() ? Secret() : secret_in(context, o.key_passphrase);
  return open_vaults(context, std::make_shared<const Signatory>(read_owner(o, certificate, key, passphrase)), o.via);
}

std::unique_ptr<VaultAccess> open_vaults(Context& context, std::shared_ptr<const Signatory> signatory,
                                         const std::vector<std::string>& via) {
  if (!via.empty()) return std::make_unique<GateVaults>(context, via, std::move(signatory));
  pkit::require_possession(context.world, signatory->key, signatory->certificate);
  pkit::Session& session = context.session();
  pkit::KnownAccount known = pkit::known_account(session, signatory->certificate, pkit::operation_time(session, false));
  vault::Owner owner{std::move(known.principal), std::move(known.account), known.certificate.key_id};
  return std::make_unique<LocalVaults>(session, std::move(owner), std::move(signatory));
}

}  // namespace pkit::app
