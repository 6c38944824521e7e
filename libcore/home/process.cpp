#include "home/process.h"

#include <unistd.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <system_error>

#include "base/file.h"
#include "base/text.h"

namespace pkit {

namespace {

std::string read_or_empty(const Path& path) {
  return std::filesystem::exists(path) ? read_file(path, 1 << 16) : std::string();
}

/// Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and parentheses.
std::string start_time(pid_t pid) {
  const std::string stat = read_or_empty("/proc/" + std::to_string(pid) + "/stat");
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return "";
  const std::vector<std::string> fields = split(std::string_view(stat).substr(name_end + 2), ' ');
  return fields.size() > 19 ? fields[19] : "";
}

std::string boot_id() { return std::string(trim(read_or_empty("/proc/sys/kernel/random/boot_id"))); }

/// "pid:[4026531836]".
std::string process_namespace() {
  std::error_code unknown;
  return std::filesystem::read_symlink("/proc/self/ns/pid", unknown).string();
}

}  // namespace

std::string process_identity(pid_t pid) {
  return boot_id() + " " + std::to_string(pid) + " " + start_time(pid) + " " + process_namespace();
}

bool process_ended(const std::string& identity) {
  const std::vector<std::string> parts = split(identity, ' ');
  const bool askable = parts.size() >= 3 && parts[0] == boot_id() &&
                       (parts.size() == 3 || parts[3] == process_namespace());  // three: of an earlier pkit
  if (!askable) return false;
  pid_t pid = 0;
  std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), pid);
  return parts[2].empty() || start_time(pid) != parts[2];
}

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || !name[0]) return "localhost";
  return name.data();
}

}  // namespace pkit
