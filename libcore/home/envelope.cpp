#include "home/envelope.h"

namespace pkit {

namespace {

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

Value detail(const Fault& fault) {
  return Value::map({{"code", fault.code},
                     {"where", text_or_null(fault.where)},
                     {"message", fault.what},
                     {"hint", text_or_null(fault.hint)}});
}

Value error_object(const Error& error) {
  Value details = Value::list();
  for (const Fault& fault : error.details()) details.push(detail(fault));
  return Value::map(
      {{"code", error.code()}, {"message", error.what()}, {"hint", text_or_null(error.hint())}, {"details", details}});
}

}  // namespace

Value envelope(const std::string& operation, const Outcome& outcome) {
  const bool empty = outcome.data.is_map() && outcome.data.members().empty();
  return Value::map({{"version", 1},
                     {"ok", outcome.exit() == 0},
                     {"operation", text_or_null(operation)},
                     {"data", empty ? Value() : outcome.data},
                     {"warnings", Value::list(outcome.warnings)},
                     {"error", outcome.error ? error_object(*outcome.error) : Value()}});
}

}  // namespace pkit
