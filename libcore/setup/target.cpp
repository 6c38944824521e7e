#include "setup/target.h"

namespace pkit {

CallTarget read_call_target(const config::Section& section, const char* key, const adapter::Adapters& adapters) {
  CallTarget target;
  const std::string call = section.text(key);
  const std::size_t dot = call.find('.');
  target.adapter = call.substr(0, dot);
  if (dot != std::string::npos) target.procedure = call.substr(dot + 1);
  if (!section.has(key)) return {};
  std::vector<std::string> names;
  for (const auto& [name, adapter] : adapters) names.push_back(name);
  if (target.procedure.empty() || target.procedure.find('.') != std::string::npos)
    section.faults().add(section.at(key), "handler.call", section.name() + "." + key + " must be ADAPTER.PROCEDURE",
                         std::string(key) + ": pager.notify");
  else if (!adapters.contains(target.adapter))
    section.faults().unknown(section.at(key), section.name() + ": unknown adapter", target.adapter, names);
  return target;
}

}  // namespace pkit
