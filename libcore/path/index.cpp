#include "path/index.h"

#include <algorithm>

#include "x509/name_norm.h"

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

/// These octets: what a file brings along is often what is at hand.
bool has(const Index& index, const x509::Certificate& certificate) {
  return std::ranges::any_of(index.of_subject(x509::normalized(certificate.subject)),
                             [&](const Facts* facts) { return equal(facts->certificate->der, certificate.der); });
}

}  // namespace

void Index::add(const x509::Certificate& certificate, bool anchor) {
  if (this->anchor(certificate)) return;
  const Facts& facts = facts_.emplace_back(facts_of(certificate, anchor));
  by_subject_[facts.subject].push_back(&facts);
  if (anchor) anchors_.emplace(certificate.der, &facts);
}

Index::Index(const Pool& pool) : anchors_(before) {
  for (const x509::Certificate& root : pool.roots) add(root, true);
  for (const x509::Certificate& intermediate : pool.intermediates) add(intermediate, false);
  for (const x509::Crl& crl : pool.crls) crls_[crl.normalized_issuer()].push_back(&crl);
}

Index::Index(const Index& under, std::span<const x509::Certificate> beside) : under_(&under), anchors_(before) {
  for (const x509::Certificate& intermediate : beside)
    if (!has(under, intermediate)) add(intermediate, false);
}

std::vector<const Facts*> Index::of_subject(const std::string& subject) const {
  std::vector<const Facts*> all;
  if (under_) all = under_->of_subject(subject);
  if (const auto found = by_subject_.find(subject); found != by_subject_.end())
    all.insert(all.end(), found->second.begin(), found->second.end());
  return all;
}

const std::vector<const x509::Crl*>& Index::crls_of(const std::string& issuer) const {
  static const std::vector<const x509::Crl*> none;
  if (under_) return under_->crls_of(issuer);
  const auto found = crls_.find(issuer);
  return found == crls_.end() ? none : found->second;
}

const Facts* Index::anchor(const x509::Certificate& certificate) const {
  const auto found = anchors_.find(certificate.der);
  if (found != anchors_.end()) return found->second;
  return under_ ? under_->anchor(certificate) : nullptr;
}

bool Links::is_beside(const x509::Certificate& certificate) const {
  return std::ranges::any_of(beside_, [&](const x509::Certificate& each) { return &each == &certificate; });
}

bool Links::holds(const x509::Certificate& child, const x509::Certificate& issuer, bool kept) {
  if (under_ && !is_beside(child) && !is_beside(issuer)) return under_->holds(child, issuer, kept);
  const std::pair<const void*, const x509::Certificate*> key{&child, &issuer};
  if (const auto found = known_.find(key); kept && found != known_.end()) return found->second;
  ++checked_;
  const bool good = verified(issuer, child.signature_algorithm, child.tbs, child.signature);
  if (kept) known_.emplace(key, good);
  return good;
}

bool Links::holds(const x509::Crl& crl, const x509::Certificate& issuer) {
  if (under_ && !is_beside(issuer)) return under_->holds(crl, issuer);
  const std::pair<const void*, const x509::Certificate*> key{&crl, &issuer};
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  ++checked_;
  const bool taken = issuer.key_taken && crl.signature_algorithm.taken;
  const bool good = taken && x509::verify(issuer.key, crl.signature_algorithm, crl.tbs, crl.signature);
  return known_.emplace(key, good).first->second;
}

}  // namespace pkit::path
