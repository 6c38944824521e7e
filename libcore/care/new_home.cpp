#include "care/new_home.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"

namespace pkit {

void move_into_place(const Path& staging, const Path& home) {
  if (::rename(staging.c_str(), home.c_str()) == 0) return;
  if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR)
    throw Error(Kind::conflict, "home.exists", home.string() + " exists already and is not empty");
  throw Error(Kind::state, "file.write", "cannot write " + home.string() + ": " + std::strerror(errno));
}

void require_room(const Path& parent, const Path& home) {
  if (::faccessat(AT_FDCWD, parent.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return;
  throw Error(Kind::state, "file.write", "cannot make a home in " + parent.string() + ": " + std::strerror(errno),
              "make it as root, and give it to its owner: chown -R OWNER " + home.string());
}

}  // namespace pkit
