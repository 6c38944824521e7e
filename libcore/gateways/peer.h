// One gateway of pkit.yaml as it is called: its procedures are named after the interface of document B (B6).
#pragma once

#include <string>

#include "base/table.h"
#include "home/session.h"
#include "setup/setup.h"

namespace pkit::gateways {

/// What outlives a call: the setup and the session.
class Peer {
 public:
  /// Error{not_found "gateway.missing"} where pkit.yaml has none of that name.
  Peer(const ReadSession& session, const Setup& setup, const std::string& name);

  const GatewaySetup& setup() const { return gateway_; }
  const std::string& name() const { return gateway_.name; }
  /// Error{conflict "gateway.disabled"} where nothing is asked of it.
  void require_enabled() const;
  /// The time limit of one call.
  Duration time_limit() const { return adapter_.limits.time; }

  /// {connection, ...}: what every procedure is given.
  Value parameter(std::initializer_list<Value::Member> members) const;
  /// A procedure that changes nothing: asked three times, with pauses, before it is given up. The answer has the form
  /// of `shape`. Error{config "gateway.failed"}.
  Value look(const char* procedure, const Value& parameter, const Shape& shape, const std::string& request_id = {},
             std::size_t limit = adapter::kAnswerLimit) const;
  /// A procedure that may change something: once.
  Value act(const char* procedure, const Value& parameter, const Shape& shape, const std::string& request_id) const;

 private:
  Value once(const char* procedure, const Value& parameter, const Shape& shape, const std::string& request_id,
             int attempt, std::size_t limit) const;

  const ReadSession& session_;
  const GatewaySetup& gateway_;
  const adapter::Adapter& adapter_;
};

}  // namespace pkit::gateways
