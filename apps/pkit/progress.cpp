#include "pkit/progress.h"

#include <unistd.h>

#include <algorithm>

namespace pkit::app {

namespace {

constexpr std::size_t kWidth = 24;
constexpr Duration kBetween = 100;

/// "0:09", "1:02:03".
std::string clock_text(Duration duration) {
  const auto two = [](Duration n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  const Duration seconds = (duration + 999) / 1000, minutes = seconds / 60, hours = minutes / 60;
  return (hours > 0 ? std::to_string(hours) + ":" + two(minutes % 60) : std::to_string(minutes)) + ":" +
         two(seconds % 60);
}

}  // namespace

std::string progress_line(std::size_t done, std::size_t total, Duration elapsed) {
  if (total == 0) return std::to_string(done) + " done";
  const std::size_t filled = kWidth * done / total, percent = 100 * done / total;
  std::string line = "[" + std::string(filled, '#') + std::string(kWidth - filled, '-') + "] ";
  line += std::string(3 - std::min<std::size_t>(3, std::to_string(percent).size()), ' ') + std::to_string(percent) +
          "%  " + std::to_string(done) + "/" + std::to_string(total);
  if (done == 0 || elapsed <= 0) return line;
  const auto so_far = static_cast<Duration>(done), rest = static_cast<Duration>(total - done);
  return line + "  " + std::to_string(so_far * 1000 / elapsed) + "/s  " + clock_text(elapsed * rest / so_far) + " left";
}

Progress::Progress(Io io, const World& world, std::size_t total)
    : io_(io), world_(world), total_(total), shown_(::isatty(STDERR_FILENO) == 1), began_(world.steady()) {}

void Progress::draw() {
  const Duration now = world_.steady();
  if (!shown_ || (visible_ && now - drawn_ < kBetween)) return;
  io_.err << "\r" << progress_line(done_, total_, now - began_) << "\x1b[K" << std::flush;
  drawn_ = now;
  visible_ = true;
}

void Progress::clear() {
  if (visible_) io_.err << "\r\x1b[K" << std::flush;
  visible_ = false;
}

void ShownProgress::at(std::size_t done, std::size_t of) {
  if (!bar_) bar_.emplace(io_, world_, of);
  bar_->advance(done - shown_);
  shown_ = done;
  bar_->draw();
}

}  // namespace pkit::app
