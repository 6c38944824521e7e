// An agent's directory: agent.json says who it is, tls/ holds its key and certificate.
#pragma once

#include <optional>
#include <string>

#include "base/file.h"
#include "base/text.h"

namespace pkit::app {

struct Agent {
  std::string client_machine;  // what it sends, its ClientID once it has one
  std::string agent_id;        // as it was told; empty before
  bool stores_asked = false;   // it has come a second time, for its stores
};

/// What agent.json says; nothing where there is none. Error{input "agent.file"} where it is none.
std::optional<Agent> read_agent(const Path& directory);
/// Whole or not at all.
void write_agent(const Path& directory, const Agent& agent);

/// The name under which an agent comes again whose certificate has expired: with the time behind it, in place of an
/// earlier one ("cam_20261130101500").
std::string renamed(const std::string& client_machine, Time now);

struct Validity {
  Time from = 0, end = 0;
};
/// Of the certificate in tls/; nothing where there is none.
std::optional<Validity> certificate_validity(const Path& directory);

/// What a run is about, by the certificate that there is (T-B31).
enum class Occasion { first, renewal, expired, none };
/// A renewal is due `within` that long of the end, and never before two thirds of the lifetime are over: a short
/// certificate would be renewed by every run.
Occasion occasion_of(const std::optional<Validity>& certificate, Duration within, Time now);

}  // namespace pkit::app
