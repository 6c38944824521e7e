#include "path/index.h"

#include <algorithm>

namespace pkit::path {

namespace {

bool before(BytesView a, BytesView b) { return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end()); }

/// What is weak is a finding of its own: whether it holds is asked all the same.
bool verified(const x509::Certificate& issuer, const x509::SignatureAlgorithm& algorithm, BytesView message,
              BytesView signature) {
  if (issuer.key_taken && algorithm.taken) return x509::verify(issuer.key, algorithm, message, signature);
  // What cannot be checked is not verified.
  return x509::verify_by_libcrypto(issuer.key.spki(), algorithm, message, signature).value_or(false);
}

}  // namespace

Index::Index(const Pool& pool) : anchors_(before) {
  const auto add = [&](const x509::Certificate& certificate, bool anchor) {
    if (anchors_.contains(certificate.der)) return;
    const Facts& facts = facts_.emplace_back(facts_of(certificate, anchor));
    by_subject_[facts.subject].push_back(&facts);
    if (anchor) anchors_.emplace(certificate.der, &facts);
  };
  for (const x509::Certificate& root : pool.roots) add(root, true);
  for (const x509::Certificate& intermediate : pool.intermediates) add(intermediate, false);
}

const std::vector<const Facts*>& Index::of_subject(const std::string& subject) const {
  static const std::vector<const Facts*> none;
  const auto found = by_subject_.find(subject);
  return found == by_subject_.end() ? none : found->second;
}

const Facts* Index::anchor(const x509::Certificate& certificate) const {
  const auto found = anchors_.find(certificate.der);
  return found == anchors_.end() ? nullptr : found->second;
}

bool Links::holds(const x509::Certificate& child, const x509::Certificate& issuer, bool kept) {
  const std::pair<const void*, const x509::Certificate*> key{&child, &issuer};
  if (const auto found = known_.find(key); kept && found != known_.end()) return found->second;
  ++checked_;
  const bool good = verified(issuer, child.signature_algorithm, child.tbs, child.signature);
  if (kept) known_.emplace(key, good);
  return good;
}

bool Links::holds(const x509::Crl& crl, const x509::Certificate& issuer) {
  const std::pair<const void*, const x509::Certificate*> key{&crl, &issuer};
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  ++checked_;
  const bool taken = issuer.key_taken && crl.signature_algorithm.taken;
  const bool good = taken && x509::verify(issuer.key, crl.signature_algorithm, crl.tbs, crl.signature);
  return known_.emplace(key, good).first->second;
}

}  // namespace pkit::path
