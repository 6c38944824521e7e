// The file of a key that pkit keeps: HOME/keys/ID.key, 0600, PKCS#8. It is there before its row is.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "home/home.h"

namespace pkit {

Path kept_key_file(const Home& home, const std::string& id);

class KeptFile {
 public:
  /// Written and synced, in a directory 0700, and locked until its maker ends, so that what was left can be told from
  /// what is being made. Error{state "file.write"}.
  static KeptFile create(const Home& home, const std::string& id, const Secret& pem);
  KeptFile(KeptFile&& other) noexcept;
  KeptFile(const KeptFile&) = delete;
  KeptFile& operator=(KeptFile&&) = delete;
  /// Removes it unless a row was written for it.
  ~KeptFile();
  void keep() { kept_ = true; }

 private:
  KeptFile(Path path, Fd lock) : path_(std::move(path)), lock_(std::move(lock)) {}
  Path path_;
  Fd lock_;
  bool kept_ = false;
};

/// Key files of ids that are not `known`, and which no maker holds any more: what killed commands left, or what was
/// made since `known` was read.
std::vector<std::string> left_key_ids(const Home& home, const std::set<std::string>& known);
/// Removes the key file of this id unless it is being made. `has_row` is asked under its lock.
void remove_left_key(const Home& home, const std::string& id, const std::function<bool()>& has_row);

}  // namespace pkit
