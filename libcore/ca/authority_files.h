// The files of an authority that gets new ones: staged in the home before Bind, in their places after it, and what was
// there before kept beside them. What a crash cuts short is finished by whoever needs the authority next.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "authority/authority.h"
#include "home/session.h"
#include "home/staging_place.h"
#include "store/authorities.h"

namespace pkit {

/// One at a time changes authorities' files.
Fd lock_authorities(const ReadSession& session);

/// Removes what it made unless it was kept.
class StagedAuthority {
 public:
  /// Writes and syncs `certificate`, and the key where there is a new one. Under lock_authorities.
  static StagedAuthority prepare(Session& session, const std::string& name, const Bytes& certificate,
                                 const std::optional<Secret>& key_pem);
  StagedAuthority(StagedAuthority&& other) noexcept;
  StagedAuthority& operator=(StagedAuthority&&) = delete;
  ~StagedAuthority();
  const Path& directory() const { return place_.directory; }
  void keep() { kept_ = true; }

 private:
  explicit StagedAuthority(StagingPlace place) : place_(std::move(place)) {}
  StagingPlace place_;
  bool kept_ = false;
};

/// Where what is replaced is kept: "issuing.0199f2.crt" for "issuing.crt", by the serial of the certificate that was
/// replaced.
Path former_place(const Path& file, const std::string& serial);
/// What lies beside `file` by such names, sorted; `file` need not be there, nor its directory. Error{state "file.read"}
/// where that cannot be listed.
std::vector<Path> former_files(const Path& file);

/// What became of the files that an authority waits for. Lost: they are neither staged nor in their places, and what is
/// there stays in service.
enum class Waiting { nothing, finished, lost };

/// Puts what waits for this authority in its place. Under lock_authorities. Error{state "authority.unpublished"}, after
/// which the next command tries again.
Waiting finish_authority(Session& session, const std::string& name);

/// Waits no longer for files that are lost: the names of those authorities.
std::vector<std::string> forget_lost(store::Write& write, const Home& home);

/// Before an authority signs: what waits is put in its place, and a retired one is refused, Error{config
/// "authority.retired"}. A rehearsal puts nothing anywhere.
void require_signing(Session& session, const std::string& name, bool rehearsal);

}  // namespace pkit
