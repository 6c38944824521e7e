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

Value around(const std::string& operation, const Outcome& outcome, Value data) {
  const bool empty = data.is_map() && data.members().empty();
  return Value::map({{"version", 1},
                     {"ok", outcome.exit() == 0},
                     {"operation", text_or_null(operation)},
                     {"data", empty ? Value() : std::move(data)},
                     {"warnings", Value::list(outcome.warnings)},
                     {"error", outcome.error ? error_object(*outcome.error) : Value()}});
}

}  // namespace

Value envelope(const std::string& operation, const Outcome& outcome) {
  return around(operation, outcome, outcome.data);
}

Value envelope(const std::string& operation, Outcome&& outcome) {
  Value data = std::move(outcome.data);
  return around(operation, outcome, std::move(data));
}

}  // namespace pkit
