// Certificate stores outside of the home (document B: B2, B3): registered once, looked at, and changed one entry at a
// time. Each takes a session and a request and answers an Outcome; what cannot be done is thrown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/table.h"
#include "home/session.h"

namespace pkit {

namespace shape {
extern const Shape store_added, store_list, store_reenrolled, store_found, store_verified, store_shown,
    store_inventories, store_change, store_plan, store_applied, store_exported;
}

namespace certstores {

struct AddRequest {
  std::string name, path;
  std::string kind;      // empty: what the content is
  std::string key_path;  // of the file with its key, where that lies beside
  std::string alias;
  std::string password;    // "file:/ABS", "credential:NAME", or empty
  std::string prove;       // "tls://HOST:PORT", or empty
  std::string on_failure;  // "rollback" or "keep"; empty: what can be put back is
  std::vector<std::string> reload;
  Common common;
};
/// data: {store}. Error{conflict "certstore.exists"}, {usage "certstore.name" | "certstore.path" | "certstore.prove" |
/// "certstore.program"}, {input "certstore.kind" | "certstore.format"} for what is no store, or another kind than the
/// one that is named.
Outcome add_store(Session& session, const AddRequest& request);

/// A new one with nothing in it, of the kind that is named, registered as add_store() does; a warning where something
/// is there already, which stays as it is (T-B6).
Outcome create_store(Session& session, const AddRequest& request);

struct DiscoverRequest {
  std::string kind;  // "pkcs11" or "adapter:NAME", whose program says what there is; empty: what is in files
  std::vector<std::string> directories;
  std::vector<std::string> ignored;     // directories that are not entered
  std::vector<std::string> extensions;  // "pem"; none: any
  std::vector<std::string> patterns;    // globs of a file's name; none: any
  Common common;
};
/// Looks for stores by content, or asks the kind's program; without following links or leaving the file system that a
/// directory is on. What is new is kept as found, until approve_store() (T-B7). data: {found: [{path, kind, store,
/// known}]}; what could not be looked at is a warning. Error{input "certstore.size"} beyond 100,000 files.
Outcome discover_stores(Session& session, const DiscoverRequest& request);
/// `request.path` names the store that was found; the rest is as of add_store(). data: {store}
Outcome approve_store(Session& session, const AddRequest& request);

struct StoreRequest {
  std::string store;
  Common common;
};
/// The home knows of it no more; the store stays as it is. data: {store}. Error{conflict "certstore.open" |
/// "certstore.jobs"}.
Outcome forget_store(Session& session, const StoreRequest& request);
/// Is it whole, is each key of it a certificate's, are the certificates with a key (where there is none, all) valid
/// now, is none of them one that this home has revoked, and does its service serve one of them? data: {store, Result,
/// digest, proof}; a warning where it is empty. Error{denied "certstore.lone_key" | "certstore.revoked" |
/// "certstore.expired" | "certstore.unserved"}, or as an inventory.
Outcome verify_store(Session& session, const StoreRequest& request);

/// data: {stores: [...]}
Outcome list_stores(Session& session);
/// data: {store, lastChange}; Error{not_found "certstore.unknown"}
Outcome show_store(Session& session, const std::string& word);

struct InventoryRequest {
  std::vector<std::string> stores;  // none: all
  bool record = false;              // what was read whole is what the next one is compared with
};
/// data: {stores: [{store, kind, path, Result, complete, digest, items, unread}]}. Each item has its ItemStatus against
/// the last recorded inventory (T-B2). What could not be read whole has an error beside its data, {input
/// "certstore.unread"}, and is not recorded: it is never an empty success. Without `record` a difference is {denied
/// "certstore.drift"}.
Outcome take_inventories(Session& session, const InventoryRequest& request);

/// What is put, as files have it.
struct Material {
  std::string certificate, certificate_name;  // PEM or DER; of several the first, and the others are its chain
  std::string chain, chain_name;              // further ones of its chain, in any order
  Secret key;                                 // in any form, or empty
  Secret key_passphrase;
  Secret pkcs12;  // in place of all that
  Secret pkcs12_password;
  std::string pkcs12_alias;
};
struct PutRequest {
  std::string store;
  Material material;
  std::string alias;
  bool overwrite = false;
  const char* operation = "put";  // what it is told as
  std::string expect_digest;      // the store's, as a dry run or an inventory tells it; empty: whatever it is now
  bool key_is_there = false;      // made where another program keeps the store, and another one than its entry's
  Common common;
};
/// data: {store, operation, Result, changed, alias, gone, digest, reload, proof}. Error{denied "certstore.revoked"},
/// {input "certstore.chain" |
/// "certstore.key"}, {conflict "certstore.*"}, {config "certstore.reload" | "certstore.unproven"} where all is as it
/// was (perform.h).
Outcome put_entry(Session& session, const PutRequest& request);

struct TakeRequest {
  std::string store, alias;
  std::string expect_digest;
  Common common;
};
/// Without the entry; a warning where it is not there (T-B5).
Outcome take_entry(Session& session, const TakeRequest& request);

struct ReenrollRequest {
  std::string store, alias;
  std::string key_type;  // "ec-p256"; empty: as the present key
  Common common;
};
/// A new key for an entry whose certificate is of this home, by the pipeline as rotate_key() has it: what is refused or
/// pending leaves the store as it was. data: as put_entry(), with {certificate}; else as rotate_key(). Error{conflict
/// "certstore.foreign"}.
Outcome reenroll(Session& session, const ReenrollRequest& request);

struct RestoreRequest {
  std::string store;
  std::string expect_digest;
  Common common;
};
/// One step back: the bytes that the last change replaced. Of one that was killed the next goes no further.
/// Error{conflict "certstore.nothing" | "certstore.changed"}.
Outcome restore_store(Session& session, const RestoreRequest& request);

struct StoreExportRequest {
  std::string store, alias;  // no alias: all of it
  std::string format;        // "pem", "pkcs12" or "der"
  bool with_key = false;     // keys go along
  bool plain_key = false;    // in PEM and not encrypted
  Secret password;           // under which the keys, or the PKCS#12, are encrypted
};
struct ExportedStore {
  Outcome outcome;  // data: {store, format, aliases, keys}
  Secret bytes;     // of the file
};
/// Recorded before it is answered. Error{usage "option.combination"}, {not_found "certstore.entry"}, {input
/// "certstore.unread"}, {conflict "certstore.open"}.
ExportedStore export_store(Session& session, const StoreExportRequest& request);

struct PlanRequest {
  std::string text, file;  // the desired state, and what it is called: the files that it names lie from there
};
/// What has to be done so that stores are what the file says. data: {digest, changes, stores: [{store, path, digest,
/// changes: [{change, alias, subject, fingerprint, notAfter, PrivateKeyEntry, chain, gone}]}]}, of those alone in which
/// something is to be done. Error{input "certstore.desired"}, {conflict "certstore.plan"}, or as a put.
Outcome plan_stores(Session& session, const PlanRequest& request);

struct ApplyRequest {
  std::string text, file;
  std::string digest;  // of the plan
};
/// Does what that plan says, and only while it is what would be planned now: else the present one and an error
/// {conflict "certstore.plan"}. Each change is a put or a take; the first that fails ends it. data: as of the plan,
/// with {done} and {Result: done | warning | failed | left} of each change.
Outcome apply_stores(Session& session, const ApplyRequest& request);

}  // namespace certstores

}  // namespace pkit
