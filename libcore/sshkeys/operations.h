// SSH keys (documents A, A24 and B, B10): registered, found in authorized_keys files, made, replaced after a time with
// an overlap, and taken out. The files are stores of the kind ssh-authorized-keys (certstores/), and changed as those
// are. Each operation takes a session and a request and answers an Outcome; what cannot be done is thrown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/operation.h"

namespace pkit {

namespace shape {
extern const Shape ssh_key, ssh_key_list, ssh_key_scan, ssh_key_rotated, ssh_key_retired;
}

namespace sshkeys {

struct AddRequest {
  std::string public_key;  // content of a file like id_ed25519.pub
  std::string comment;     // empty: that of its line
  std::string username;
  std::optional<Duration> lifetime;  // after which it is stale; nothing: never
  std::vector<std::string> stores;   // where it is to let in from now on
  std::string options;               // before it in those
  Common common;
};
/// data: {key}. A key that is there already is only put into the stores. Error{input "ssh.key"}, {conflict "ssh.exists"
/// | "ssh.retired"}; and whatever a change of a store throws, after which the same command goes on where it ended.
Outcome add_key(Session& session, const AddRequest& request);
extern const Operation kAddKey;

struct ScanRequest {
  std::vector<std::string> stores;   // none: all of the kind
  bool adopt = false;                // what is unmanaged becomes managed
  std::optional<Duration> lifetime;  // of what is adopted
  Common common;
};
/// Which keys let in where, and which of them nobody looks after. data: {found: [{store, path, state, fingerprint,
/// keytype, keylength, comment, options}], keys}; `state` is of the key, or "unmanaged". What cannot be read whole is
/// an error beside its data, {input "certstore.unread"}: it is never an empty success.
Outcome scan_keys(Session& session, const ScanRequest& request);
extern const Operation kScanKeys;

struct ListRequest {
  bool stale = false;    // only those that are to be others by now
  bool retired = false;  // those that were taken out too
};
/// data: {keys: [{fingerprint, keytype, keylength, comment, username, serverlogons, state, ...}]}
Outcome list_keys(Session& session, const ListRequest& request);
extern const Operation kListKeys;

struct GenerateRequest {
  std::string out;       // the private key's file; its public one is beside it, with ".pub"
  std::string key_type;  // empty: "ed25519"
  std::optional<Secret> passphrase;
  bool plain = false;  // without one
  std::string comment, username;
  std::optional<Duration> lifetime;
  std::vector<std::string> stores;
  std::string options;
  Common common;
};
/// data: {key}. The files are new (O_EXCL), the private one 0600. Error{conflict "file.exists"}, besides add_key()'s.
Outcome generate_key(Session& session, const GenerateRequest& request);
extern const Operation kGenerateKey;

struct RotateRequest {
  std::string key;  // fingerprint, a prefix of it, its comment or its file
  GenerateRequest next;
  std::optional<Duration> overlap;  // how long both let in; nothing: a week
  std::vector<std::string> prove;   // a program that logs in by the new key; "{}" is its file
  Common common;
};
/// A new key, which stands beside the old one with the same options wherever that lets in; a login is proven; and the
/// old one retires. data: {key, former, stores, proof}. Error{config "ssh.unproven"} where the program fails, or
/// whatever a change of a store throws: then the new key lets in nowhere, and the old one as before.
Outcome rotate_key(Session& session, const RotateRequest& request);
extern const Operation kRotateKey;

struct RetireRequest {
  std::vector<std::string> keys;
  bool due = false;  // all whose overlap is over
  Common common;
};
/// Out of every store in which they are: those that are named at once. data: {retired: [{fingerprint, ..., stores}]}.
/// Error{input "certstore.unread"} and nothing is retired where a store cannot be read: nobody knows who is let in
/// there.
Outcome retire_keys(Session& session, const RetireRequest& request);
extern const Operation kRetireKeys;

}  // namespace sshkeys

}  // namespace pkit
