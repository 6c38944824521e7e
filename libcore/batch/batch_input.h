// Where a batch's items come from: a directory of CSRs, or a manifest of one JSON object a line. It is read twice, so
// that it is judged as a whole before the first signature and never held in memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "batch/manifest.h"

namespace pkit {

struct BatchEntry {
  std::string name;  // "line 12", "web1.csr"
  ManifestItem item;
};

class BatchInput {
 public:
  virtual ~BatchInput() = default;
  /// Nothing at the end. Error{input} for a line that is none.
  virtual std::optional<BatchEntry> next() = 0;
  /// From the start again.
  virtual void rewind() = 0;
};

/// Every ordinary file of a directory, or link to one, whose name does not begin with a dot, in the order of their
/// names.
std::unique_ptr<BatchInput> open_batch_directory(const Path& directory);
/// A manifest; `form` outlives it. Files that it names are relative to its directory.
std::unique_ptr<BatchInput> open_manifest(const Path& file, const ManifestForm& form);
/// What a manifest that is kept meanwhile may take of the home's disk.
inline constexpr std::size_t kSpoolLimit = std::size_t{1} << 30;
/// A manifest from a descriptor that can be read but once: it is kept in a file without a name in `spool` meanwhile;
/// files that it names are relative to the directory we run in. Error{input "file.size"} beyond `limit` bytes.
std::unique_ptr<BatchInput> spool_manifest(int fd, const Path& spool, const ManifestForm& form,
                                           std::size_t limit = kSpoolLimit);
/// The same of a file that is none that could be read twice: a pipe with a name, or a shell's <(command).
std::unique_ptr<BatchInput> spool_manifest(const Path& file, const Path& spool, const ManifestForm& form);

/// The content of the item's CSR; nothing where it has none. Error{not_found "file.missing"} and the like.
std::optional<std::string> csr_of(const ManifestItem& item);
/// What tells its CSR from others: the DER, or what was given where that is none; nothing where it has none.
std::optional<std::string> csr_identity(const ManifestItem& item);
/// The name of the file for its certificate: `out`, else with ".pem" the CSR's file's without its last dot, else the
/// client machine's, else the SHA-256 of the CSR.
std::string output_name(const ManifestItem& item);

/// Reads it to the end and says how many items there are; then it is at its start again. One Error for all that is
/// wrong with it: lines that are none ("batch.line", "batch.out"), items that are there twice {conflict "batch.twice"};
/// and with `outputs` those that have one output {conflict "batch.collision"}, without them those that name one {usage
/// "batch.out"}.
std::size_t survey(BatchInput& input, const ManifestForm& form, bool outputs);

}  // namespace pkit
