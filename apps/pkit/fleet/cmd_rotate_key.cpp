// pkit rotate-key: a new key takes the place of the one that is held, and what was certified over that ends.
#include "gate/request.h"
#include "home/bundle.h"
#include "pkit/fleet/then.h"
#include "pkit/gate_command.h"
#include "pkit/vault/transfer.h"
#include "pkit/verbs.h"
#include "renewal/operations.h"
#include "x509/csr_build.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

struct RotateCommand : GateCommand {
  RotateCommand() : GateCommand(kRotateKey) { owns_output = true; }
  std::string new_key, then;
};

RotateKeyRequest& request_of(const RotateCommand& command) {
  return *static_cast<RotateKeyRequest*>(command.request.get());
}

void require_form(const RotateCommand& command) {
  const RotateKeyRequest& request = request_of(command);
  const auto refuse = [](const std::string& what) {
    throw Error(
        Kind::usage, "rotate.form", what,
        "the forms are: --cert C --key K, or --operator NAME; each with --csr NEW, or --new-key TYPE --out DIR");
  };
  const Input* csr = command.operation.inputs.find("csr");
  if (command.files.contains(csr) == !command.new_key.empty()) refuse("one of --csr and --new-key is needed");
  const bool held = command.files.contains(command.operation.inputs.find("cert"));
  if (held == !request.principal.empty()) refuse("one of --cert and --operator is needed");
  if (held == command.key.empty()) refuse("--cert and --key need each other");
  if (!request.principal.empty() && !command.via.empty()) refuse("--operator is asked where the home is");
  if (!command.new_key.empty() && !command.delivery.certificate.is_file())
    refuse("--new-key needs --out DIR for the key and its certificate");
}

/// The certificate whose names the new one shall have.
x509::Certificate former(Context& context, const RotateKeyRequest& request, const Signatory* signatory) {
  if (signatory) return signatory->certificate;
  return x509::parse_certificate(newest_certificate(context.session(), request.principal));
}

std::string request_for(const x509::PrivateKey& key, const x509::Certificate& names) {
  return x509::write_pem("CERTIFICATE REQUEST", x509::build_csr(key, names.subject, names.sans));
}

WaitingKey new_key(Context& context, const RotateCommand& command, const x509::Certificate& names) {
  const x509::PrivateKey key = x509::PrivateKey::generate(command.new_key);
  const std::string& id = command.common().request_id;
  return {id.empty() ? random_uuid(context.world) : id,
          std::string(key.to_pem(key_passphrase_of(context, command)).reveal()), request_for(key, names)};
}

/// Nothing was begun, and nothing will be by the same request.
bool is_final(const Error& error, bool resumed) {
  if (error.kind() == Kind::denied || error.kind() == Kind::authentication) return true;
  return !resumed && (error.kind() == Kind::usage || error.kind() == Kind::conflict);
}

bool publish(WaitingBundle& waiting, const std::string& target, Outcome& outcome) {
  try {
    waiting.publish({x509::write_pem("CERTIFICATE", outcome.certificate), chain_text(outcome.chain)});
    outcome.data.set("published", target);
    return true;
  } catch (const Error& error) {
    throw Error(Kind::state, "output.failed",
                "issued as " + outcome.data["certificate"].text_or("serial") + ", but not published: " + error.what(),
                "the same command again publishes it");
  }
}

/// Who is no account has no vaults.
std::unique_ptr<VaultAccess> vaults_of(Context& context, const RotateCommand& command, const Signatory& signatory) {
  try {
    // The signatory outlives what is done here.
    return open_vaults(context, std::shared_ptr<const Signatory>(std::shared_ptr<void>(), &signatory), command.via);
  } catch (const Error& error) {
    if (error.kind() != Kind::authentication) throw;
    return nullptr;  // the request itself will be told why
  }
}

