// The directory that a store's file lies in: everything happens relative to it, so that nobody who can rename a
// directory on the way leads us elsewhere, and no link in it is followed.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"

namespace pkit::certstores {

/// What a store may have at most.
inline constexpr std::size_t kStoreLimit = 4 << 20;

struct StoredFile {
  Secret content;
  std::string sha256;  // hex
  mode_t mode = 0;     // rwx bits
};

class Folder {
 public:
  /// Error{not_found "certstore.missing"}, {conflict "certstore.moved"} where a link is on the way.
  explicit Folder(const Path& directory);

  const Path& path() const { return path_; }
  /// Nothing where there is none. Error{state "certstore.file"} for a link, a directory or a device, {input
  /// "file.size"}.
  std::optional<StoredFile> read(const std::string& name) const;
  /// As read(), of a link in this directory too, as far as it leads to a regular file: for who only looks.
  std::optional<StoredFile> read_followed(const std::string& name) const;
  /// Is it a directory, or a link to one?
  bool is_directory(const std::string& name) const;
  /// Hex; empty where there is no such file.
  std::string sha256(const std::string& name) const;
  bool exists(const std::string& name) const;
  /// Names of regular files and links, sorted, without those that begin with a dot; at most 10,000, else Error{input
  /// "certstore.size"}.
  std::vector<std::string> names() const;
  /// All names that begin so.
  std::vector<std::string> beginning_with(const std::string& prefix) const;
  /// What a link says; empty where it is none.
  std::string link_target(const std::string& name) const;
  void make_link(const std::string& name, const std::string& target) const;

  /// A new file, synced, with owner, mode, ACL and label of `like`, or this mode where that is empty. Error{state
  /// "certstore.write"}, also where we may not give it these.
  void stage(const std::string& name, BytesView content, const std::string& like, mode_t new_mode) const;
  /// Each takes the other's name.
  void exchange(const std::string& one, const std::string& other) const;
  /// False where `to` is there already.
  bool move(const std::string& from, const std::string& to) const;
  void replace(const std::string& from, const std::string& to) const;
  /// No matter whether it was there.
  void remove(const std::string& name) const;
  void sync() const;

 private:
  Fd open_to_read(const std::string& name, int flags) const;
  void each_name(const std::function<void(const std::string&)>& take) const;
  Path path_;
  Fd fd_;
};

}  // namespace pkit::certstores
