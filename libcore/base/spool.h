// A file without a name for what is too large to be held in memory: filled once, then read as often as is wanted.
#pragma once

#include "base/bytes.h"
#include "base/file.h"
#include "base/pieces.h"

namespace pkit {

class Spool {
 public:
  /// In this directory; gone with the object. Error{state "file.write"}.
  explicit Spool(const Path& directory);
  void append(BytesView piece);
  std::size_t size() const { return written_ + buffer_.size(); }
  /// Hands out all of it. Error{state "file.read"}.
  void read(const Sink& sink);

 private:
  void flush();
  Path directory_;
  Fd file_;
  Bytes buffer_;
  std::size_t written_ = 0;
};

}  // namespace pkit
