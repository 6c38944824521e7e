// One change of a store, from bytes that were planned to bytes that are in use: stage, verify, record, swap, reload,
// prove; put back where one of the last two fails. A kill at any point leaves the old bytes or the new ones, and
// settle_open() says which.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "certstores/snapshot.h"

namespace pkit::certstores {

/// A file that is to be another one.
struct PlannedFile {
  Path path;
  std::string before;           // SHA-256 of it as it was read, hex; empty: there was none
  std::optional<Secret> after;  // nothing: it goes
  mode_t new_mode = 0600;       // where there was none and `like` is empty
  std::string like = {};        // the file beside it whose owner, mode and ACL it gets where there was none
};

struct Planned {
  std::string operation;  // "put", "take", "restore"
  std::string alias;
  std::vector<PlannedFile> files;  // in the order in which they are swapped
  Bytes serves;                    // DER of the certificate that is to be served then; empty: not known
  /// Are these bytes of each file, read back, what was planned? Throws Error. May be empty.
  std::function<void(const std::vector<Secret>& staged)> verify;
  std::function<void()> before_swap, after_swap;  // links of the directory; may be empty
};

struct Performed {
  std::string reload = "none", proof = "none";  // or "done", "failed"
  std::vector<std::string> warnings;
};

/// Holds the directories of the store for one command at a time; of one that a program keeps, the home. Error{conflict
/// "output.busy"}.
std::vector<Fd> lock_store(const ReadSession& session, const store::CertStore& store);

/// Error{conflict "certstore.changed"} where a file is not what was planned for any more; {config "certstore.reload" |
/// "certstore.unproven"} where the former bytes are back because the service did not take the new ones. Call it under
/// lock_store(), after settle_open().
Performed perform(Session& session, const store::CertStore& store, const Planned& planned, Time now);

struct Settled {
  std::string told;                            // what the store holds now, a sentence; empty where nothing was left
  std::optional<store::StoreChange> finished;  // what was begun and is done now
};
/// Ends what a killed command left open, and removes what it staged. Bytes that others wrote stay, in their place or as
/// the previous file. Call it under lock_store().
Settled settle_open(Session& session, const store::CertStore& store, Time now);

/// ".NAME.previous": what the last change replaced.
std::string previous_name(const Path& file);

}  // namespace pkit::certstores
