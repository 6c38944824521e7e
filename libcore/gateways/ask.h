// What another CA is asked to do, once: written down before, and asked after by its request id where the answer never
// came. The intents are those of authorities (decision/intent.h), so that status, doctor and restore know of them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "decision/intent.h"
#include "gateways/peer.h"
#include "gateways/record.h"

namespace pkit::gateways {

/// One thing that is asked of a gateway.
struct Task {
  std::string what;            // by which the intent is known: "server", "revoke 4F"; one of a kind is open at a time
  Bytes sha256;                // of the CSR, or of the certificate that is to be revoked
  const char* procedure = "";  // "Enroll" or "Revoke"
  bool makes_certificate = false;  // so that an answer without one is none where its status says that there is one
  Value parameter;                 // of that
  std::function<bool(store::Read&)> still_so;
};

/// Where an answer came, the record of it and the intent that it ends; the intent is ours until it is written.
struct Answered {
  ToldRecord told;
  std::string message;  // the CA's words, fit to be printed
  HeldIntent intent;
};

/// Whose intents are those of this gateway.
std::string intents_of(const Peer& peer);

/// Sends it, or asks what became of it where it was sent before. `is_answer` says of a record whether it is what was
/// asked for: of one that is not, it was never done. Error{conflict "gateway.running"} where another process does it,
/// or nobody can know yet; {config "gateway.failed" | "gateway.record"}: the intent stays, for whoever asks next.
Answered ask(Session& session, const Peer& peer, const Task& task, Time now,
             const std::function<bool(const ToldRecord&)>& is_answer);

}  // namespace pkit::gateways
