#include "ca/cut_off.h"

#include "base/text.h"
#include "ca/known_issuers.h"
#include "store/crls.h"

namespace pkit {

namespace {

constexpr std::size_t kHighest = 8, kMostSteps = 1000;

std::string told(const x509::Certificate& certificate, std::size_t above, const store::crls::ForeignRevocation& one) {
  const std::string what = above == 0 ? "it" : "the CA above it, " + printable(certificate.subject.text()) + ",";
  return what + " was revoked " + print_time(one.at) + ": " + one.reason;
}

}  // namespace

/// What is looked at for one certificate.
struct CutOff::Look {
  store::Read& read;
  std::span<const x509::Certificate> beside;
  std::size_t steps = 0;
};

CutOff::CutOff(const ReadSession& session, Time now) : session_(session), now_(now) {
  session.state.read([&](store::Read& read) { any_ = store::crls::has_any_foreign(read); });
  if (any_) issuers_ = known_issuers(session, load_authorities(session.home));
}

std::string CutOff::why(const x509::Certificate& certificate, std::span<const x509::Certificate> beside) const {
  std::string reason;
  if (any_) session_.state.read([&](store::Read& read) { reason = why(read, certificate, beside); });
  return reason;
}

std::string CutOff::why(store::Read& read, const x509::Certificate& certificate,
                        std::span<const x509::Certificate> beside) const {
  Look look{read, beside};
  return any_ ? climb(certificate, look, 0) : std::string();
}

std::string CutOff::climb(const x509::Certificate& certificate, Look& look, std::size_t above) const {
  if (above > kHighest) return "the way up from it does not end";
  std::string first;
  bool is_free = false, any_way = false;
  const auto try_way = [&](const x509::Certificate& ca) {
    if (is_free || equal(ca.der, certificate.der) || !certificate.issuer.same_as(ca.subject)) return;
    if (++look.steps > kMostSteps) {
      first = "there are too many CAs of one name above it";
      return;
    }
    if (!x509::issued_by(certificate, ca)) return;
    const auto revoked = store::crls::find_foreign(look.read, to_hex(ca.key.key_id()), certificate.serial);
    std::string reason = revoked ? told(certificate, above, *revoked) : climb(ca, look, above + 1);
    // RFC 5280 6.1.3 (a)(2). One that was revoked as well still says so.
    if (reason.empty() && (now_ < ca.not_before || now_ > ca.not_after)) return;
    any_way = true;
    is_free = reason.empty();
    if (first.empty()) first = std::move(reason);
  };
  for (const x509::Certificate& ca : issuers_) try_way(ca);
  if (!any_way)  // else whoever has the key of a revoked CA would make it another certificate
    for (const x509::Certificate& ca : look.beside) try_way(ca);
  return is_free ? std::string() : first;
}

}  // namespace pkit
