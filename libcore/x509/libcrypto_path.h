// libcrypto's own path validation as a second judge: it is asked about one path, that which pkit found.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "x509/certificate.h"

namespace pkit::x509 {

enum class LibcryptoPurpose { any, client, server, email };

struct LibcryptoQuestion {
  LibcryptoPurpose purpose = LibcryptoPurpose::any;
  std::vector<std::string> policies;  // OIDs; empty: any policy
  bool check_policies = false;        // any of what follows, or policies, is asked for
  bool explicit_policy = false, inhibit_mapping = false, inhibit_any = false;
};

/// Keeps what it read of certificates that are asked about again and again: those of issuers. And what it accepted: a
/// leaf that differs from an accepted one under the same issuers only in what libcrypto is not asked about
/// (plain_leaf.h) is accepted, so that of many leaves of one issuer each costs one check of a signature, which is the
/// caller's.
class LibcryptoJudge {
 public:
  LibcryptoJudge();
  ~LibcryptoJudge();
  LibcryptoJudge(LibcryptoJudge&&) noexcept;
  LibcryptoJudge& operator=(LibcryptoJudge&&) noexcept;
  /// `path` is the leaf first, the trust anchor last; each is signed by the key of the next: the caller has seen to
  /// that. Certificates but the leaf outlive this. Times are not looked at. Empty where libcrypto accepts exactly this
  /// path, else its reason.
  std::string refuses(const std::vector<const Certificate*>& path, const LibcryptoQuestion& question);

 private:
  std::string judged(const std::vector<const Certificate*>& path, const LibcryptoQuestion& question);

  struct Kept;
  std::unique_ptr<Kept> kept_;
};

}  // namespace pkit::x509
