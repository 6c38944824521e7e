// The entries into the pipeline and the operations beside it. Each takes a session and a request value and answers an
// Outcome; refusals are in Outcome::error, what could not be judged at all is thrown.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "lifecycle/proof.h"
#include "lifecycle/session.h"

namespace pkit::lifecycle {

// --- register (register.cpp) -----------------------------------------------------------------------------------------
struct RegisterRequest {
  std::string client_machine;
  std::vector<std::string> capabilities;
  std::string platform, version;
  std::vector<std::pair<std::string, std::string>> parameters;  // ClientParameters, unique keys
  std::optional<std::string> csr;                               // content of the file as given
  std::string csr_name;                                         // for errors
  std::string profile;                                          // may be empty
  std::string not_after;                                        // as given, may be empty
  std::optional<Proof> proof;                                   // that it comes from who holds a certificate
  Common common;
};
/// data: {registration:{id,state,...}, orchestrator:{AgentId,ClientMachine,Status,id}, ClientParameters,
/// certificate:{id,serial,notAfter,pem,...}|null, differences:[], digest}
Outcome register_orchestrator(Session& session, const RegisterRequest& request);
/// The present state of that registration, with its own exit: what --wait polls. Runs no handler.
Outcome registration_state(Session& session, const std::string& registration);
/// Blocks until another process changed that registration's state or `limit` is over; then answers as
/// registration_state.
Outcome wait_for_registration(Session& session, const std::string& registration, Duration limit);

// --- approve, deny (approve.cpp, deny.cpp)
// -----------------------------------------------------------------------------
struct ApproveRequest {
  std::string id;             // r-... or o-..., any unambiguous prefix
  std::string expect_digest;  // hex, may be empty
  bool no_issue = false;
  std::string override_deny;  // reason, may be empty
  Common common;
};
Outcome approve(Session& session, const ApproveRequest& request);

struct DenyRequest {
  std::string id;
  std::string reason;
  bool revoke = false;
  Common common;
};
Outcome deny(Session& session, const DenyRequest& request);

// --- issue (issue.cpp)
// ---------------------------------------------------------------------------------------------------
struct IssueRequest {
  std::string id;                  // (a) an approved registration
  std::optional<std::string> csr;  // (b)
  std::string csr_name;
  std::string client_machine;
  std::string subject;                   // (c) DN text
  std::string new_key;                   // (c) key word
  std::string out_directory;             // (c) where key and certificate are published together; absolute
  std::optional<Secret> key_passphrase;  // (c)
  bool force = false;
  std::string profile;
  std::vector<std::string> sans;  // "dns:..." as given
  std::string not_after;
  bool strict = false;
  Common common;
};
/// Error{usage "issue.form"} unless it is exactly one of the forms (a), (b), (c), with what means something in it. Asks
/// of `csr` only whether there is one.
void require_one_form(const IssueRequest& request);
/// data: {certificate:{id,serial,subject,sans,notBefore,notAfter,profile,pem}, orchestrator:{...},
/// differences:[{what,field,asked,got}], published: DIR|null}
Outcome issue(Session& session, const IssueRequest& request);

// --- revoke (revoke.cpp)
// -------------------------------------------------------------------------------------------------
struct RevokeRequest {
  std::string what;  // serial (hex), c-..., or the content of a certificate file
  std::optional<std::string> file_content;
  std::string reason;  // RFC 5280 5.3.1 word: "keyCompromise", ...
  Common common;
};
Outcome revoke(Session& session, const RevokeRequest& request);
const std::vector<std::string>& revocation_reasons();

// --- init (init.cpp)
// -------------------------------------------------------------------------------------------------------
struct ImportRequest {
  std::string certificate, key, chain;  // contents; the chain may be empty
  Secret key_passphrase;                // empty: the key is plain
};
struct InitRequest {
  Path directory;
  std::string name;  // "N" of "N Root CA"
  std::string key_type = "ec-p256";
  std::optional<Secret> passphrase;    // absent: plain keys
  std::string passphrase_source;       // what pkit.yaml says: "file:/abs" or "prompt"; empty: plain
  std::optional<Path> root_directory;  // --root-out
  std::string base_url;                // may be empty
  bool if_missing = false;
  bool test_clock = false;
  std::optional<ImportRequest> imported;  // this CA, and none is made
};
Outcome init(const World& world, uid_t uid, const std::string& actor, const InitRequest& request);

// --- backup, restore (backup.cpp, restore.cpp)
// ---------------------------------------------------------------------------
struct BackupRequest {
  Path file;  // absolute
  bool with_keys = false;
  bool force = false;
};
/// data: {file, keys, events, certificates, files:[]}
Outcome backup(Session& session, const BackupRequest& request);

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

// --- questions (validate.cpp, list.cpp, show.cpp, status.cpp, explain.cpp, doctor.cpp)
/// Every fault of one CSR; with a profile also what the profile would refuse. `setup` null without --profile. Exit 0, 3
/// or 5. data: {file, csr:{subject,key,sans,sha256,...}|null, faults:[{code,where,what,hint}]}
Outcome validate_csr(const std::string& content, const std::string& name, const Setup* setup,
                     const std::string& profile, const std::string& client_machine);

struct ListRequest {
  std::string what;  // "registrations", "certificates", "orchestrators"
  std::string state, name_glob;
  std::optional<Duration> expiring;
  std::int64_t limit = 0;
};
/// data: {<what>: [...]}
Outcome list(Session& session, const ListRequest& request);
/// A word that names a stored thing: id, prefix, serial, fingerprint, ClientMachine. Error{conflict "show.ambiguous"}
/// lists the candidates.
Outcome show(Session& session, const std::string& word);
/// What a certificate or CSR file says. A certificate of this home is shown as what is stored of it; without a session
/// no home is asked. Error{conflict "show.ambiguous"} where a stored thing is called like the file.
Outcome show_document(Session* session, const std::string& name, const std::string& content);
Outcome status(Session& session);
/// data: {attempts:[trace...]}, newest first; `text` is the readable story.
Outcome explain(Session& session, const std::string& word);
/// The history, oldest first: each {sequence, time, actor, kind, subject, data, hash}. Answers the last event's
/// sequence number, whatever `since` is.
std::int64_t events(Session& session, std::optional<Time> since, const std::function<void(const Value&)>& each);
/// The events after this sequence number that are there by now, at most a thousand; answers the last one's.
std::int64_t events_after(Session& session, std::int64_t last, std::optional<Time> since,
                          const std::function<void(const Value&)>& each);
struct DoctorRequest {
  Path directory;
  uid_t uid = 0;
  std::optional<std::string> sudo_uid;
  authority::KeyAccess key_access;
  std::string version;
  std::optional<Time> now;
  bool accept_clock = false;
  bool repair = false;
};
/// data: {checks:[{name, ok, note, count, faults:[{damage, what, mends, remedy}]}], mended:[{damage, what}] with
/// `repair`}; exit 9 where a check failed, with `repair` where one still does. Damages are rows of damage.h.
Outcome doctor(const World& world, const DoctorRequest& request);
/// Stored ids, machines, profiles that begin with `prefix`: for completion. `kind`: "registration", "orchestrator",
/// "certificate", "profile", "authority", "order" (one that is open).
std::vector<std::string> stored_words(Session& session, const std::string& kind, const std::string& prefix);

}  // namespace pkit::lifecycle
