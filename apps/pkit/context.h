// What a running command is given: the streams, the clock, its global options, and the home if it needs one.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "home/session.h"
#include "pkit/command.h"
#include "pkit/globals.h"
#include "pkit/held_signals.h"
#include "pkit/output.h"

namespace pkit::app {

class Context {
 public:
  Context(Output& o, const World& w, const Globals& g, Needs n) : output(o), world(w), globals(g), needs_(n) {}

  /// Of a state in a file no more is done than others need: giving back page by page what the kernel takes back at once
  /// costs a twentieth of a command.
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  Output& output;
  const World& world;
  const Globals& globals;
  HeldSignals signals;  // outlives the state, so that it is closed properly before one ends us

  /// Where the home is, there or not: Error{usage "home.unset"}.
  Path home_path() const;
  /// Is there one to ask? One that --home names is asked, so that a wrong name is told.
  bool has_home() const;
  /// The home and its state, opened at the first call, so that a wrong command line is told of before anything else.
  pkit::Session& session();
  /// The same for a request that came through the gate from `caller`, which may be empty: the environment, the terminal
  /// and the groups of whoever runs us are not asked.
  pkit::Session& gate_session(const std::string& caller);

 private:
  void open(const Path& directory);
  Needs needs_;
  std::optional<pkit::Home> home_;
  std::unique_ptr<store::Database> database_;
  World world_of_state_;  // with the clock of the server that keeps the state
  std::optional<pkit::Session> session_;
};

/// How CA keys' passphrases are had in this process: by the terminal, or systemd's credentials.
authority::KeyAccess key_access();
/// What a row keeps of an option that names a file with a secret: the file, or a reference to a provider of pkit.yaml,
/// `secret:NAME{...}`, which can stand in place of each such file.
std::string secret_source(const std::string& file);
/// The secret of a file that an option names, which only its owner may read; or of a provider in pkit.yaml.
Secret secret_in(const Context& context, const std::string& file);

}  // namespace pkit::app