/// What the old key opens, wrapped for the new one; nothing where the holder has no vaults.
std::optional<Rewrapped> wraps_for(Context& context, const RotateCommand& command, const Signatory* signatory,
                                   const std::string& new_key) {
  const std::unique_ptr<VaultAccess> vaults = signatory ? vaults_of(context, command, *signatory) : nullptr;
  if (!vaults) return std::nullopt;
  try {
    return rewrapped(*vaults, x509::PrivateKey::read(new_key, key_passphrase_of(context, command), "the new key"));
  } catch (const Error& error) {
    if (error.kind() != Kind::authentication) throw;
    return std::nullopt;
  }
}

/// All of them are wrapped anew by the one request that rotates: an object whose key was not would be lost.
Error too_many(std::size_t objects, const Error& error) {
  return Error(error.kind(), error.code(),
               "the keys of " + std::to_string(objects) +
                   " vault objects do not fit into one request to a gate: " + error.what(),
               "rotate where the home is, without --via; or remove objects first: pkit vault rm");
}

/// The key waits beside DIR from before the request until its certificate joins it, so that a run that is killed or cut
/// off is finished by the same command.
Outcome rotate_directory(Context& context, RotateCommand& command, const std::string& target) {
  RotateKeyRequest& request = request_of(command);
  std::optional<WaitingBundle> waiting;
  std::size_t objects = 0;  // of its vaults
  const auto wrap_for = [&](const Signatory* signatory, const std::string& key) {
    std::optional<Rewrapped> wraps = wraps_for(context, command, signatory, key);
    if (!wraps) return;
    request.wraps = std::move(wraps->document);
    objects = wraps->objects;
  };
  const auto before = [&](const Signatory* signatory) {
    const auto make = [&] { return new_key(context, command, former(context, request, signatory)); };
    if (request.common.dry_run) {
      const WaitingKey made = make();
      request.csr = made.request;
      wrap_for(signatory, made.key);
    } else {
      waiting.emplace(WaitingBundle::open(context.world, absolute_path(target), make));
      request.csr = waiting->key().request;
      request.common.request_id = waiting->key().request_id;
      wrap_for(signatory, waiting->key().key);
    }
    request.csr_name = "the request";
  };
  Outcome outcome;
  try {
    outcome = ask(context, command, before);
  } catch (const Error& error) {
    if (waiting && is_final(error, waiting->resumed())) waiting->discard();
    if (error.code() == "gate.size" && objects > 0) throw too_many(objects, error);
    throw;
  }
  if (!waiting) return outcome;
  if (!outcome.error && !outcome.certificate.empty())
    put_then(context, command.then, target, outcome, [&] { return publish(*waiting, target, outcome); });
  if (outcome.error && is_final(*outcome.error, waiting->resumed())) waiting->discard();
  return outcome;
}

/// To a file, where the new key is its holder's. True where that is another certificate's now.
bool deliver(Outcome& outcome, const Delivery& delivery) {
  const Target& out = delivery.certificate;
  const bool changes = out.is_file() && !outcome.certificate.empty() &&
                       !holds_now(out.path, x509::write_pem("CERTIFICATE", outcome.certificate));
  write_delivery(outcome, delivery);
  return changes;
}

int run_rotate(Context& context, RotateCommand& command) {
  require_form(command);
  require_program(command.then);
  const std::string out = command.delivery.certificate.path;
  Outcome outcome;
  if (command.new_key.empty()) {
    outcome = ask(context, command);
    const bool is_told = !command.common().dry_run && command.delivery.certificate.is_file();
    put_then(context, command.then, is_told ? out : "", outcome, [&] { return deliver(outcome, command.delivery); });
  } else {
    require_bundle_place(absolute_path(out));
    command.delivery.certificate.path.clear();
    outcome = rotate_directory(context, command, out);
  }
  return show_delivery(context, std::move(outcome), command.common(), command.delivery);
}

}  // namespace

Run bind_rotate_key(Options& options) {
  auto command = std::make_shared<RotateCommand>();
  declare_request(options, *command);
  options.choice("--new-key", "TYPE", x509::new_key_words(), "make the new key, in --out DIR", command->new_key);
  declare_then(options, command->then);
  declare_asking(options, *command);
  return [command](Context& context) { return run_rotate(context, *command); };
}

}  // namespace pkit::app
