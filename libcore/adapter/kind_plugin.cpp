// `plugin: LIBRARY`: a shared library, loaded by libexec/pkit/plugin-host and never by pkit itself.
#include "adapter/kinds.h"

namespace pkit::adapter {

void read_plugin(const Place& place, Adapter& adapter) {
  const std::string library = place.section.text("plugin");
  const Position at = place.section.at("plugin");
  if (library.empty()) {
    place.faults().add(at, "adapter.program", "plugin names no library", "plugin: adapters/libNAME.so");
    return;
  }
  const Path path = place.resolve(library);
  adapter.program = helper_program("plugin-host");
  adapter.arguments = {path.string()};
  check_program(path, "plugin", false, place, at);
  check_program(adapter.program, "pkit's helper", true, place, at);
}

}  // namespace pkit::adapter
