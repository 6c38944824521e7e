// YAML: what is read says where every value stands and survives the way through JSON; a text that is JSON too says the
// same in both.
#include "config/yaml.h"

#include <algorithm>

#include "targets.h"

namespace pkit::fuzz {

namespace {

void placed(const Value& value) {
  PROMISE(value.at().line >= 1 && value.at().column >= 1);
  if (value.is_list()) std::for_each(value.items().begin(), value.items().end(), placed);
  if (!value.is_map()) return;
  for (const auto& [key, member] : value.members()) {
    PROMISE(member.key_at().line >= 1 && member.key_at().column >= 1);
    placed(member);
  }
}

}  // namespace

int fuzz_yaml(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  const auto value = accepted({"yaml."}, [&] { return config::parse_yaml(text, "pkit.yaml"); });
  if (!value) return 0;
  placed(*value);
  PROMISE(parse_json(to_json(*value), "again", {.bytes = 16 << 20}) == *value);
  const auto as_json = accepted({"json."}, [&] { return parse_json(text, "pkit.yaml"); });
  PROMISE(!as_json || *as_json == *value);
  return 0;
}

}  // namespace pkit::fuzz
