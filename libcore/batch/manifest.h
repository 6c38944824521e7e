// One line of a batch's manifest: a JSON object whose members are the inputs of the batch's operation that tell its
// items apart, by their keys; a document may be told by its file, as "csrFile".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/input.h"

namespace pkit {

/// What one item of a batch asks for; what it does not say is empty.
struct ManifestItem {
  std::optional<std::string> csr;  // the request itself
  std::string csr_file;            // its file, as written
  Value inputs = Value::map();     // the others, by their keys
  std::string out;

  std::string client_machine() const { return inputs.text_or("clientMachine"); }
};

/// What the lines of one operation's manifests may say: its inputs of Batch::per_item and Batch::either.
class ManifestForm {
 public:
  explicit ManifestForm(const Inputs& inputs);
  ManifestForm(const ManifestForm&) = delete;
  ManifestForm& operator=(const ManifestForm&) = delete;

  /// Error{input "batch.line"} where it is not such an object, or has neither a CSR nor an input that is needed; {usage
  /// "batch.out"} for an `out` that is not a plain file name. Nothing else is judged here.
  ManifestItem read(std::string_view line, const std::string& where) const;
  /// Whether one machine may stand in several lines, with a CSR each, and a line without one.
  bool by_machine() const { return by_machine_; }

 private:
  std::vector<std::string> keys_;
  std::vector<Field> fields_;
  bool by_machine_ = false;
};

/// Puts what the item says into a request of the operation with these inputs, but for its CSR.
void put_item(const Inputs& inputs, const ManifestItem& item, void* request);

/// Throws Error{usage "batch.out"} unless `name` names a file in a directory and nothing else, on any system and on any
/// terminal: no path, no leading dot or dash, at most 200 bytes of printable UTF-8.
void require_plain_name(const std::string& name, const std::string& where);

}  // namespace pkit
