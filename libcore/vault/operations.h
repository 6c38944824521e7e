// Locked vaults (document C, C16): what is in them only the account whose they are can read. An operator makes
// templates; the owner makes vaults and mirrors from them, puts sealed objects in and takes them out. Sealing and
// opening happen where the owner's key is; what is here never sees it. Objects have operations of their own:
// vault/objects.h.
#pragma once

#include <optional>
#include <string>

#include "decision/proof.h"
#include "home/operation.h"

namespace pkit::vault {

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

// What an account asks is signed by its key: Error{authentication} as owner_by() has it (C15, C19).

struct CreateRequest {
  std::string name;
  std::string template_word;                   // number or name
  std::string description, provisioning_code;  // the code: empty: the name; one vault has it (C-P11)
  std::string mirror, position;                // "position1" or "position2" of a mirror, or both empty
  std::optional<Proof> proof;
  Common common;
};
/// data: {vault: {id, name, ...}}; Error{denied} for an account without role or level (C-P13, C-P14), {denied
/// "vault.key"} where its key cannot receive, {conflict "vault.exists" | "vault.position"}.
Outcome create_vault(Session& session, const CreateRequest& request);
extern const Operation kVaultCreate;

struct MirrorRequest {
  std::string name, template_word;
  std::optional<Proof> proof;
  Common common;
};
/// data: {mirror: {id, name, templateId, created}}
Outcome create_mirror(Session& session, const MirrorRequest& request);
extern const Operation kMirrorCreate;

struct DeleteRequest {
  std::string name;
  std::optional<Proof> proof;  // nothing: an operator deletes it, which nobody does through the gate
  Common common;
};
/// By its owner whose level is createAndDelete, or by an operator; Error{denied "vault.full"} unless it is empty,
/// {denied "vault.locked"} where it is one side of a mirror.
Outcome delete_vault(Session& session, const DeleteRequest& request);
extern const Operation kVaultDelete;

/// rename, acl, proxy, mirror, delete a mirror: what nobody may do to a locked one (C-P8): always Error{denied}.
[[noreturn]] void refuse_locked(Session& session, const std::string& vault, const std::string& what);

struct ListRequest {
  std::string vault;  // empty: the account's vaults, not what is in one
  std::string after;  // the name of an object: those behind it
  std::optional<Proof> proof;
  Common common;
};
inline constexpr std::int64_t kListedAtOnce = 500;
/// data: {vaults: [...]} with numbers of objects and octets, or {objects: [...], next}: by name, at most kListedAtOnce,
/// and where there are more `next` is the last one's name, after which to go on.
Outcome list_vaults(Session& session, const ListRequest& request);
extern const Operation kVaultLs;

struct RemoveRequest {
  std::string vault, name;
  std::optional<Proof> proof;
  Common common;
};
/// Of a mirror from both sides. Error{denied "vault.retained"} before its time (T-C24).
Outcome remove_object(Session& session, const RemoveRequest& request);
extern const Operation kVaultRm;

/// Files of which there is no row, and rows that were begun a day ago: what a crash left.
void settle_objects(Session& session);

}  // namespace pkit::vault
