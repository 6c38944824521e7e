// The tables as PostgreSQL is told of them: the first state that it kept has them all, and each later step of the
// common schema is told in its words.
#pragma once

#include <string>
#include <string_view>

#include "store/schema/sqlite.h"

namespace pkit::store::postgresql {

/// What makes a state of that version, in a namespace of its own: "pkit".
inline constexpr std::int64_t kPostgresqlFirst = 23;
std::string first_in_postgresql();

/// A later step's SQL in PostgreSQL's words: what has 64 bits is BIGINT, a text is ordered by its octets, and there is
/// neither STRICT nor WITHOUT ROWID. Tables, indexes and columns can be told so; what cannot is told by the step's row.
std::string in_postgresql(std::string_view sql);

}  // namespace pkit::store::postgresql
