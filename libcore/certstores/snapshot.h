// A store as it is now: what is in it, and a digest by which a later change of it is noticed.
#pragma once

#include <string>

#include "certstores/folder.h"
#include "certstores/kind.h"
#include "certstores/pair.h"
#include "home/session.h"
#include "store/cert_stores.h"

namespace pkit::certstores {

/// Where a store is: its file's directory and name; of a directory that itself, and no name.
struct Place {
  Folder folder;
  std::string file;
  std::optional<Folder> key_folder;  // where the key lies beside: in which directory, and as what
  std::string key_file;
};
/// Error{not_found "certstore.missing"}, {conflict "certstore.moved"}.
Place place_of(const store::CertStore& store);

struct Snapshot {
  Contents contents;
  std::string sha256;               // hex: of the file; of a directory over the names and content of its entries
  bool readable_by_others = false;  // a private key of it
};

/// The password that a store's row refers to; empty where it has none. Error{config "authority.passphrase"}.
Secret password_of(const ReadSession& session, const store::CertStore& store);

/// The bytes of a store that is a file; of one whose key lies beside, both as joined_pair() has them.
struct StoreBytes {
  StoredFile main;
  std::optional<StoredFile> key;
  Secret joined;       // empty without a key beside
  std::string sha256;  // hex, of all of it

  std::string_view text() const { return key ? joined.reveal() : main.content.reveal(); }
};
/// Error{not_found "certstore.missing"}.
StoreBytes read_bytes(const Place& place);

/// What cannot be read in it is told in contents.unread. Error{not_found "certstore.missing"} where nothing is there,
/// {state "certstore.file"}, {input "certstore.format"}, {config "key.passphrase"}: what is thrown is no empty store.
Snapshot take_snapshot(const Place& place, const StoreKind& kind, const Secret& password);
/// The same of any store that is registered, under its own password; of one that a program keeps as
/// External::inventory() has it.
Snapshot snapshot_of(const ReadSession& session, const store::CertStore& store);

}  // namespace pkit::certstores
