// A manifest that can be read but once is kept meanwhile, up to a limit: nobody fills the home's disk by a pipe.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "../temporary_directory.h"
#include "base/error.h"
#include "batch/batch_input.h"

using namespace pkit;

namespace {

struct Asked {
  std::optional<std::string> csr;
  std::string csr_name;
};
constexpr Input kInputs[] = {
    document<&Asked::csr, &Asked::csr_name>("csr", "FILE", "the request").in_batch(Input::Batch::per_item)};
const Inputs kAsked(kInputs);

/// What comes of so many lines on a pipe: how many items, or the error.
std::string read_back(const std::string& content, std::size_t limit) {
  const test::TemporaryDirectory spool;
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const Fd from(ends[0]);
  std::jthread writer([&content, to = Fd(ends[1])] {
    for (std::size_t at = 0; at < content.size();) {
      const ssize_t n = ::write(to.get(), content.data() + at, content.size() - at);
      if (n <= 0) return;
      at += static_cast<std::size_t>(n);
    }
  });
  const ManifestForm form(kAsked);
  std::string told;
  try {
    const auto input = spool_manifest(from.get(), spool.path(), form, limit);
    for (int times = 0; times < 2; ++times, input->rewind()) {
      int items = 0;
      while (input->next()) ++items;
      told += std::to_string(items) + " ";
    }
  } catch (const Error& error) {
    told = error.code() + " " + std::to_string(static_cast<int>(error.kind())) + ": " + error.what() + " (" +
           error.hint() + ")";
    std::string rest(1 << 16, 0);
    while (::read(from.get(), rest.data(), rest.size()) > 0) continue;  // the writer ends
  }
  CHECK(std::filesystem::is_empty(spool.path()));  // without a name: nothing is left, whatever happens
  return told;
}

std::string lines(std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += "{\"csr\":\"a\"}\n";
  return all;
}

}  // namespace

TEST_CASE("a manifest from a pipe may have as many bytes as the limit, and not one more") {
  const std::string content = lines(20'000);
  CHECK(read_back(content, content.size()) == "20000 20000 ");
  CHECK(read_back(content, content.size() - 1) == "file.size 5: the manifest is larger than " +
                                                      std::to_string(content.size() - 1) +
                                                      " bytes (write it to a file and name that, or take it in parts)");
  CHECK(read_back(content, 0).starts_with("file.size 5: "));
  CHECK(read_back("", 0) == "0 0 ");
}

TEST_CASE("the limit is a gibibyte where nobody says another") {
  CHECK(kSpoolLimit == std::size_t{1024} * 1024 * 1024);
}
