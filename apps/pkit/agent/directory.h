// An agent's directory: agent.json says who it is, tls/ holds its key and certificate, session.json what came of its
// last session, and job.json what it is at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace pkit::app {

struct Agent {
  std::string client_machine;  // what it sends, its ClientID once it has one
  std::string agent_id;        // as it was told; empty before
  bool stores_asked = false;   // it has come a second time, for its stores
  // What it says of itself where its command does not: as it was made, or said last.
  std::vector<std::string> capabilities = {};
  std::string profile = {};
};

/// A new one, 0700. Error{conflict "agent.exists"} where there is an agent, {usage "output.parent"} where there is no
/// directory to make it in.
void make_agent(const Path& directory, const Agent& agent);
/// What agent.json says; nothing where there is none. Error{input "agent.file"} where it is none.
std::optional<Agent> read_agent(const Path& directory);
/// Whole or not at all.
void write_agent(const Path& directory, const Agent& agent);

/// What came of a session.
struct SessionRecord {
  Time at = 0;  // when it began, by the real clock
  std::int64_t ran = 0, failed = 0;
  std::optional<Time> next_due;  // of the jobs that it was told of
  std::string code, message;     // why it was cut short; empty: it was not
};
/// Nothing where there was none yet. Error{input "agent.file"}.
std::optional<SessionRecord> read_session_record(const Path& directory);
void write_session_record(const Path& directory, const SessionRecord& record);

/// That a session was cut short by this error, of an agent that there is. Not one that only another session or the
/// command line kept from beginning.
void record_cut_short(const Path& directory, Time at, const Error& error);

/// The job that an earlier session began, and when; its end the platform may not have.
struct BegunJob {
  std::string id;
  std::int64_t audit = 0;  // AuditId: which run of it
  Time at = 0;
};
std::optional<BegunJob> begun_job(const Path& directory);
/// Durable when it returns.
void begin_job(const Path& directory, const BegunJob& job);
void end_job(const Path& directory);

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
