// A batch's manifest: every line is judged as if it stood alone, an item is what its line says, and no output of one
// leaves its directory.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "batch/batch_input.h"
#include "fleet/operations.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

/// A line that says what the item says.
std::string line_of(const ManifestItem& item) {
  Value line = item.inputs;
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) line.set(key, text);
  };
  add("csr", item.csr.value_or(""));
  add("csrFile", item.csr_file);
  add("out", item.out);
  return to_json(line);
}

/// Nothing where the line is none.
std::optional<ManifestItem> read_line(std::string_view line, const ManifestForm& form) {
  return accepted({"json.", "batch.line", "batch.out"}, [&] { return form.read(line, "line"); });
}

void judged(const ManifestItem& item, const ManifestForm& form) {
  const bool has_csr = item.csr || !item.csr_file.empty();
  PROMISE(!(item.csr && !item.csr_file.empty()));
  PROMISE(has_csr || (form.by_machine() && !item.client_machine().empty()));
  PROMISE(item.inputs["san"].is_null() || !form.by_machine());
  PROMISE((item.inputs["capability"].is_null() && item.inputs["param"].is_null()) || form.by_machine());
  if (!item.out.empty()) {
    const Path path = Path("directory") / item.out;
    PROMISE(path.parent_path() == "directory" && path.lexically_normal() == path);
    PROMISE(output_name(item) == item.out && printable(item.out) == item.out);
  }
  const auto again = read_line(line_of(item), form);
  PROMISE(again && line_of(*again) == line_of(item));
}

/// What the lines of the bytes are, each by itself. Files are relative to the directory.
std::vector<std::string> line_by_line(std::string_view text, const Path& directory, const ManifestForm& form) {
  std::vector<std::string> found;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    const std::string_view line = text.substr(0, text[end] == '\n' ? end : end + 1);
    text.remove_prefix(end + 1);
    if (trim(line).empty()) continue;
    auto item = read_line(line, form);
    if (item) judged(*item, form);
    if (item && !item->csr_file.empty()) item->csr_file = (directory / item->csr_file).string();
    found.push_back(item ? "line " + std::to_string(number) + line_of(*item) : "refused");
  }
  return found;
}

/// What the batch reads in the file: the same.
std::vector<std::string> as_batch(const Path& file, const ManifestForm& form) {
  std::vector<std::string> found;
  const auto input = open_manifest(file, form);
  for (bool more = true; more;) {
    const auto entry = accepted({"json.", "batch.line", "batch.out"}, [&] { return input->next(); });
    more = !entry || entry->has_value();
    if (!more) break;
    found.push_back(entry ? (*entry)->name + line_of((*entry)->item) : "refused");
  }
  return found;
}

}  // namespace

int fuzz_manifest(BytesView bytes) {
  const Fd kept(memfd_create("manifest", MFD_CLOEXEC));
  PROMISE(kept && write(kept.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  const Path file = "/proc/self/fd/" + std::to_string(kept.get());
  for (const Operation* operation : {&kIssue, &kRegister}) {
    const ManifestForm form(operation->inputs);
    PROMISE(line_by_line(as_text(bytes), file.parent_path(), form) == as_batch(file, form));
  }
  return 0;
}

}  // namespace pkit::fuzz
