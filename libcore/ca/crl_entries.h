// What a CRL says of an issuer key, from the state; and the CRL of a CA above, which is made while its key is at hand
// and kept until the next time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "authority/crl.h"
#include "base/input.h"
#include "base/value.h"
#include "store/crls.h"

namespace pkit {

constexpr Duration kDay = 24LL * 3600 * 1000;
constexpr Duration kRootCrlLife = 365 * kDay;  // until the root's key is brought out again
constexpr Duration kRootCrlNear = 30 * kDay;   // before its end that is told of

/// How long a CRL or an OCSP answer may be good for, as inputs say it: between a minute and ten years.
struct AsCrlLife : AsDuration {
  static Duration read(const std::string& text);
  static Value write(Duration life) { return AsDuration::write(life); }
};

struct CrlEntries {
  Spool encoded;
  std::int64_t count = 0;
};
/// All that the issuers `rows` over this key revoked, but for what had ended before the last CRL: that was in it.
CrlEntries crl_entries(store::Read& read, const std::vector<std::string>& rows, const std::string& key_id,
                       const std::optional<store::Crl>& last, const Path& spool_directory);

/// The next CRL of `root`, as a row to be kept. `last` is the one before.
store::Crl sign_root_crl(const x509::Certificate& root, const x509::PrivateKey& key, CrlEntries entries,
                         const std::optional<store::Crl>& last, Time now, Duration life);
/// Puts a CRL's row in place of the one before it. Error{conflict "state.changed"} where another one came between.
void put_next_crl(store::Write& write, const store::Crl& crl, const std::optional<store::Crl>& last);
/// {issuer, keyId, number, thisUpdate, nextUpdate}: what an event tells of it.
Value root_crl_view(const x509::Certificate& root, const store::Crl& crl);

}  // namespace pkit
