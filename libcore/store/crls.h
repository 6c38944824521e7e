// What CRLs are made from, and what was made: by issuer key, and by the file that it went to.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

/// The last CRL of an issuer key.
struct Crl {
  std::string key_id;                     // hex, of the issuer's key
  Bytes number;                           // unsigned magnitude
  Time this_update = 0, next_update = 0;  // of the last one that reached its reader; 0: none did yet
  Bytes der = {};                         // where its key is elsewhere: it cannot be made again
};
namespace crls {
std::optional<Crl> find(Read&, const std::string& key_id);
/// Inserts it, or replaces that key's.
void put(Write&, const Crl&);

/// One entry, without copies: good until the next one.
struct Entry {
  BytesView serial;
  Time revoked_at = 0;
  std::string_view reason;
  std::optional<Time> invalid_since;
};
/// What `issuer` signed and is revoked, but for what had ended and was revoked before `since`: that was in a CRL
/// after its end (RFC 5280 3.3).
void each_entry(Read&, const std::string& issuer, Time since, const std::function<void(const Entry&)>& fn);
/// What was revoked of this key before pkit took it over, and the CAs below it that were revoked since.
void each_foreign_entry(Read&, const std::string& key_id, const std::function<void(const Entry&)>& fn);
/// What `issuer` signed and has not ended at `now`, whether it is revoked or not.
void each_unexpired(Read&, const std::string& issuer, Time now, const std::function<void(const Entry&, bool revoked)>&);
/// Is anything revoked that `issuer` signed and that has not ended at `now`?
bool has_revoked(Read&, const std::string& issuer, Time now);
/// Is there any of these? Of any key?
bool has_foreign(Read&, const std::string& key_id);
bool has_any_foreign(Read&);
struct ForeignRevocation {
  Time at = 0;
  std::string reason;
};
std::optional<ForeignRevocation> find_foreign(Read&, const std::string& key_id, const Bytes& serial);
/// Adds one; what is known of that serial already stays.
void put_foreign(Write&, const std::string& key_id, const Entry&);
}  // namespace crls

/// A file that CRLs were written to.
struct CrlFile {
  std::string path;    // absolute
  Bytes sha256;        // of its content
  std::string covers;  // what was known to whoever wrote it: differs where there is something new to tell
  Time this_update = 0, next_update = 0;  // of that one of it which ends first
  Time due_at = 0;                        // half of the time of what was signed for it is over
};
namespace crl_files {
std::optional<CrlFile> find(Read&, const std::string& path);
void put(Write&, const CrlFile&);
std::vector<CrlFile> all(Read&);
}  // namespace crl_files

}  // namespace pkit::store
