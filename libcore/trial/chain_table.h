// A table of requests with expected decisions, as `chain test` reads it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.h"
#include "config/fields.h"
#include "setup/setup.h"

namespace pkit {

struct ChainCase {
  std::string name;
  std::string chain;                     // empty: the operation's
  std::string operation;                 // "register"
  Value parameter = Value::map();        // the handlers'
  std::map<std::string, Value> answers;  // "cmdb.lookup" -> its answer; null: it fails
  Value expect = Value::map();           // keys of kExpectFields
};

extern const std::vector<config::Field> kTableFields, kCaseFields, kExpectFields;
/// Error{input "chain.table"} lists every fault with its place.
std::vector<ChainCase> read_chain_table(const std::string& text, const std::string& name, const Setup& setup);

}  // namespace pkit
