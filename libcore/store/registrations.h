// Registrations: one request to be let in, (principal, SHA-256 of the CSR or none); and each attempt's trace.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "base/value.h"
#include "store/database.h"
#include "store/principals.h"

namespace pkit::store {

enum class RegistrationState {
  waiting,   // for an operator
  approved,  // no certificate yet
  issued,
  done,  // approved, and no certificate was asked for
  denied,
  refused,  // allowed, but its CSR cannot have what it asks for
  closed,   // another one was approved, or took its place
};
/// As the state and users have them, in the order of the enum.
std::span<const char* const> registration_state_words();
const char* state_word(RegistrationState state);
/// Error{state "store.corrupt"} where it is none.
RegistrationState registration_state_of(const std::string& word);

struct Registration {
  std::string id;         // "r-..."
  std::string principal;  // "o-..."
  Bytes csr_sha256;       // empty: none
  Bytes csr;              // storable DER, empty: none
  std::string key_id;     // hex, of the CSR's key, or empty
  RegistrationState state = RegistrationState::waiting;
  std::string profile;    // asked for, may be empty
  std::string not_after;  // asked for, as given, may be empty
  Value client_parameters = Value::map();
  Value request = Value::map();  // what the handlers see again at approve: claimed.* as registered
  std::string decided_by;        // "handler:NAME", "uid:N", or empty
  std::string reason;            // of a denial or refusal
  std::string certificate;       // "c-..." once issued
  Time created = 0, updated = 0;
  std::int64_t event = 0;  // that tells the digest of this row; 0: none does, as a pkit wrote it that told none
  std::int64_t version = 1;
  std::string asked_by = {};  // who registered it last: "uid:N", "gate:NAME"; empty where nobody noted it
  bool unproven = false;      // through the gate, by its claim alone
};

/// What others need to know of a registration, and what they change of it.
struct RegistrationMark {
  std::string id;
  RegistrationState state = RegistrationState::waiting;
  std::string reason, decided_by, asked_by;
  bool unproven = false;
  Time updated = 0;
  std::int64_t version = 1;
};
namespace registrations {
/// SHA-256, in hex, over what the row says, but for event and version: what an event tells of it, so that nobody
/// changes it unnoticed.
std::string row_sha256(const Registration&);
/// That event is in the history now.
void told_by(Write&, const std::string& id, std::int64_t event);
void insert(Write&, const Registration&);
/// All columns but id, principal, csr*, created, event, where the stored version is registration.version; raises it.
bool update(Write&, const Registration&);
std::optional<Registration> find(Read&, const std::string& id);
std::optional<Registration> find_by_csr(Read&, const std::string& principal, const Bytes& csr_sha256);
/// Oldest first; all of them, or those in one state.
std::vector<Registration> of_principal(Read&, const std::string& principal,
                                       std::optional<RegistrationState> state = std::nullopt);
std::vector<Registration> with_prefix(Read&, const std::string& prefix, int limit);
std::int64_t count(Read&, RegistrationState state);
struct Listed {
  Registration registration;
  std::string name;  // the principal's
};
void each(Read&, const ListFilter&, const std::function<void(const Listed&)>& fn);  // oldest first
/// Every row, in no order.
void each_row(Read&, const std::function<void(const Registration&)>& fn);
/// The principal's registrations in this state, oldest first, without what they hold.
std::vector<RegistrationMark> marks(Read&, const std::string& principal, RegistrationState state);
/// Sets state, reason, decided_by and updated where the stored version is that; raises it.
bool move(Write&, const RegistrationMark&);
}  // namespace registrations

/// What a run was told and what it did.
struct Trace {
  Trace() = default;
  /// Of canonical JSON. It is packed here, so that whoever commits has only to write it.
  Trace(std::string canonical);
  std::string canonical;  // empty where it was one of too many
  Bytes packed;           // as it is kept; nothing in one that was read
};

/// One run of the pipeline over a subject, with its trace.
struct Attempt {
  std::int64_t id = 0;
  std::string operation;  // "register", "approve", "issue"
  std::string subject;    // the registration, else the certificate, else the orchestrator; may be empty
  std::string principal;  // may be empty
  Time time = 0;
  std::string actor;
  int exit = 0;  // number of the Kind, 0 for done
  Trace trace;
  std::string name = {};  // the machine's, as machine_key() has it, may be empty
  bool decides = true;    // it changed what it is about, and is kept longer
  std::string word = {};  // "t-...", of the trace's SHA-256: as a refusal prints it and an event implies it
};
namespace attempts {
/// Of those about one subject and name the first, the last ten, and the last twenty that decided keep their traces.
std::int64_t insert(Write&, const Attempt&);
/// The word of the trace with this SHA-256.
std::string word_of(BytesView trace_sha256);
/// Newest first, those whose subject or principal is `id`, or that are about a machine of that name (empty: none).
std::vector<Attempt> of(Read&, const std::string& id, const std::string& name, int limit);
/// Those whose word begins so.
std::vector<Attempt> with_prefix(Read&, const std::string& prefix, int limit);
std::int64_t count(Read&);
void each(Read&, const std::function<void(const Attempt&)>& fn);  // oldest first
}  // namespace attempts

}  // namespace pkit::store
