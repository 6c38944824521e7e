// The files of a change, from here to there and back: while one is swapped its slot holds what is not in its place.
#pragma once

#include <vector>

#include "certstores/folder.h"
#include "store/cert_stores.h"

namespace pkit::certstores {

/// Looks at the disk for every step, so that it can go on where another process was killed.
class Swap {
 public:
  /// Error{not_found "certstore.missing"}, {conflict "certstore.moved"}.
  explicit Swap(const std::vector<store::ChangedFile>& files);

  /// False, and nothing is done, where a file is another one than it was planned for.
  bool forth();
  /// Whatever is in its place goes back; what others have written since stays.
  void back();
  /// Do all files have the bytes of before, or of after? Neither: others were there, or it is half done.
  bool is_before() const;
  bool is_after() const;
  /// Each is of before or of after, so that all can still be either.
  bool is_ours() const;
  /// Of after, but what was replaced is not what was planned to be: somebody wrote between our look and our rename.
  bool is_overtaken() const;
  /// What was replaced is the previous file from now on.
  void keep_former() const;
  void remove_slots() const;
  /// Of each file what was staged for it goes, and anything else is the previous file from now on: bytes that were
  /// somebody's are never dropped.
  void clear_slots() const;

 private:
  struct File {
    Folder folder;
    std::string name;
    store::ChangedFile change;

    bool is(const std::string& sha256) const { return folder.sha256(name) == sha256; }
    bool forth() const;
    void back() const;
    /// Its slot holds neither of the bytes that it may.
    bool is_overtaken() const;
  };
  std::vector<File> files_;
};

}  // namespace pkit::certstores
