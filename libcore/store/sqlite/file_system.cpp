#include "store/sqlite/file_system.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/text.h"

namespace pkit::store {

namespace {

struct FileSystem {
  unsigned long type;
  std::string_view name;
};

constexpr unsigned long kFuse = 0x65735546;

// statfs(2) and the file systems' own sources.
constexpr FileSystem kNetwork[] = {
    {0x6969, "NFS"},      {0x517b, "SMB"},        {0xff534d42, "CIFS"},
    {0xfe534d42, "SMB2"}, {0x564c, "NCP"},        {0x5346414f, "AFS"},
    {0x6b414653, "AFS"},  {0x73757245, "Coda"},   {0x01021997, "9P"},
    {0x00c36400, "Ceph"}, {0x0bd00bd0, "Lustre"}, {0x47504653, "GPFS"},
    {0x01161970, "GFS2"}, {0x7461636f, "OCFS2"},  {0x786f4256, "VirtualBox folder"},
};

constexpr std::size_t kMountinfoLimit = 16 << 20;

[[noreturn]] void refuse(const Path& directory, std::string_view name) {
  throw Error(Kind::state, "store.network",
              directory.string() + " is on a network file system (" + std::string(name) +
                  "), where a database cannot be locked",
              "keep the home on a local disk");
}

void refuse_remote_fuse(const Path& directory) {
  struct stat info {};
  if (::stat(directory.c_str(), &info) != 0) return;  // opening tells why
  const std::string device = std::to_string(major(info.st_dev)) + ":" + std::to_string(minor(info.st_dev));
  const std::string type = mount_type(read_file("/proc/self/mountinfo", kMountinfoLimit), device);
  if (!local_fuse(type)) refuse(directory, type.empty() ? "fuse" : type);
}

}  // namespace

std::string_view network_file_system(unsigned long type) {
  for (const FileSystem& row : kNetwork) {
    if (row.type == type) return row.name;
  }
  return {};
}

bool local_fuse(std::string_view type) { return type == "fuseblk" || type == "fuse.fuse-overlayfs"; }

std::string mount_type(std::string_view mountinfo, std::string_view device) {
  for (const std::string& line : split(mountinfo, '\n')) {
    const std::vector<std::string> fields = split(line, ' ');
    if (fields.size() < 3 || fields[2] != device) continue;
    for (std::size_t i = 3; i + 1 < fields.size(); ++i) {
      if (fields[i] == "-") return fields[i + 1];  // ends the optional fields
    }
  }
  return {};
}

void refuse_network_file_system(const Path& directory) {
  struct statfs info {};
  if (::statfs(directory.c_str(), &info) != 0) {
    throw Error(Kind::state, "store.io", directory.string() + ": " + std::strerror(errno));
  }
  // f_type is signed on some machines; the magic numbers are 32 bits.
  const auto type = static_cast<std::uint32_t>(info.f_type);
  if (std::string_view name = network_file_system(type); !name.empty()) refuse(directory, name);
  if (type == kFuse) refuse_remote_fuse(directory);
}

}  // namespace pkit::store
