// The contents of vaults' objects that a backup carries, in parts, so that an object of any size passes through little
// memory. In a home there are none: there they are files.
#pragma once

#include <functional>
#include <string>

#include "store/database.h"

namespace pkit::store::backup_contents {

/// Octets in a part, but for an object's last.
inline constexpr std::size_t kPart = std::size_t{1} << 20;

/// `offset` is in octets, from 0.
void insert(Write&, const std::string& object, std::int64_t offset, BytesView part);
/// By object and offset; `part` is good during the call.
void each(Read&, const std::function<void(const std::string& object, std::int64_t offset, BytesView part)>& fn);
/// How many parts went.
std::int64_t clear(Write&);

}  // namespace pkit::store::backup_contents
