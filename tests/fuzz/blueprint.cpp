// Blueprints as they are imported: what is taken is exported so that it is taken again as the same, but for its new
// ids.
#include "fleet/blueprint.h"

#include "base/json.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

/// Without what each reading makes anew.
Value lasting(Value view) {
  for (const char* key : {"AgentBlueprintId", "LastModified"}) view.erase(key);
  for (const char* kind : {"stores", "jobs"}) {
    Value kept = Value::list();
    for (Value one : view[kind].items()) {
      for (const char* id : {"AgentBlueprintStoreId", "AgentBlueprintJobId"}) one.erase(id);
      kept.push(std::move(one));
    }
    view.set(kind, std::move(kept));
  }
  return view;
}

}  // namespace

int fuzz_blueprint(BytesView bytes) {
  static const World world = real_world();
  static const catalog::StoreTypes types = {{"PEM", "PEM", catalog::kStoreOperations, true}};
  const auto read = [&](const std::string& text) {
    return read_blueprint(parse_json(text, "blueprint"), "blueprint", types, world, 0);
  };
  const auto blueprint = accepted({"json.", "blueprint."}, [&] { return read(std::string(as_text(bytes))); });
  if (!blueprint) return 0;
  PROMISE(!blueprint->name.empty());
  const Value view = blueprint_view(*blueprint);
  PROMISE(lasting(blueprint_view(read(to_json(view)))) == lasting(view));
  return 0;
}

}  // namespace pkit::fuzz
