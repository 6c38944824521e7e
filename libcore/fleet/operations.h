// Document A: orchestrators register, and operators approve, deny and issue. Each takes a session and a request value
// and answers an Outcome; refusals are in Outcome::error, what could not be judged at all is thrown.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "decision/proof.h"
#include "home/operation.h"
#include "home/session.h"

namespace pkit {

struct RegisterRequest {
  std::string client_machine;
  std::vector<std::string> capabilities;
  std::string platform, version;
  std::vector<std::pair<std::string, std::string>> parameters;  // ClientParameters, unique keys
  std::optional<std::string> csr;                               // content of the file as given
  std::string csr_name;                                         // for errors
  std::string profile;                                          // may be empty
  std::string not_after;                                        // as given, may be empty
  std::string agent_id;                                         // as agents post it: who it says it is; may be empty
  std::optional<Proof> proof;                                   // that it comes from who holds a certificate
  Common common;
};
/// Answers shape::batch_decision.
Outcome register_orchestrator(Session& session, const RegisterRequest& request);
extern const Operation kRegister;
/// Blocks until another process changed that registration's state or `limit` is over; then answers as
/// registration_state.
Outcome wait_for_registration(Session& session, const std::string& registration, Duration limit);

struct ApproveRequest {
  std::string id;             // r-... or o-..., any unambiguous prefix
  std::string expect_digest;  // hex, may be empty
  bool no_issue = false;
  std::string override_deny;  // reason, may be empty
  // The operator's own choice, in place of the registration's or beside it; each may be empty.
  std::string profile, not_after;
  std::vector<std::string> sans;  // "dns:web1"; granted by the profile like any other
  Common common;
};
/// Answers shape::decision.
Outcome approve(Session& session, const ApproveRequest& request);
extern const Operation kApprove;

struct DenyRequest {
  std::string id;
  std::string reason;
  bool revoke = false;
  Common common;
};
/// Answers shape::denial.
Outcome deny(Session& session, const DenyRequest& request);
extern const Operation kDeny;

struct IssueRequest {
  std::string id;  // (a) an approved registration, or its machine's name, or its certificate's serial, ID or file
  std::optional<std::string> id_content;  // of the file that `id` names
  std::optional<std::string> csr;         // (b)
  std::string csr_name;
  std::string client_machine;
  std::string subject;                   // (c) DN text
  std::string new_key;                   // (c) key word
  std::string out_directory;             // (c) where key and certificate are published together; absolute
  std::optional<Secret> key_passphrase;  // (c)
  bool keep_key = false;                 // (c) the home keeps the key, encrypted, in place of `out_directory` (A23)
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
/// Answers shape::issue_decision.
Outcome issue(Session& session, const IssueRequest& request);
extern const Operation kIssue;

}  // namespace pkit
