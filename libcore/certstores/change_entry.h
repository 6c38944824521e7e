// What putting and taking have in common: the store is read whole, one file of it is planned anew, and that is done or
// told. For certstores/, and for who has an edit of their own.
#pragma once

#include <functional>

#include "certstores/operations.h"
#include "certstores/perform.h"

namespace pkit::certstores {

struct EntryChange {
  const char* operation;
  std::string alias;  // as it was given; of a directory it names the file
  std::string expect_digest;
  bool dry_run = false;
  const Addition* added = nullptr;  // nothing: something is taken
  bool key_is_there = false;        // as of PutRequest
  std::function<Edit(const StoreKind& kind, std::string_view bytes, const Secret& password, const std::string& alias)>
      edit;
};

Outcome change_entry(Session& session, const store::CertStore& store, const EntryChange& change);

/// Error{conflict "certstore.changed"} unless `expected` is empty or the store's digest.
void require_expected(const store::CertStore& store, const std::string& sha256, const std::string& expected);

/// A key must not come to lie where others can read it: Error{conflict "certstore.mode"}.
void require_closed(mode_t mode, const Path& path);

/// Adds what became of the service to an outcome.
void tell_performed(const Performed& performed, Outcome& outcome);

/// Of every change: {store, operation, Result, changed, alias, gone, digest, reload, proof}.
Value change_view(const store::CertStore& store, const char* operation, const std::string& alias);

}  // namespace pkit::certstores
