// An authority's own life: what it is, its current and former issuers, and how it is renewed, added and retired.
// pkit.yaml is the operator's and never written: it names where an authority's files are, and those are what changes.
// A former issuer stays in the state, and beside the current one as NAME.SERIAL.crt (and .key where the key changed).
#pragma once

#include <optional>
#include <string>

#include "ca/crl_entries.h"
#include "home/operation.h"

namespace pkit {

/// What is answered.
namespace shape {
extern const Shape authority_list, authority_shown, authority_renewed, authority_added, authority_signed,
    authority_passphrase, authority_unpacked, authority_retired, authority_revoked, order_abandoned;
}

struct ListAuthoritiesRequest {};
/// data: {authorities:[{name, state, subject, serial, notBefore, notAfter, key, issuers, profiles}]}. States: "active",
/// "expired", "retired", "unreadable", and "unlisted" for what only the state knows any more.
Outcome list_authorities(Session& session, const ListAuthoritiesRequest& request);
extern const Operation kListAuthorities;

struct ShowAuthorityRequest {
  std::string name;
  std::string exported;  // one of authority_exports(); empty: what it is
};
/// data: {authority:{..., certificate, keyFile, chain:[...], issuers:[{id, state, ...}]}}; or {name, export, pem}:
/// "issuer", "chain" (issuer first, no root), "root" or "issuers" (current first, then former ones). Error{not_found
/// "authority.unknown" | "authority.root"}, the latter where no root is known.
Outcome show_authority(Session& session, const ShowAuthorityRequest& request);
extern const Operation kShowAuthority;
/// The PEM alone.
std::string export_authority(Session& session, const std::string& name, const std::string& what);
const std::vector<std::string>& authority_exports();

/// Whose key signs a CA's certificate, where the home does not say it.
struct IssuerKey {
  Path file;                    // absolute; empty: beside the chain's first certificate, as NAME.key
  std::string passphrase = {};  // its source; empty: from where the authority's own comes
};
struct RenewAuthorityRequest {
  std::string name;
  std::string new_key;  // key type; empty: the same key
  std::int64_t years = 10;
  IssuerKey issuer;
  Duration root_next_update = kRootCrlLife;  // of the CRL of the CA above, which is signed too
  Common common;
};
/// A new certificate for the authority, in place of the current one, which keeps its worth. data: {authority:{...}}
Outcome renew_authority(Session& session, const RenewAuthorityRequest& request);
extern const Operation kRenewAuthority;

struct AddAuthorityRequest {
  std::string name;
  std::string under;        // an authority of pkit.yaml: the new one gets the same issuer; empty: the only one
  std::string common_name;  // empty: "NAME"
  std::string key_type = "ec-p256";
  std::int64_t years = 10;
  std::vector<std::string> permitted, excluded;  // "dns:corp.example": its name constraints
  IssuerKey issuer;
  Duration root_next_update = kRootCrlLife;  // of the CRL of the CA above, which is signed too
  Common common;
};
/// A further issuing CA under the same root: ca/NAME.crt, ca/NAME.key. data: {authority:{...}, yaml}: the lines for
/// pkit.yaml.
Outcome add_authority(Session& session, const AddAuthorityRequest& request);
extern const Operation kAddAuthority;

struct SignAuthorityRequest {
  std::string csr, csr_name;  // the request's content, and what errors call it
  std::string under;          // an authority of pkit.yaml: what issued it signs, or it itself where it is a root
  std::int64_t path_length = 0;
  std::string not_after;                         // a time or a duration
  std::vector<std::string> permitted, excluded;  // its name constraints
  IssuerKey issuer;
  Common common;
};
/// A certificate for a CA whose key is elsewhere, recorded as an event. data: {authority:{...}, pem}. Error{denied
/// "authority.path_length"} where the signer's own path length forbids it.
Outcome sign_authority(Session& session, const SignAuthorityRequest& request);
extern const Operation kSignAuthority;

struct ChangePassphraseRequest {
  std::string name;
  std::optional<Secret> next;    // either this
  bool plain = false;            // or the keys are to be plain
  std::optional<Secret> former;  // where it is not what pkit.yaml leads to
  Path key;                      // this file alone, as the root's; absolute; empty: all of its
  Common common;
};
/// The authority's keys, the present and the former ones, under another passphrase; what a run that was cut off left is
/// done by the next. data: {authority:{name, keys, encrypted}}; warns where pkit.yaml is to be changed.
Outcome change_passphrase(Session& session, const ChangePassphraseRequest& request);
extern const Operation kChangePassphrase;
/// Error{usage "option.combination"} unless there is one of them: for who has not read the file yet.
void require_one_passphrase(bool has_file, bool plain);

struct UnpackAuthorityRequest {
  std::string name;  // of an authority whose key is in a PKCS#12 file
  Common common;
};
/// Takes the certificates out of the file, judged as what is imported, and puts them where pkit.yaml has them. data:
/// {authority:{...}}; nothing is written where they are there already. Error{config "authority.key" | ...} as for
/// whoever signs with that key.
Outcome unpack_authority(Session& session, const UnpackAuthorityRequest& request);

struct RetireAuthorityRequest {
  std::string name, reason;
  Common common;
};
/// It signs nothing any more, for good. data: {authority:{...}}; warns of profiles that name it.
Outcome retire_authority(Session& session, const RetireAuthorityRequest& request);
extern const Operation kRetireAuthority;

struct RevokeAuthorityRequest {
  std::string name;
  std::string serial;  // hex, of a former certificate; empty: the current one
  std::string reason;  // one of authority_revocation_reasons()
  IssuerKey issuer;
  Duration root_next_update = kRootCrlLife;
  Common common;
};
/// The CA above revokes it: its CRL is signed at once. A compromise is the key's (RFC 5280 5.3.1): all over it that
/// this CA signed is revoked by the same CRL, and every authority that signs with it is retired, as is one whose
/// current certificate is revoked. What it signed leads to nobody who is trusted, unless another certificate over its
/// key is left; it stays in the state, so that its holders can prove who they are to another authority. data:
/// {authority:{...}}. Error{conflict "authority.revoked" | "authority.elsewhere"}, {denied "authority.self_signed"},
/// {not_found "authority.serial"}.
Outcome revoke_authority(Session& session, const RevokeAuthorityRequest& request);
extern const Operation kRevokeAuthority;
const std::vector<std::string>& authority_revocation_reasons();

struct AbandonOrderRequest {
  std::string id, reason;  // "g-..."
  Common common;
};
/// Gives up what another CA was asked for: the same request again sends a new order. data: {order:{...}}; warns of the
/// certificate that the other CA may have made. Error{conflict "gateway.running"} while it may be on its way.
Outcome abandon_order(Session& session, const AbandonOrderRequest& request);
extern const Operation kAbandonOrder;

}  // namespace pkit
