// A batch's manifest: every line is judged as if it stood alone, an item is what its line says, and no output of one
// leaves its directory.
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "batch/batch_input.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

using pkit::ManifestItem;
using pkit::ManifestKind;

/// A line that says what the item says.
std::string line_of(const ManifestItem& item) {
  Value line = Value::map();
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) line.set(key, text);
  };
  const auto add_list = [&](const char* key, const std::vector<std::string>& texts) {
    if (!texts.empty()) line.set(key, Value::list(texts));
  };
  add("csr", item.csr.value_or(""));
  add("csrFile", item.csr_file);
  add("clientMachine", item.client_machine);
  add("profile", item.profile);
  add("notAfter", item.not_after);
  add("platform", item.platform);
  add("version", item.version);
  add("out", item.out);
  add_list("san", item.sans);
  add_list("capability", item.capabilities);
  Value parameters = Value::map();
  for (const auto& [name, text] : item.parameters) parameters.set(name, text);
  if (!item.parameters.empty()) line.set("param", std::move(parameters));
  return to_json(line);
}

/// Nothing where the line is none.
std::optional<ManifestItem> read_line(std::string_view line, ManifestKind kind) {
  return accepted({"json.", "batch.line", "batch.out"}, [&] { return pkit::read_manifest_line(line, "line", kind); });
}

void judged(const ManifestItem& item, ManifestKind kind) {
  const bool has_csr = item.csr || !item.csr_file.empty();
  PROMISE(!(item.csr && !item.csr_file.empty()));
  PROMISE(has_csr || (kind == ManifestKind::registration && !item.client_machine.empty()));
  PROMISE(kind == ManifestKind::registration ? item.sans.empty()
                                             : item.capabilities.empty() && item.parameters.empty());
  if (!item.out.empty()) {
    const Path path = Path("directory") / item.out;
    PROMISE(path.parent_path() == "directory" && path.lexically_normal() == path);
    PROMISE(pkit::output_name(item) == item.out && printable(item.out) == item.out);
  }
  const auto again = read_line(line_of(item), kind);
  PROMISE(again && line_of(*again) == line_of(item));
}

/// What the lines of the bytes are, each by itself. Files are relative to the directory.
std::vector<std::string> line_by_line(std::string_view text, const Path& directory, ManifestKind kind) {
  std::vector<std::string> found;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    const std::string_view line = text.substr(0, text[end] == '\n' ? end : end + 1);
    text.remove_prefix(end + 1);
    if (trim(line).empty()) continue;
    auto item = read_line(line, kind);
    if (item) judged(*item, kind);
    if (item && !item->csr_file.empty()) item->csr_file = (directory / item->csr_file).string();
    found.push_back(item ? "line " + std::to_string(number) + line_of(*item) : "refused");
  }
  return found;
}

/// What the batch reads in the file: the same.
std::vector<std::string> as_batch(const Path& file, ManifestKind kind) {
  std::vector<std::string> found;
  const auto input = pkit::open_manifest(file, kind);
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
  for (const ManifestKind kind : {ManifestKind::issue, ManifestKind::registration})
    PROMISE(line_by_line(as_text(bytes), file.parent_path(), kind) == as_batch(file, kind));
  return 0;
}

}  // namespace pkit::fuzz
