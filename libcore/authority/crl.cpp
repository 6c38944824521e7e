#include "authority/crl.h"

#include <algorithm>

#include "authority/seal.h"
#include "base/error.h"

namespace pkit::authority {

namespace {

/// RFC 5280 4.2.1.3: where a CA's certificate names usages, cRLSign must be among them.
void require_crl_sign(const x509::Certificate& issuer) {
  if (issuer.may("cRLSign")) return;
  throw Error(Kind::config, "authority.certificate",
              "the certificate of '" + issuer.subject.text() + "' does not permit to sign CRLs (cRLSign)",
              "have it renewed with that usage by who made it");
}

}  // namespace

void SignedCrl::read(const Sink& sink) {
  sink(before_);
  entries_.read(sink);
  sink(after_);
}

Bytes SignedCrl::whole() {
  Bytes der;
  read([&](BytesView piece) { der.insert(der.end(), piece.begin(), piece.end()); });
  return der;
}

SignedCrl sign_crl(const x509::Certificate& issuer, const x509::PrivateKey& key, BytesView number,
                   const CrlTimes& times, Spool entries) {
  require_crl_sign(issuer);
  const Bytes& algorithm = key.signature_algorithm();
  const x509::CrlFields fields{
      issuer.subject.der(),
      issuer.subject_key_id.empty() ? x509::subject_key_id(issuer.key.key_bits()) : issuer.subject_key_id,
      Bytes(number.begin(), number.end()), times.this_update, times.next_update};
  x509::CrlEnds list = x509::crl_to_sign(fields, algorithm, entries.size());
  const Bytes signature = key.sign_pieces([&](const Sink& sink) {
    sink(list.before);
    entries.read(sink);
    sink(list.after);
  });
  const std::size_t size = list.before.size() + entries.size() + list.after.size();
  x509::CrlEnds whole = x509::signed_crl(size, algorithm, signature);
  whole.before.insert(whole.before.end(), list.before.begin(), list.before.end());
  list.after.insert(list.after.end(), whole.after.begin(), whole.after.end());
  return {std::move(whole.before), std::move(entries), std::move(list.after)};
}

CrlTimes crl_times(Time now, Duration until_next) {
  const Time second = now - now % kSecond;
  return {second - kBackdated, second + until_next};
}

}  // namespace pkit::authority
