// JSON: what is read is written so that it reads as the same, and the canonical form is a fixed point.
#include "base/json.h"

#include "base/text.h"
#include "targets.h"

namespace pkit::fuzz {

int fuzz_json(BytesView bytes) {
  const auto value = accepted({"json."}, [&] { return parse_json(as_text(bytes), "request"); });
  if (!value) return 0;
  const TreeLimits wide{.bytes = 16 << 20};
  PROMISE(parse_json(to_json(*value), "again", wide) == *value);
  PROMISE(parse_json(to_pretty_json(*value), "pretty", wide) == *value);
  const std::string canonical = canonical_json(*value);
  const Value again = parse_json(canonical, "canonical", wide);
  PROMISE(again == *value && canonical_json(again) == canonical);
  PROMISE(printable(to_json(*value)) == to_json(*value));
  return 0;
}

}  // namespace pkit::fuzz
