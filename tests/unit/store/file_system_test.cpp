// Which file systems are refused.
#include "store/sqlite/file_system.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkit::store {

TEST_CASE("network file systems are known by their numbers") {
  struct Case {
    unsigned long type;
    const char* name;
  };
  for (auto [type, name] :
       {Case{0x6969, "NFS"}, Case{0xff534d42, "CIFS"}, Case{0xfe534d42, "SMB2"}, Case{0x01021997, "9P"},
        Case{0xef53, ""}, Case{0x01021994, ""}, Case{0x9123683e, ""}, Case{0x65735546, ""}}) {
    CAPTURE(type);
    CHECK(network_file_system(type) == name);
  }
}

TEST_CASE("of FUSE mounts only those that are surely local pass") {
  const char* const mountinfo =
      "22 27 0:21 / /proc rw,nosuid shared:5 - proc proc rw\n"
      "40 27 0:52 / /mnt/far rw,nosuid,nodev - fuse.sshfs me@far:/ rw,user_id=1000\n"
      "41 27 8:17 / /mnt/stick rw shared:9 master:2 - fuseblk /dev/sdb1 rw\n"
      "broken line\n";
  struct Case {
    const char* device;
    const char* type;
    bool local;
  };
  for (auto [device, type, local] :
       {Case{"0:52", "fuse.sshfs", false}, Case{"8:17", "fuseblk", true}, Case{"9:9", "", false}}) {
    CAPTURE(device);
    CHECK(mount_type(mountinfo, device) == type);
    CHECK(local_fuse(type) == local);
  }
}

TEST_CASE("a directory that is not there is the disk's matter") {
  try {
    refuse_network_file_system("/nowhere/at/all");
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::state);
    CHECK(error.code() == "store.io");
  }
}

}  // namespace pkit::store
