// Signed by another CA: an intent is claimed, the gateway is asked, and what it answers decides what becomes of both.
#pragma once

#include <optional>
#include <string>

#include "authority/gateway.h"
#include "decision/caller.h"
#include "home/session.h"

namespace pkit {

/// What is ordered beside the mandate.
struct Ordering {
  const Intake& intake;
  const Caller& caller;
  const std::string& profile;
};

struct Ordered {
  std::optional<x509::Certificate> leaf;
  std::optional<Error>
      failure;                  // of the other CA or on the way to it; nothing was lost, the intent tells how far it is
  bool stale = false;           // the state is not what was relied on: nothing was sent
  std::string intent;           // "g-...", to be bound where there is a leaf
  Value calls = Value::list();  // for the trace
};

/// Sends one order, or asks what became of one that was sent before. Error{conflict "gateway.running"} where another
/// process works on it for too long.
Ordered order_leaf(Session& session, const authority::Gateway& gateway, authority::Mandate mandate,
                   const Ordering& ordering);

/// What order_leaf() would do where nothing was sent before; `leaf` is by a throw-away key. Claims and sends nothing.
Ordered rehearse_order(Session& session, const authority::Gateway& gateway, authority::Mandate mandate,
                       const Ordering& ordering);

}  // namespace pkit
