// What a gate's reply grants, held against what was sent: the gate is believed in what it decides, not in what it hands
// out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/request.h"
#include "home/session.h"
#include "x509/csr.h"

namespace pkit {

/// What a request asked for, as far as the grant is held against it.
struct Sent {
  std::string client_machine;  // empty: the request does not say it
  bool wants_certificate = false;
  bool has_csr = false;
  std::optional<x509::Csr> csr = {};  // nothing where none was sent, or it cannot be read
  Bytes key_id = {};                  // over which a certificate is wanted; empty where that cannot be read
};
Sent sent_in(const Operation& operation, const Wire& request);

/// Every way in which a reply of exit 0 is not what can have been granted to this request: it is of another client
/// machine (the one whose ClientID was sent is not another), or has no certificate although one was asked for, or one
/// that is over another key than was sent, not signed by the first of the chain, signed by its own key, a CA's, not in
/// force, or not the one that its data tells of. Faults are Kind::input "gate.reply". Names are not judged: profiles
/// and handlers grant others than were asked for.
std::vector<Fault> judge_grant(const Outcome& outcome, const Sent& sent, Time now);

/// The certificate's names ("dns:web1", "cn:web1") that neither the CSR nor the client machine has and of which the
/// reply's differences do not tell: none is wrong, and whoever asked wants to know.
std::vector<std::string> names_not_asked_for(const Outcome& outcome, const Sent& sent);

}  // namespace pkit
