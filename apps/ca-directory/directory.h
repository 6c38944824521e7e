// A directory of openssl-ca(1) as another CA: ca.crt, ca.key, index.txt, certs/, crlnumber and crl.pem.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/value.h"
#include "base/world.h"
#include "ca-directory/index.h"

namespace pkit::ca_directory {

/// What one envelope asks of it.
struct Asked {
  Path directory;
  std::string procedure, request_id;
  Value parameter, config;
  const World& world;
};

/// Files and directories that have to be there and are not.
std::vector<std::string> missing_in(const Path& directory);
/// Error{state} where it cannot be read.
std::string index_of(const Path& directory);
/// Of the last row of that serial: one that was renewed under it is what counts.
std::optional<IndexRow> find_row(const std::string& index, const std::string& serial);
/// The record of a row, {CARequestID, Status, ..., Certificate}; without Certificate where there is none in certs/: who
/// has it from before needs none.
Value record_of(const Path& directory, const IndexRow& row);

/// The serial of what is made of a request: by it what became of that can be asked for at any time, whenever this
/// program was killed. Upper-case hex of 16 octets.
std::string serial_of_request(const std::string& request_id);

/// One at a time changes it.
Fd lock(const Path& directory);

/// Runs `openssl ca` with this configuration beside the directory's own. Empty where it ended well, else its last line.
std::string openssl_ca(const Asked& asked, const std::string& configuration, const std::vector<std::string>& arguments);
/// A new file for openssl in a directory of this process, which goes with it.
class Workshop {
 public:
  Workshop();
  ~Workshop();
  Workshop(const Workshop&) = delete;
  Path file(const std::string& name, const std::string& content) const;

 private:
  Path directory_;
};

/// The configuration's lines that every use has.
std::string configuration_of(const Path& directory);

// The procedures, each in a file: the answer.
Value look_up(const Asked& asked);      // GetSingleRecord
Value synchronize(const Asked& asked);  // Synchronize
Value enroll(const Asked& asked);       // Enroll
Value revoke(const Asked& asked);       // Revoke
Value product_ids(const Asked& asked);  // GetProductIds
/// Of the configuration: {NAME: {days, extendedKeyUsage}}.
Value products_of(const Asked& asked);

}  // namespace pkit::ca_directory
