#include "base/framed.h"

#include <limits>

#include "base/error.h"

namespace pkit {

Framed& Framed::field(BytesView field) {
  if (field.size() > std::numeric_limits<std::uint32_t>::max())
    throw Error(Kind::internal, "internal", "a field is too large to be framed");
  append_big_endian(bytes_, static_cast<std::uint32_t>(field.size()));
  bytes_.insert(bytes_.end(), field.begin(), field.end());
  return *this;
}

Framed& Framed::number(std::int64_t number) {
  append_big_endian(bytes_, std::uint32_t{sizeof number});
  append_big_endian(bytes_, static_cast<std::uint64_t>(number));
  return *this;
}

}  // namespace pkit
