// The mark of a state that was moved, in the file itself: https://www.sqlite.org/fileformat2.html, 1.3.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "base/error.h"
#include "store/standing.h"
#include "store/state_file.h"

namespace pkit::store {

namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr off_t kUserVersion = 60;  // big-endian

using Number = std::array<unsigned char, 4>;

std::int64_t read_number(const Number& octets) {
  std::int64_t number = 0;
  for (const unsigned char octet : octets) number = number << 8 | octet;
  return number;
}

Number write_number(std::int64_t number) {
  Number octets{};
  for (std::size_t i = octets.size(); i-- > 0; number >>= 8) octets[i] = static_cast<unsigned char>(number & 0xff);
  return octets;
}

}  // namespace

void mark_moved(const Path& file) {
  const Fd fd(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  if (!fd) return;
  std::array<char, kMagic.size()> magic{};
  Number octets{};
  if (::pread(fd.get(), magic.data(), magic.size(), 0) != static_cast<ssize_t>(magic.size())) return;
  if (std::string_view(magic.data(), magic.size()) != kMagic) return;
  if (::pread(fd.get(), octets.data(), octets.size(), kUserVersion) != static_cast<ssize_t>(octets.size())) return;
  const std::int64_t number = read_number(octets);
  if (standing_in(number) == Standing::moved) return;
  octets = write_number(marked(Standing::moved, schema_in(number)));
  if (::pwrite(fd.get(), octets.data(), octets.size(), kUserVersion) != static_cast<ssize_t>(octets.size()) ||
      ::fsync(fd.get()) != 0)
    throw Error(Kind::state, "file.write",
                file.string() + " cannot be marked as moved: " + std::generic_category().message(errno));
}

}  // namespace pkit::store
