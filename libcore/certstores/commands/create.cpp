// store create: a store that is not there yet, with nothing in it (B3), and registered as store add does it.
#include "base/text.h"
#include "certstores/operations.h"
#include "certstores/programs/external.h"
#include "certstores/snapshot.h"
#include "certstores/view.h"
#include "x509/pkcs12_edit.h"

namespace pkit::certstores {

namespace {

/// What there is of a new one: a file that is empty, or that says so.
Secret empty_store(const ReadSession& session, const StoreKind& kind, const AddRequest& request) {
  if (&kind == &kPem || &kind == &kAuthorizedKeys) return {};
  store::CertStore store;
  store.password = request.password;
  if (request.password.empty())
    throw Error(Kind::usage, "certstore.password", std::string("a ") + kind.name + " store has a password",
                "--password-file FILE");
  return x509::edit_pkcs12({}, password_of(session, store), {}, {});
}

void make(const ReadSession& session, const StoreKind& kind, const AddRequest& request, const Path& path) {
  if (!std::filesystem::is_directory(path.parent_path()))
    throw Error(Kind::not_found, "certstore.missing", path.parent_path().string() + ": there is no such directory",
                "make it first");
  if (kind.directory) return create_directory(path, 0755);
  const Secret bytes = empty_store(session, kind, request);
  create_file(path, as_bytes(bytes.reveal()), Mode::secret);
}

/// What was made is not left behind where it cannot be registered.
Outcome register_made(Session& session, const AddRequest& request, const Path& made) {
  try {
    return add_store(session, request);
  } catch (const Error&) {
    std::error_code unknown;
    if (!made.empty()) std::filesystem::remove(made, unknown);
    throw;
  }
}

/// What an adapter keeps is made by that; a warning of its where something is there already.
Outcome create_external(Session& session, const AddRequest& request) {
  const store::CertStore store = addable_external(session, request, operation_time(session, !request.common.dry_run));
  if (request.common.dry_run) {
    Outcome would;
    would.data = Value::map({{"dryRun", true}, {"would", Value::map({{"kind", store.kind}, {"path", store.path}})}});
    return would;
  }
  const std::string warning = External(session, store).create();
  Outcome outcome = add_store(session, request);
  if (!warning.empty()) outcome.warnings.insert(outcome.warnings.begin(), store.name + ": " + warning);
  return outcome;
}

}  // namespace

Outcome create_store(Session& session, const AddRequest& request) {
  if (request.kind.empty())
    throw Error(Kind::usage, "option.missing", "what is to be made is not said", "--kind KIND, or --adapter NAME");
  if (!external_kind(request.kind, {}).empty()) return create_external(session, request);
  const StoreKind& kind = kind_named(request.kind);
  if (&kind == &kDer || &kind == &kJks || &kind == &kK8sManifest)
    throw Error(Kind::usage, "certstore.path", std::string("there is no ") + kind.name + " store with nothing in it",
                "--kind pem, pkcs12, ssh-authorized-keys or certdir");
  const Path path = absolute_path(request.path);
  require_not_own(session.home.directory, path);
  const bool there = std::filesystem::exists(std::filesystem::symlink_status(path));
  if (request.common.dry_run) {
    if (there) return add_store(session, request);
    Outcome would;
    would.data = Value::map({{"dryRun", true}, {"would", Value::map({{"kind", kind.name}, {"path", path.string()}})}});
    return would;
  }
  const Time now = operation_time(session, true);
  if (!there) {
    require_addable(session, request, kind, path, now);
    make(session, kind, request, path);
  }
  Outcome outcome = register_made(session, request, there ? Path() : path);
  if (there) outcome.warnings.insert(outcome.warnings.begin(), path.string() + " was there already, and is as it was");
  return outcome;
}

}  // namespace pkit::certstores
