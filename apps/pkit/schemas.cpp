#include "pkit/schemas.h"

#include <algorithm>

#include "base/error.h"
#include "base/schema.h"
#include "gate/shapes.h"
#include "home/envelope.h"
#include "pkit/commands.h"
#include "setup/setup.h"
#include "view/shapes.h"

namespace pkit::app {

namespace {

std::string file_name(const Command& command) {
  std::string name = command.path;
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

/// What stands once: the named shapes of what commands answer, and of errors.
Value common() {
  std::vector<const Shape*> roots = {&shape::error};
  for (const Command& command : commands())
    if (command.data) roots.push_back(command.data);
  return common_schema("what the data of several operations has", roots);
}

Value data_of(const Command& command) {
  const std::string name = file_name(command);
  return schema_document(name + ".schema.json", std::string("data of pkit ") + command.path,
                         json_schema(*command.data));
}

struct Frame {
  const char* name;
  Value (*make)();
};
constexpr Frame kFrames[] = {
    {"common", common},
    {"envelope",
     [] {
       return schema_document("envelope.schema.json", "what --format json prints, one object a line",
                              json_schema(shape::envelope));
     }},
    {"pkit.yaml", config_schema},
    {"gate-request", gate_request_schema},
    {"gate-reply", gate_reply_schema},
};

}  // namespace

std::vector<std::string> schema_names() {
  std::vector<std::string> names;
  for (const Frame& frame : kFrames) names.emplace_back(frame.name);
  for (const Command& command : commands())
    if (command.data) names.push_back(file_name(command));
  return names;
}

Value schema_named(const std::string& name) {
  for (const Frame& frame : kFrames)
    if (name == frame.name) return frame.make();
  for (const Command& command : commands())
    if (command.data && name == file_name(command)) return data_of(command);
  throw Error(Kind::usage, "argument.unexpected", "there is no schema '" + name + "'", "see pkit __schema");
}

}  // namespace pkit::app
