// Intake: what arrived, parsed and limited. The first stage of the pipeline.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/text.h"
#include "base/value.h"
#include "decision/door.h"
#include "home/session.h"
#include "store/registrations.h"
#include "x509/csr.h"

namespace pkit {

struct PrincipalKind;

/// One request, whichever door it came through. Regular value; every later stage reads it and none changes it.
struct Intake {
  const PrincipalKind* kind = nullptr;  // of who asks, as the door knows it
  const Door* door = nullptr;           // the door
  Time now = 0;
  std::string client_machine;   // as spelt
  Value claims = Value::map();  // what else it says of itself, as its kind has it: a registration keeps it
  Value client_parameters = Value::map();
  std::optional<x509::Csr> csr;        // possession proven
  std::string profile, not_after;      // as asked for, may be empty
  bool end_is_told = false;            // not_after is said by who asks now, and not by a stored request
  Time least_end = 0;                  // what is asked for is not before it
  Bytes proven_by;                     // fingerprint of the certificate whose key signed this request; empty: none
  std::vector<x509::San> sans;         // --san, beside the CSR's
  std::string registration;            // the stored registration this is about, else empty
  std::int64_t taken_version = 0;      // of its row, as it was taken; 0: there is none
  std::string principal;               // the stored principal, where the caller named it by id
  std::string granted_profile;         // at issue ID, what the approval decided: its profile
  Value granted_names = Value::map();  // and the names that its handlers gave
  std::string replaces;                // the certificate whose place the new one takes, else empty
  std::string retired_key;             // hex id: what the caller holds over it ends when the new one begins
  std::string retirement_reason;       // RFC 5280 5.3.1
  bool key_must_be_new = false;        // never certified before
  Value beside;                        // what its kind alone understands, and no handler sees
  Value verified = Value::map();       // what the door found out about who asks: verified.* of the handlers
  Value told;                          // what the door did before, for the trace; null: nothing
  std::vector<Fault> refused;          // why the door refuses it already: no handler is asked; empty: it does not
  std::string section;                 // whose chain judges it, in place of the door's; empty: the door's
  std::vector<std::pair<std::string, std::string>>
      granted_subject;        // {"O", "IBM"}: of the subject, granted beside what the profile has
  std::string order_id;       // by which another CA shall know what it is asked for; empty: one is made
  std::string override_deny;  // the operator's reason to, where a handler's Deny shall not count
  bool no_issue = false;
  bool strict = false;
  bool key_is_new = false;  // made by this command, and nowhere yet but in its staging
  bool once = false;        // an item of a batch: a CSR that has a certificate gets no second one

  std::string name_key() const { return machine_key(client_machine); }
  Bytes csr_sha256() const { return csr ? csr->sha256 : Bytes{}; }
  std::string judged_by() const { return section.empty() ? door->judged_by() : section; }
};

/// 1 to 253 of [A-Za-z0-9._:-] without trailing dot.
bool is_client_machine(const std::string& name);
/// Throws Error{usage "name.machine"} unless it is one.
void require_client_machine(const std::string& name);

/// Who a CSR says it is for: its CN, else its first DNS name, else empty.
std::string own_name(const x509::Csr& csr);

/// The CSR of a file's content, possession proven. Throws Error{input} or {denied} listing every fault; a refusal
/// leaves one small event behind unless `record` is false (dry runs and questions).
x509::Csr admit_csr(Session& session, const std::string& content, const std::string& name, Time now, bool record);

/// A stored registration judged once more: at approve (operation register) and at issue ID.
Intake take_stored(const PrincipalKind& kind, const store::Registration& registration, const std::string& name,
                   const Door& door, Time now);
/// An end as it may be given, as a time or duration: document C has milliseconds since 1970 too, and bare seconds are
/// Error{usage "issue.not_after"} (C9).
std::string end_asked(const std::string& asked);
/// Error{usage "issue.not_after"} unless empty, a time or a duration.
void require_end(const std::string& asked);

}  // namespace pkit
