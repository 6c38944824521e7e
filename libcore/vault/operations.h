// Locked vaults (document C, C16): what is in them only the account whose they are can read. An operator makes
// templates; the owner makes vaults from them, puts sealed objects in and takes them out. Sealing and opening happen
// where the owner's key is; what is here never sees it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/session.h"
#include "store/accounts.h"
#include "store/principals.h"
#include "store/vaults.h"
#include "vault/sealed.h"
#include "vault/wrap.h"

namespace pkit::vault {

/// Whoever asks, already proven: an account by its key and certificate, or nobody where an operator types.
struct Owner {
  store::Principal principal;
  store::Account account;
  std::string key_id;  // hex, of the certificate that proved it
};

// Templates and mirrors

struct TemplateRequest {
  std::string name;
  bool mirror = false;
  Duration retention = 0;
  std::int64_t quota = 0;
  Common common;
};
/// data: {template: {id, name, mirror, retention, quota, created}} (C-P11)
Outcome create_template(Session& session, const TemplateRequest& request);
/// data: {templates: [...]}
Outcome list_templates(Session& session);

struct CreateRequest {
  std::string template_word;  // number or name
  std::string name, description, provisioning_code;
  std::string mirror, position;  // "position1" or "position2" of a mirror, or both empty
  Common common;
};
/// data: {vault: {id, name, ...}}; Error{denied} for an account without role or level (C-P13, C-P14), {denied
/// "vault.key"} where its key cannot receive.
Outcome create_vault(Session& session, const Owner& owner, const CreateRequest& request);
/// data: {mirror: {id, name, vaults}}
Outcome create_mirror(Session& session, const Owner& owner, const CreateRequest& request);
/// By its owner whose level is createAndDelete, or by an operator (null); Error{denied "vault.full"} unless it is
/// empty.
Outcome delete_vault(Session& session, const Owner* owner, const std::string& vault, const Common& common);
/// rename, acl, proxy, mirror, delete a mirror: what nobody may do to a locked one (C-P8): always Error{denied}.
[[noreturn]] void refuse_locked(Session& session, const std::string& vault, const std::string& what);

/// Of one owner, with numbers of objects and octets.
Outcome list_vaults(Session& session, const Owner& owner);
Outcome list_objects(Session& session, const Owner& owner, const std::string& vault);

// Objects: begun, sent in parts, complete; or looked up and read in parts.

/// How many octets one part may have.
inline constexpr std::size_t kPart = 512 * 1024;

struct Begun {
  std::string id;
  ObjectVersion object;
};
/// Error{denied "vault.retained"} where the present object may not be replaced yet.
Begun begin_object(Session& session, const Owner& owner, const std::string& vault, const std::string& name);
/// At this offset of the sealed content; parts may come twice.
void write_part(Session& session, const Owner& owner, const std::string& id, std::int64_t offset, BytesView part);

struct Completion {
  std::string id;
  std::int64_t size = 0;  // of the sealed content
  Wrap wrap;
  std::optional<Duration> retain;  // at least the vault's retention
};
/// From now on it is the object of that name. Error{conflict "vault.arriving"} where not all of it is there, {conflict
/// "vault.rotated"} where the account has another key now.
Outcome complete_object(Session& session, const Owner& owner, const Completion& completion);

struct Opened {
  store::Object row;
  ObjectVersion object;
  Wrap wrap;
};
Opened open_object(Session& session, const Owner& owner, const std::string& vault, const std::string& name);
Bytes read_part(Session& session, const Owner& owner, const std::string& id, std::int64_t offset, std::size_t size);

/// Every wrap of the account that holds this certificate (DER): what a rotation wraps anew.
struct OwnedWrap {
  std::string id;  // of the object
  ObjectVersion object;
  Wrap wrap;
};
std::vector<OwnedWrap> wraps_of(const ReadSession& session, BytesView certificate);

/// Error{denied "vault.retained"} before its time (T-C24).
Outcome remove_object(Session& session, const Owner& owner, const std::string& vault, const std::string& name);

/// Files of which there is no row, and rows that were begun a day ago: what a crash left.
void settle_objects(Session& session);

}  // namespace pkit::vault
