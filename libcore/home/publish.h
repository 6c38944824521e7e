// A key made by pkit and its certificate appear together or not at all: the key is staged beside its target before
// Bind, the certificate joins it after, and one rename publishes both.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "home/session.h"
#include "home/staging_place.h"
#include "store/certificates.h"

namespace pkit {

class Staging {
 public:
  /// Checks the target (absent, empty, or `force`; no mount point; its parent exists), sweeps what a crash left beside
  /// it, and writes key.pem (0600) into a new locked directory. Error{conflict "output.exists"}, {state "output.*"}.
  static Staging prepare(Session& session, const Path& target, const Secret& key_pem, bool force);
  Staging(Staging&& other) noexcept;
  Staging(const Staging&) = delete;
  Staging& operator=(Staging&&) = delete;
  /// Removes the staged key unless a certificate was bound to it.
  ~Staging();

  const Path& directory() const { return place_.directory; }
  const Path& target() const { return target_; }
  /// Of the certificate that is made for the staged key.
  store::Publication publication(const std::string& certificate) const;
  /// From now on the staged key is somebody's: it stays until it is published.
  void keep() { kept_ = true; }

 private:
  Staging(const Home& home, Path target, StagingPlace place, bool replaces);
  const Home& home_;
  Path target_;
  StagingPlace place_;
  bool replaces_;
  bool kept_ = false;
};

/// The same questions as prepare() asks, without making anything: for a dry run.
void require_publishable(const Path& target, bool force);

/// Where a publication's files are.
Path target_of(const Home& home, const store::Publication& publication);
Path staging_of(const Home& home, const store::Publication& publication);

/// Publishes, or finishes a publication that a crash cut short, and marks it done. Error{conflict "output.key_lost"}
/// names the serial to revoke where the staged key is gone; {conflict "output.exists"} where something stands at the
/// target that it may not replace: the key stays where it is staged.
void finish_publication(Session& session, const store::Publication& publication, const store::Certificate& certificate);

/// Finishes what was to appear at `target` before, so that nothing newer is replaced by it later.
void finish_earlier(Session& session, const Path& target);
/// Publishes what has just been bound; Error{state "output.failed"} and {conflict "output.exists"} say as what it was
/// issued all the same.
void publish(Session& session, const store::Publication& publication, const store::Certificate& certificate);

}  // namespace pkit
