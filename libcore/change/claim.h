// Claim: a request id makes a retry safe. The first of the three commits; it grants nothing and expires.
#pragma once

#include <functional>
#include <string>

#include "home/session.h"
#include "store/requests.h"

namespace pkit {

/// Runs `first` at most once for (caller, request id, inputs). The same id and inputs again answer with `present`, the
/// state of what the first run bound; a run that bound nothing is run again, and one that ends with a
/// mistake in its inputs (usage, input) frees the id; other inputs are Error{conflict
/// "request.differs"}. A running holder is waited for (30 s, then Error{conflict "request.running"}), by reading alone;
/// one of this host and boot that is gone is taken over at once, any other when its lease is over. Without an id, or in
/// a dry run, just runs `first`. `inputs` are as given: never configuration or time, nor outputs and formats.
Outcome once(Session& session, const Common& common, const std::string& operation, const Value& inputs,
             const std::function<Outcome()>& first, const std::function<Outcome(const std::string& subject)>& present);

}  // namespace pkit
