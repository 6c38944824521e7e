// The files of a home beside its state: what a backup carries, and what a restored home is made of.
#pragma once

#include <string>
#include <vector>

#include "home/home.h"
#include "store/backup_files.h"

namespace pkit {

struct HomeFiles {
  std::vector<store::BackupFile> files;
  std::vector<std::string> left_out;  // files that pkit.yaml names outside the home
};

/// pkit.yaml, and of ca/, keys/ and what pkit.yaml's authorities name the certificates, and the keys where they are
/// wanted. Works with a faulty pkit.yaml, as far as it goes. Error{state "backup.file"} where one is no ordinary file.
HomeFiles read_home_files(const Home& home, bool with_keys);

/// Writes them into a directory that is to become a home, each with its mode. Error{state "backup.unsound"} where a
/// name leads anywhere else.
void write_home_files(const Path& directory, const std::vector<store::BackupFile>& files);

/// Copies what `from` has and `to` has not, but the state: keys, adapters and whatever else lies in a home, each with
/// its mode. All of it is lasting then. Error{internal} where `to` lies in `from`.
void take_over_files(const Path& from, const Path& to);

}  // namespace pkit
