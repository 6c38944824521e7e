// The running program's build id is the one that another program reads in its file.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "base/build_id.h"

TEST_CASE("the build id is the linker's") {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  const std::string command = "readelf -n '" + self + "' | sed -n 's/^ *Build ID: //p'";
  std::FILE* readelf = ::popen(command.c_str(), "r");
  REQUIRE(readelf);
  std::array<char, 256> line{};
  const bool told = std::fgets(line.data(), static_cast<int>(line.size()), readelf) != nullptr;
  ::pclose(readelf);
  REQUIRE(told);
  CHECK(pkit::build_id() + "\n" == line.data());
}
