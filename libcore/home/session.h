// What every operation is given, and what every operation answers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "authority/authority.h"
#include "base/error.h"
#include "base/value.h"
#include "base/world.h"
#include "home/home.h"
#include "store/database.h"
#include "store/registrations.h"

namespace pkit {

/// One command's view of a home, for those who may look and not write: the stages of a decision before it is bound.
/// References outlive it.
struct ReadSession {
  ReadSession(const World& of_world, const Home& of_home, store::Reader& reader, std::string who)
      : world(of_world), home(of_home), state(reader), actor(std::move(who)) {}
  ReadSession(const ReadSession& other, store::Reader& reader)
      : world(other.world),
        home(other.home),
        state(reader),
        actor(other.actor),
        os_groups(other.os_groups),
        key_access(other.key_access),
        version(other.version),
        now(other.now),
        accept_clock(other.accept_clock),
        gate_caller(other.gate_caller) {}

  const World& world;
  const Home& home;
  store::Reader& state;
  std::string actor;                   // "uid:N"
  std::vector<std::string> os_groups;  // of the caller, names
  authority::KeyAccess key_access;
  std::string version;        // pkit's, for traces
  std::optional<Time> now;    // --now
  bool accept_clock = false;  // --accept-clock
  /// Through the gate: whom its fixed options name, empty for nobody; nothing where an operator types.
  std::optional<std::string> gate_caller = std::nullopt;

  /// verified.caller; empty: nobody is known to be asking.
  const std::string& caller() const { return gate_caller ? *gate_caller : actor; }
  /// Whose request ids they are: those of one caller are not another's.
  std::string requester() const { return gate_caller ? "gate:" + *gate_caller : actor; }
};

/// The same for those who also claim, bind and settle.
struct Session : ReadSession {
  Session(const World& of_world, const Home& of_home, store::Database& through, std::string who)
      : ReadSession(of_world, of_home, through, std::move(who)), database(through) {}
  /// The same view through another connection: one for each thread.
  Session(const Session& other, store::Database& through) : ReadSession(other, through), database(through) {}
  store::Database& database;
};

/// Options that every deciding and issuing command takes.
struct Common {
  std::string request_id;  // --request-id, may be empty
  bool dry_run = false;
  bool explain = false;
};

/// What an operation answers: on 3 and 4 both `data` and `error` are there. Its exit is error ? kind : 0.
struct Outcome {
  Value data = Value::map();
  std::vector<std::string> warnings;
  std::optional<Error> error;
  Value trace;                                           // for --explain; null where nothing was judged
  std::optional<store::RegistrationState> registration;  // of the one that it is about
  bool existing = false;                                 // an item of a batch that an earlier run settled
  Bytes certificate;                                     // DER of a certificate to hand out, empty where none
  std::vector<Bytes> chain;                              // DER, issuer first, root excluded
  int exit() const { return error ? static_cast<int>(error->kind()) : 0; }
};

/// How far a clock may go back without anybody being asked.
inline constexpr Duration kClockTolerance = 5 * 60 * 1000;

/// One reading of the clock per operation: --now where permitted (a command that changes nothing, a dry run, or a
/// test-clock home; else Error{usage "clock.now"}), else the world's. Error{state "clock.behind"} where it is over five
/// minutes behind the state's.
Time operation_time(const ReadSession& session, bool changes);

}  // namespace pkit
