// The files that a backup carries beside the state: it is one file, a database like any other. In a home there are
// none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/database.h"

namespace pkit::store {

struct BackupFile {
  std::string name;     // relative to the home: "pkit.yaml", "ca/root.crt"; or kManifest
  bool secret = false;  // a key
  Bytes content;
};

namespace backup_files {
/// No file of a home: what the backup says of itself, as JSON.
inline constexpr const char* kManifest = "manifest.json";

void insert(Write&, const BackupFile&);
std::vector<BackupFile> all(Read&);  // by name
std::optional<BackupFile> find(Read&, const std::string& name);
void clear(Write&);
}  // namespace backup_files

}  // namespace pkit::store
