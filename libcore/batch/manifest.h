// One line of a batch's manifest: a JSON object whose members are the long names of the command's options.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pkit {

enum class ManifestKind { issue, registration };

/// What one item of a batch asks for; what it does not say is empty.
struct ManifestItem {
  std::optional<std::string> csr;  // the request itself
  std::string csr_file;            // its file, as written
  std::string client_machine, profile, not_after;
  std::vector<std::string> sans;          // of issue
  std::vector<std::string> capabilities;  // of registration, and the rest
  std::string platform, version;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::string out;
};

/// issue: {csr | csrFile, clientMachine, profile, san: [], notAfter, out}; registration: {clientMachine, capability:
/// [], platform, version, param: {}, csr | csrFile, profile, notAfter, out}. Error{input "batch.line"} where it is not
/// such an object, {usage "batch.out"} for an `out` that is no plain file name; nothing else is judged here.
ManifestItem read_manifest_line(std::string_view line, const std::string& where, ManifestKind kind);

/// Throws Error{usage "batch.out"} unless `name` names a file in a directory and nothing else, on any system and on any
/// terminal: no path, no leading dot or dash, at most 200 bytes of printable UTF-8.
void require_plain_name(const std::string& name, const std::string& where);

}  // namespace pkit
