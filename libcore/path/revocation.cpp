#include "path/revocation.h"

#include "path/crl_scope.h"
#include "x509/name_norm.h"
#include "x509/oid.h"
#include "x509/revocation_reason.h"

namespace pkit::path {

namespace {

bool may_sign_crls(const x509::Certificate& c) { return c.may("cRLSign"); }

/// Whose signature a CRL has: nobody's who may; that of another key of the issuer's name, which speaks of what that
/// key signed; or that of the one who speaks of the certificate.
enum class Signer { none, other_key, right };

/// The CRLs of a pool for one certificate of a path.
class Asking {
 public:
  Asking(const Pool& pool, const Index& index, Links& links, const Question& question, const Trusted& trusted,
         const Path& path, std::size_t at)
      : pool_(pool), index_(index), links_(links), question_(question), trusted_(trusted), path_(path), at_(at) {}

  StatusOf ask() {
    for (const x509::DistributionPoint& point : points_of(*path_[at_])) {
      for (const x509::Crl& crl : pool_.crls) {
        if (crl.delta_base) continue;  // a delta never stands for a base
        const auto reasons = reasons_covered(*path_[at_], point, crl);
        if (!reasons || !usable(crl)) continue;
        if (const x509::RevokedEntry* entry = entry_of(crl)) return revoked(*entry);
        if (!speaks_of_rest(crl)) continue;
        covered_ = static_cast<x509::Reasons>(covered_ | *reasons);
      }
    }
    if (covered_ == x509::kAllReasons) return {Status::good, ""};
    if (covered_ != 0) why_ = "the CRLs at hand speak of some reasons only";
    return {Status::unknown, why_};
  }

 private:
  const x509::Certificate& certificate() const { return *path_[at_]->certificate; }

  StatusOf revoked(const x509::RevokedEntry& entry) const {
    return {Status::revoked, "it was revoked at " + print_time(entry.revoked_at) + ": " +
                                 std::string(x509::revocation_reason_word(entry.reason))};
  }

  /// Is it current, understood, and signed by one who may?
  bool usable(const x509::Crl& crl) {
    const std::string of = "the CRL of " + printable(crl.issuer.text());
    if (!crl.unknown_critical.empty()) return because(of + " has a critical extension that is not known");
    if (question_.at < crl.this_update) return because(of + " begins at " + print_time(crl.this_update));
    if (!crl.next_update && !question_.lenient) return because(of + " does not say when the next one comes");
    if (crl.next_update && question_.at > *crl.next_update)
      return because(of + " is over since " + print_time(*crl.next_update));
    return signer_of(crl) != Signer::none || because(of + " is signed by nobody who may");
  }

  /// What a key's CRL lists is revoked; of what it does not list, only what that key signed is good.
  bool speaks_of_rest(const x509::Crl& crl) {
    return signer_of(crl) == Signer::right ||
           because("the CRL of " + printable(crl.issuer.text()) + " is of another key of that name");
  }

  bool because(std::string why) {
    why_ = std::move(why);
    return false;
  }

  /// By the issuer of the certificate itself, or by another that leads to the same anchor (6.3.3 (f)).
  Signer signer_of(const x509::Crl& crl) {
    const std::string issuer = x509::normalized(crl.issuer);
    Signer found = Signer::none;
    const auto is_right = [&](const Facts& signer) {
      found = speaks_for_issuer(signer) ? Signer::right : Signer::other_key;
      return found == Signer::right;
    };
    for (std::size_t i = at_ + 1; i < path_.size(); ++i)
      if (path_[i]->subject == issuer && signs(*path_[i], crl) && is_right(*path_[i])) return found;
    for (const Facts* other : index_.of_subject(issuer))
      if (signs(*other, crl) && trusted_(*other, *path_.back()) && is_right(*other)) return found;
    return found;
  }

  /// One whom the certificate's point names; or of the issuer's name: its key, one that signs CRLs alone, or one that
  /// it passed to or came from (a self-issued certificate by the one over the other, RFC 5280 6.1 and RFC 4210 4.4).
  bool speaks_for_issuer(const Facts& signer) {
    const Facts& issuer = *path_[at_ + 1];
    if (signer.subject != issuer.subject || signer.certificate->key.spki() == issuer.certificate->key.spki())
      return true;
    return !signer.certificate->may("keyCertSign") || passes_to(signer, issuer) || passes_to(issuer, signer);
  }

  bool passes_to(const Facts& from, const Facts& to) {
    return to.self_issued() && links_.holds(*to.certificate, *from.certificate, true);
  }

  bool signs(const Facts& signer, const x509::Crl& crl) {
    return may_sign_crls(*signer.certificate) && links_.holds(crl, *signer.certificate);
  }

  /// What the base says, unless a delta that goes on from it says otherwise.
  const x509::RevokedEntry* entry_of(const x509::Crl& base) {
    const x509::RevokedEntry* entry = base.find(certificate().serial, path_[at_]->issuer);
    const x509::Crl* newest = nullptr;
    for (const x509::Crl& delta : pool_.crls)
      if (continues(delta, base) && usable(delta) && signer_of(delta) >= signer_of(base) &&
          (!newest || newest->this_update < delta.this_update))
        newest = &delta;
    const x509::RevokedEntry* later = newest ? newest->find(certificate().serial, path_[at_]->issuer) : nullptr;
    if (!later) return entry;
    const bool removed = later->reason == static_cast<std::uint8_t>(x509::CrlReason::remove_from_crl);
    if (!removed) return later;
    const bool held = entry && entry->reason == static_cast<std::uint8_t>(x509::CrlReason::hold);
    return held ? nullptr : entry;
  }

  const Pool& pool_;
  const Index& index_;
  Links& links_;
  const Question& question_;
  const Trusted& trusted_;
  const Path& path_;
  std::size_t at_;
  x509::Reasons covered_ = 0;
  std::string why_ = "no CRL speaks of it";
};

bool is_demanded(RequireCrl require, std::size_t at) {
  return require == RequireCrl::all || (require == RequireCrl::leaf && at == 0);
}

}  // namespace

StatusOf Revocation::status_of(const Path& path, std::size_t at) const {
  // RFC 9608 4: there is nothing to ask for.
  if (at == 0 && path[at]->has(x509::oid::kNoRevocation)) return {};
  if (pool_.crls.empty() && question_.require_crl == RequireCrl::none) return {};
  return Asking(pool_, index_, links_, question_, trusted_, path, at).ask();
}

std::vector<StatusOf> Revocation::check(const Path& path, Findings& findings) const {
  std::vector<StatusOf> all;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    StatusOf status = status_of(path, i);
    if (status.status == Status::revoked) findings.push_back({Rule::revoked, i, "", status.why});
    if (status.status == Status::unknown && is_demanded(question_.require_crl, i))
      findings.push_back({Rule::no_status, i, "", "whether it is revoked is not known: " + status.why});
    all.push_back(std::move(status));
  }
  return all;
}

}  // namespace pkit::path
