// A bar with rate and remaining time, on a terminal only.
#pragma once

#include <optional>
#include <string>

#include "base/world.h"
#include "pkit/io.h"

namespace pkit::app {

/// "[######------------------]  25%  2500/10000  830/s  0:09 left".
std::string progress_line(std::size_t done, std::size_t total, Duration elapsed);

class Progress {
 public:
  /// Draws on `io`'s standard error where that is a terminal.
  Progress(Io io, const World& world, std::size_t total);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::size_t by) { done_ += by; }
  /// Ten times a second at most.
  void draw();
  /// Makes way for other output.
  void clear();

 private:
  Io io_;
  const World& world_;
  const std::size_t total_;
  const bool shown_;
  const Duration began_;
  Duration drawn_ = 0;
  bool visible_ = false;
  std::size_t done_ = 0;
};

/// What an operation tells of itself: a bar, or how many are done where nobody knows of how many.
class ShownProgress {
 public:
  ShownProgress(Io io, const World& world) : io_(io), world_(world) {}
  void at(std::size_t done, std::size_t of);

 private:
  Io io_;
  const World& world_;
  std::optional<Progress> bar_;
  std::size_t shown_ = 0;
};

}  // namespace pkit::app
