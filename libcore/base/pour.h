// Files that are too large for memory, bit by bit.
#pragma once

#include <functional>
#include <string>

#include "base/file.h"

namespace pkit {

/// Takes the next octets of a file; they are gone when it returns.
using FileSink = std::function<void(BytesView)>;
/// As create_file(), or with `replace` as replace_file(): `give` hands everything to the sink it gets. What `give`
/// throws leaves everything as it was.
void pour_file(const Path& path, const std::function<void(const FileSink&)>& give, Mode mode, bool replace);
/// Everything of a file or a descriptor, by pieces of at most 128 KiB; Error{not_found "file.missing"}, {state
/// "file.read"}.
void each_piece(const Path& path, const FileSink& take);
void each_piece(int fd, const std::string& name, const FileSink& take);

}  // namespace pkit
