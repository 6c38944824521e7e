// CRLs signed by a CA's key (RFC 5280 5). However many entries there are, they are never in memory together.
#pragma once

#include "base/spool.h"
#include "x509/certificate.h"
#include "x509/crl_build.h"
#include "x509/private_key.h"

namespace pkit::authority {

struct CrlTimes {
  Time this_update = 0, next_update = 0;
};

/// A CRL that is ready to go out.
class SignedCrl {
 public:
  SignedCrl(Bytes before, Spool entries, Bytes after)
      : before_(std::move(before)), entries_(std::move(entries)), after_(std::move(after)) {}
  /// Its DER, as often as is wanted.
  void read(const Sink& sink);
  Bytes whole();

 private:
  Bytes before_;
  Spool entries_;
  Bytes after_;
};

/// Signs a CRL of `issuer`, whose key `key` is, over entries that x509::append_crl_entry made. Error{config
/// "authority.certificate"} where the issuer may not sign CRLs.
SignedCrl sign_crl(const x509::Certificate& issuer, const x509::PrivateKey& key, BytesView number,
                   const CrlTimes& times, Spool entries);

/// A minute back, as certificates are, for clients whose clock is a little behind; whole seconds.
CrlTimes crl_times(Time now, Duration until_next);

}  // namespace pkit::authority
