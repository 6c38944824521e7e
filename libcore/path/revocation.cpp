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
  Asking(const Index& index, Links& links, const Question& question, Effort& effort, const Trusted& trusted,
         const Path& path, std::size_t at)
      : index_(index), links_(links), question_(question), effort_(effort), trusted_(trusted), path_(path), at_(at) {}

  StatusOf ask() {
    for (const x509::DistributionPoint& point : points_of(*path_[at_]))
      for (const std::string& issuer : issuers_of(*path_[at_], point))
        for (const x509::Crl* crl : index_.crls_of(issuer)) {
          if (!compare_scope(*crl, size_of(point))) return {Status::unknown, "there are too many CRLs to look through"};
          if (const x509::RevokedEntry* entry = look_at(*crl, point)) return revoked(*entry);
        }
    if (covered_ == x509::kAllReasons) return {Status::good, ""};
    if (covered_ != 0) why_ = "the CRLs at hand speak of some reasons only";
    return {Status::unknown, why_};
  }

 private:
  /// Finding out whether a CRL has one scope with something else that has so many names.
  bool compare_scope(const x509::Crl& crl, std::size_t with) {
    constexpr std::size_t kOfAnOctet = 4;
    return effort_.spend(Effort::kLook + kOfAnOctet * (with + crl.normalized_issuer().size() +
                                                       (crl.scope ? size_of(crl.scope->point) : 0)));
  }

  /// The entry of this CRL, if it speaks of the certificate by this point; what it covers is noted.
  const x509::RevokedEntry* look_at(const x509::Crl& crl, const x509::DistributionPoint& point) {
    if (crl.delta_base) return nullptr;  // a delta never stands for a base
    const auto reasons = reasons_covered(*path_[at_], point, crl);
    if (!reasons || !usable(crl)) return nullptr;
    if (const x509::RevokedEntry* entry = entry_of(crl)) return entry;
    if (speaks_of_rest(crl)) covered_ = static_cast<x509::Reasons>(covered_ | *reasons);
    return nullptr;
  }

  const x509::Certificate& certificate() const { return *path_[at_]->certificate; }

  StatusOf revoked(const x509::RevokedEntry& entry) const {
    return {Status::revoked, "it was revoked at " + print_time(entry.revoked_at) + ": " +
                                 std::string(x509::revocation_reason_word(entry.reason))};
  }

  /// Is it current, understood, and signed by one who may?
  bool usable(const x509::Crl& crl) {
    const auto of = [&] { return "the CRL of " + printable(crl.issuer.text()); };
    if (!crl.unknown_critical.empty()) return because(of() + " has a critical extension that is not known");
    if (question_.at < crl.this_update) return because(of() + " begins at " + print_time(crl.this_update));
    if (!crl.next_update && !question_.lenient) return because(of() + " does not say when the next one comes");
    if (crl.next_update && question_.at > *crl.next_update)
      return because(of() + " is over since " + print_time(*crl.next_update));
    return signer_of(crl) != Signer::none || because(of() + " is signed by nobody who may");
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
    const std::string& issuer = crl.normalized_issuer();
    Signer found = Signer::none;
    const auto is_right = [&](const Facts& signer) {
      found = speaks_for_issuer(signer) ? Signer::right : Signer::other_key;
      return found == Signer::right;
    };
    for (std::size_t i = at_ + 1; i < path_.size(); ++i)
      if (path_[i]->subject == issuer && signs(*path_[i], crl) && is_right(*path_[i])) return found;
    const std::vector<const Facts*> others = index_.of_subject(issuer);
    if (!effort_.spend(Effort::kLook / 8 * others.size())) return found;
    for (const Facts* other : others)
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
    return to.self_issued() && checked([&] { return links_.holds(*to.certificate, *from.certificate, true); });
  }

  bool signs(const Facts& signer, const x509::Crl& crl) {
    return may_sign_crls(*signer.certificate) && checked([&] { return links_.holds(crl, *signer.certificate); });
  }

  /// A signature that has to be checked costs so much; nothing is signed once nothing is left.
  template <class Holds>
  bool checked(Holds&& holds) {
    if (!effort_.spend(Effort::kLook)) return false;
    const std::size_t before = links_.checked();
    const bool good = holds();
    return (links_.checked() == before || effort_.spend(Effort::kSignature)) && good;
  }

  /// What the base says, unless a delta that goes on from it says otherwise.
  const x509::RevokedEntry* entry_of(const x509::Crl& base) {
    const x509::RevokedEntry* entry = base.find(certificate().serial, path_[at_]->issuer);
    const x509::Crl* newest = nullptr;
    for (const x509::Crl* delta : index_.crls_of(base.normalized_issuer()))
      if (compare_scope(*delta, base.scope ? size_of(base.scope->point) : 0) && continues(*delta, base) &&
          usable(*delta) && signer_of(*delta) >= signer_of(base) &&
          (!newest || newest->this_update < delta->this_update))
        newest = delta;
    const x509::RevokedEntry* later = newest ? newest->find(certificate().serial, path_[at_]->issuer) : nullptr;
    if (!later) return entry;
    const bool removed = later->reason == static_cast<std::uint8_t>(x509::CrlReason::remove_from_crl);
    if (!removed) return later;
    const bool held = entry && entry->reason == static_cast<std::uint8_t>(x509::CrlReason::hold);
    return held ? nullptr : entry;
  }

  const Index& index_;
  Links& links_;
  const Question& question_;
  Effort& effort_;
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
  if (!index_.has_crls() && question_.require_crl == RequireCrl::none) return {};
  return Asking(index_, links_, question_, effort_, trusted_, path, at).ask();
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
