// Base64 into memory that is there, for what is too long to be a text of its own for each line.
#pragma once

#include "base/bytes.h"

namespace pkit {

/// The characters that to_base64() has before the padding, to where there is room for them.
void put_base64(BytesView bytes, char* at);

}  // namespace pkit
