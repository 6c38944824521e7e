// Certificates that lead to nobody any more: a CA above them was revoked by the CA above that (authority revoke), and
// no CRL has to be at hand to know it (RFC 5280 6.1.3 (a)(3)).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "home/session.h"
#include "x509/certificate.h"

namespace pkit {

class CutOff {
 public:
  /// The CAs of this home: those of the state, and those of the files that pkit.yaml names. Where nothing is revoked
  /// they are not looked at. A CA that is not valid at `now` is no way up. Error{config}, {input} where they cannot be.
  CutOff(const ReadSession& session, Time now);

  /// Is there anything that could be above a certificate? Where not, none is cut off.
  bool any() const { return any_; }

  /// Why nobody trusts this certificate, be it of this home or of others: it, or a CA above it, was revoked on every
  /// way up that is known. Empty: a way is left, or none is known. `beside` may be above what no CA of this home has
  /// signed. Where there are too many ways to look at, that is the answer.
  std::string why(const x509::Certificate& certificate, std::span<const x509::Certificate> beside = {}) const;
  /// The same, for who reads already.
  std::string why(store::Read& read, const x509::Certificate& certificate,
                  std::span<const x509::Certificate> beside = {}) const;

 private:
  struct Look;
  std::string climb(const x509::Certificate& certificate, Look& look, std::size_t above) const;

  const ReadSession& session_;
  Time now_;
  bool any_ = false;
  std::vector<x509::Certificate> issuers_;
};

}  // namespace pkit
