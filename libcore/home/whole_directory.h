// A directory of files that appears at its place whole or not at all, and takes the place of an earlier one of its
// kind.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/world.h"

namespace pkit {

/// What is to stand at `target`, absolute. `names` are the files that such a directory may hold.
struct WholeDirectory {
  Path target;
  std::vector<std::string> names;
  bool force = false;  // an earlier one is replaced
};

/// Error{usage "output.parent" | "output.mount"}, {conflict "output.exists"}: no directory, or one that is not empty
/// without `force`, or one with a file that is none of `names`, with `force` too.
void require_replaceable(const WholeDirectory& directory);

/// Hands `fill` a new directory beside the target, whose files it creates 0600; then syncs it and moves it to its place
/// by one rename. It is 0700; where one is replaced, it and its files have the modes of the former. What `fill` throws,
/// and a kill at any point, leaves the target as it was. Error as require_replaceable(), {conflict "output.busy"},
/// {state "output.failed"}.
void write_whole_directory(const World& world, const WholeDirectory& directory,
                           const std::function<void(const Path& staging)>& fill);

}  // namespace pkit
