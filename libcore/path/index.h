// The certificates that paths are built of, by subject; and signatures between them, each checked once.
#pragma once

#include <deque>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "path/facts.h"
#include "path/question.h"

namespace pkit::path {

class Index {
 public:
  /// Every root, intermediate and CRL; what is both is a root. `pool` outlives it.
  explicit Index(const Pool& pool);
  /// All of `under`, and further intermediates for one question; both outlive it.
  Index(const Index& under, std::span<const x509::Certificate> beside);
  /// Those of that normalized subject.
  std::vector<const Facts*> of_subject(const std::string& subject) const;
  /// The CRLs of the pool by that normalized issuer.
  const std::vector<const x509::Crl*>& crls_of(const std::string& issuer) const;
  bool has_crls() const { return under_ ? under_->has_crls() : !crls_.empty(); }
  /// The root of exactly these octets, or null.
  const Facts* anchor(const x509::Certificate& certificate) const;

 private:
  void add(const x509::Certificate& certificate, bool anchor);

  const Index* under_ = nullptr;
  std::deque<Facts> facts_;
  std::unordered_map<std::string, std::vector<const Facts*>> by_subject_;
  std::unordered_map<std::string, std::vector<const x509::Crl*>> crls_;
  std::map<BytesView, const Facts*, bool (*)(BytesView, BytesView)> anchors_;
};

/// Signatures under certificates of the index. What was checked is kept, but not of leaves: they come and go.
class Links {
 public:
  Links() = default;
  /// For one question: what is about a certificate of `beside` is kept as long as this is, all else by `under`.
  Links(Links& under, std::span<const x509::Certificate> beside) : under_(&under), beside_(beside) {}
  /// Is `child` signed by `issuer`'s key? `kept`: `child` is of the index.
  bool holds(const x509::Certificate& child, const x509::Certificate& issuer, bool kept);
  bool holds(const x509::Crl& crl, const x509::Certificate& issuer);
  /// Signatures that were checked, and not merely remembered.
  std::size_t checked() const { return checked_ + (under_ ? under_->checked() : 0); }

 private:
  bool is_beside(const x509::Certificate& certificate) const;

  Links* under_ = nullptr;
  std::span<const x509::Certificate> beside_;
  std::map<std::pair<const void*, const x509::Certificate*>, bool> known_;
  std::size_t checked_ = 0;
};

}  // namespace pkit::path
