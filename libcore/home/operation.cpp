#include "home/operation.h"

#include "digest/digest.h"

namespace pkit {

Value given(const Inputs& inputs, const void* request) {
  Value said = Value::map();
  for (const Input& input : inputs) {
    if (input.local || input.made || input.kind == Input::Kind::secret) continue;
    const Value value = input.get(request);
    if (value.is_null()) continue;
    said.set(input.key(), input.kind == Input::Kind::document ? Value(digest::sha256_hex(value.as_text())) : value);
  }
  return said;
}

}  // namespace pkit
