// Whether a state is the one in force: a state that is moved from one engine to another is there twice for a while.
#pragma once

#include <cstdint>

namespace pkit::store {

/// `arriving`: a copy that no home uses yet. `moved`: what is in force is elsewhere, and this one is kept as it was.
enum class Standing { in_force, arriving, moved };

/// A standing is part of the number by which a state tells its schema, which every opening reads anyway; a pkit that
/// does not know of it takes it for a schema that is too new.
inline constexpr std::int64_t kMark = 1'000'000'000;

constexpr std::int64_t marked(Standing standing, std::int64_t schema) {
  return static_cast<std::int64_t>(standing) * kMark + schema;
}
constexpr Standing standing_in(std::int64_t number) {
  return number >= 2 * kMark ? Standing::moved : number >= kMark ? Standing::arriving : Standing::in_force;
}
constexpr std::int64_t schema_in(std::int64_t number) { return number % kMark; }

}  // namespace pkit::store
