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
extern const Shape store_added, store_list, store_shown, store_inventories, store_change;
}

namespace certstores {

struct AddRequest {
  std::string name, path;
  std::string kind;  // empty: what the content is
  std::string alias;
  std::string password;    // "file:/ABS", "credential:NAME", or empty
  std::string prove;       // "tls://HOST:PORT", or empty
  std::string on_failure;  // "rollback" or "keep"
  std::vector<std::string> reload;
  Common common;
};
/// data: {store}. Error{conflict "certstore.exists"}, {usage "certstore.name" | "certstore.path" | "certstore.prove" |
/// "certstore.program"}, {input "certstore.kind" | "certstore.format"} for what is no store, or another kind than the
/// one that is named.
Outcome add_store(Session& session, const AddRequest& request);

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
  std::string expect_digest;  // the store's, as a dry run or an inventory tells it; empty: whatever it is now
  Common common;
};
/// data: {store, operation, Result, changed, alias, gone, digest, reload, proof}. Error{input "certstore.chain" |
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

struct RestoreRequest {
  std::string store;
  Common common;
};
/// One step back: the bytes that the last change replaced. Error{conflict "certstore.nothing" | "certstore.changed"}.
Outcome restore_store(Session& session, const RestoreRequest& request);

}  // namespace certstores

}  // namespace pkit
