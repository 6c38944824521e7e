// The certificates that paths are built of, by subject; and signatures between them, each checked once.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "path/facts.h"
#include "path/question.h"

namespace pkit::path {

class Index {
 public:
  /// Every root and every intermediate; what is both is a root. `pool` outlives it.
  explicit Index(const Pool& pool);
  /// Those of that normalized subject.
  const std::vector<const Facts*>& of_subject(const std::string& subject) const;
  /// The root of exactly these octets, or null.
  const Facts* anchor(const x509::Certificate& certificate) const;

 private:
  std::deque<Facts> facts_;
  std::unordered_map<std::string, std::vector<const Facts*>> by_subject_;
  std::map<BytesView, const Facts*, bool (*)(BytesView, BytesView)> anchors_;
};

/// Signatures under certificates of the index. What was checked is kept, but not of leaves: they come and go.
class Links {
 public:
  /// Is `child` signed by `issuer`'s key? `kept`: `child` is of the index.
  bool holds(const x509::Certificate& child, const x509::Certificate& issuer, bool kept);
  bool holds(const x509::Crl& crl, const x509::Certificate& issuer);
  /// Signatures that were checked, and not merely remembered.
  std::size_t checked() const { return checked_; }

 private:
  std::map<std::pair<const void*, const x509::Certificate*>, bool> known_;
  std::size_t checked_ = 0;
};

}  // namespace pkit::path
