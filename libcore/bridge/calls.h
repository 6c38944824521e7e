// Calls of a realm's procedures, as document D has them: init before each (D6), and every failure closes.
#pragma once

#include <string>

#include "adapter/adapter.h"
#include "realm/realm.h"

namespace pkit::bridge {

/// The calls of one operation. References outlive it.
class Calls {
 public:
  Calls(const realm::Realm& of_realm, const adapter::Adapters& adapters, adapter::Ask ask, std::string request_id,
        bool dry_run)
      : realm_(of_realm),
        adapters_(adapters),
        ask_(std::move(ask)),
        request_id_(std::move(request_id)),
        dry_run_(dry_run) {}

  const realm::Realm& realm() const { return realm_; }
  bool has(realm::Procedure procedure) const { return realm_.find(procedure) != nullptr; }

  /// What the procedure answered. `request_id` of the envelope, where it is another than the operation's. Error{config
  /// "realm.procedure"} where it, or init, gave no answer; {config "realm.dry_run"} in a dry run of an adapter that
  /// may not be called in one. No error quotes what was sent or answered, and neither does told().
  Value call(realm::Procedure procedure, const Value& parameter, const std::string& request_id = {}, int attempt = 1);
  /// The same of a procedure that is no bridge's and needs no init: of a user source.
  Value call_source(const realm::Target& target, const Value& parameter);
  /// The answer to this call was none: Error{config "realm.procedure"}.
  [[noreturn]] void refuse(const realm::Target& target, const std::string& failure);
  [[noreturn]] void refuse(realm::Procedure procedure, const std::string& failure);

  /// Of the trace: [{procedure, result, tookMs}].
  const Value& told() const { return told_; }

 private:
  Value ask(const realm::Target& target, const Value& parameter, const std::string& request_id, int attempt);

  const realm::Realm& realm_;
  const adapter::Adapters& adapters_;
  adapter::Ask ask_;
  const std::string request_id_;
  const bool dry_run_;
  Value told_ = Value::list();
};

}  // namespace pkit::bridge
