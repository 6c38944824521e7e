// replay CORPUS: every file of every target's directory once, as an ordinary test. A finding aborts it; the last line
// printed names the file. What libcrypto accepts and we refuse is told by reason.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "ossl/ossl.h"
#include "targets.h"

using namespace pkit;

namespace {

Bytes content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

std::vector<std::filesystem::path> files(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// Each case, each cut short at its half, and each with its middle octet turned: how many were run.
std::size_t replay(const fuzz::Target& target, const std::filesystem::path& directory) {
  std::size_t runs = 0;
  for (const auto& file : files(directory)) {
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);
    Bytes bytes = content(file);
    target.run(bytes);
    target.run(BytesView(bytes).first(bytes.size() / 2));
    if (!bytes.empty()) bytes[bytes.size() / 2] ^= 0xff;
    target.run(bytes);
    runs += 3;
  }
  return runs;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  ossl::start();
  for (const fuzz::Target& target : fuzz::targets()) {
    const std::size_t runs = replay(target, std::filesystem::path(argv[1]) / target.name);
    std::printf("%s: %zu runs\n", target.name, runs);
    if (runs == 0) return 1;
  }
  for (const auto& [what, times] : fuzz::refusals()) std::printf("refused by us alone: %s: %d\n", what.c_str(), times);
  return 0;
}
