// A home's own life: made, copied, restored, checked.
#pragma once

#include <optional>
#include <string>

#include "base/text.h"
#include "ca/crl_entries.h"
#include "home/operation.h"

namespace pkit {

/// What is answered.
namespace shape {
extern const Shape made_home, backup, restored_home, diagnosis, moved_state, checked_config;
}

struct ImportRequest {
  std::string certificate, key, chain;  // contents; the chain may be empty
  Secret key_passphrase;                // empty: the key is plain
  std::string alias = {};               // of the key in a PKCS#12 file with several
  std::string crls;                     // content, PEM or DER: the last of each, may be empty
};
struct InitRequest {
  Path directory;
  std::string name;  // "N" of "N Root CA"
  std::string key_type = "ec-p256";
  std::string root_key_type;          // empty: as key_type
  std::string subject, root_subject;  // RFC 4514, whole; empty: CN=NAME Issuing CA, CN=NAME Root CA
  std::int64_t years = 10, root_years = 20;
  std::optional<Secret> root_passphrase;  // of the root's key; absent: as `passphrase`
  std::optional<Secret> passphrase;       // absent: plain keys
  std::string passphrase_source;          // what pkit.yaml says: "file:/abs" or "prompt"; empty: plain
  std::optional<Path> root_directory;     // --root-out
  std::string base_url;                   // may be empty
  std::string store;                      // who keeps the state, as store/engines.h reads it; empty: a file
  bool if_missing = false;
  bool test_clock = false;
  Duration root_next_update = kRootCrlLife;  // of the root's first CRL
  std::optional<ImportRequest> imported;     // this CA, and none is made
};
Outcome init(const World& world, uid_t uid, const std::string& actor, const InitRequest& request);

struct BackupRequest {
  Path file;  // absolute
  bool with_keys = false;
  bool force = false;
};
/// data: {file, keys, events, certificates, files:[]}
Outcome backup(Session& session, const BackupRequest& request);
extern const Operation kBackup;

struct RestoreRequest {
  Path backup;                 // absolute
  Path directory;              // the home to be
  std::optional<Path> issued;  // a directory with certificates that the backup may not know
  bool force = false;          // a home that is there is replaced and kept as DIR.previous
  std::string version;         // pkit's
  std::optional<Time> now;     // --now
  bool accept_clock = false;
};
/// data: {home, made, events, voided, takenIn:[{serial, subject, file}], previous: DIR|null}
Outcome restore(const World& world, uid_t uid, const std::string& actor, const RestoreRequest& request);

struct DoctorRequest {
  Path directory;
  uid_t uid = 0;
  std::optional<std::string> sudo_uid;
  authority::KeyAccess key_access;
  std::string version;
  std::optional<Time> now;
  bool accept_clock = false;
  bool repair = false;
  bool reset_clock = false;  // with `repair`: what the state has seen of a clock that was ahead is forgotten
};
/// data: {checks:[{name, ok, note, count, faults:[{damage, what, mends, remedy}]}], mended:[{damage, what}] with
/// `repair`}; exit 9 where a check failed, with `repair` where one still does. Damages are rows of damage.h.
Outcome doctor(const World& world, const DoctorRequest& request);

}  // namespace pkit
