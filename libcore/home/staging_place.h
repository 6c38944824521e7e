// Directories in which something is made beside its place, to appear there by one rename.
#pragma once

#include <functional>
#include <vector>

#include "base/file.h"
#include "base/world.h"

namespace pkit {

/// Locked until its maker ends, so that others can tell what is being made from what was left.
struct StagingPlace {
  Path directory;
  Fd lock;
};

/// Each of these directories, once, held until the result ends. Whoever wants several of them takes them in the same
/// order, so that two never wait for each other. Error{conflict "output.busy"} after half a minute, {state
/// "output.failed"}.
std::vector<Fd> lock_directories(const World& world, const std::vector<Path>& directories);

/// One at a time makes, sweeps or finishes what lies beside `target`. Error{conflict "output.busy"} after half a
/// minute, {state "output.failed"}.
Fd lock_beside(const World& world, const Path& target);

/// A new directory beside `target`, 0700 and locked. Those of makers that died are removed before, unless they are
/// `wanted`. Call it under lock_beside. It lasts through a power failure once its parent is synced, which is the
/// caller's.
StagingPlace make_beside(const World& world, const Path& target, const std::function<bool(const Path&)>& wanted);

/// Removes a directory and all in it when it ends; one that was moved away is no matter.
struct RemoveAll {
  const Path& path;
  ~RemoveAll() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

}  // namespace pkit
