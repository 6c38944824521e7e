#include "path/search.h"

#include <algorithm>

namespace pkit::path {

namespace {

/// Likelier first: the key that is named, a trust anchor, a CA that is valid now, the one that is valid longest.
int likelihood(const Facts& child, const Facts& issuer, Time at) {
  const Bytes &wanted = child.certificate->authority_key_id, &had = issuer.certificate->subject_key_id;
  int score = 0;
  if (!wanted.empty() && wanted == had) score += 8;
  if (issuer.anchor) score += 4;
  if (issuer.certificate->is_ca == true) score += 2;
  if (at >= issuer.certificate->not_before && at <= issuer.certificate->not_after) score += 1;
  return score;
}

}  // namespace

bool Search::spend(std::size_t& left) {
  if (left == 0) {
    exhausted_ = true;
    return false;
  }
  --left;
  return true;
}

bool Search::work(std::size_t units) {
  exhausted_ = exhausted_ || !effort_.spend(units);
  return !exhausted_;
}

void Search::note_dead_end(Rule rule, std::string what) {
  if (path_.size() < dead_end_.size() || (path_.size() == dead_end_.size() && rule == Rule::issuer)) return;
  dead_end_ = path_;
  reason_ = {rule, path_.size() - 1, "", std::move(what)};
}

std::vector<const Facts*> Search::candidates(const Facts& child) {
  std::vector<const Facts*> all = index_.of_subject(child.issuer);
  if (!work(Effort::kLook * all.size())) return {};
  std::stable_sort(all.begin(), all.end(), [&](const Facts* a, const Facts* b) {
    const int first = likelihood(child, *a, question_.at), second = likelihood(child, *b, question_.at);
    return first != second ? first > second : a->certificate->not_after > b->certificate->not_after;
  });
  return all;
}

/// The same certificate, or another one of the same name over the same key: it would lead back to where we are.
bool Search::is_in_path(const Facts& candidate) const {
  return std::any_of(path_.begin(), path_.end(), [&](const Facts* each) {
    return each->certificate->der == candidate.certificate->der ||
           (each->subject == candidate.subject && each != path_.front() &&
            each->certificate->key.key_id() == candidate.certificate->key.key_id());
  });
}

bool Search::judged(const Judge& judge) {
  if (!spend(budget_.paths)) return false;
  ++judged_;
  return judge(path_);
}

bool Search::extend(const Judge& judge) {
  const Facts& child = *path_.back();
  if (child.anchor && judged(judge)) return true;
  const bool too_deep = path_.size() >= static_cast<std::size_t>(question_.max_depth) + 2;
  if (too_deep) return note_dead_end(Rule::depth, "the path above it is longer than is permitted"), false;
  bool any = false;
  for (const Facts* issuer : candidates(child)) {
    if (is_in_path(*issuer)) continue;
    if (!spend(budget_.steps)) return false;
    any = true;
    const std::size_t before = links_.checked();
    const bool signed_by = links_.holds(*child.certificate, *issuer->certificate, path_.size() > 1 || leaf_is_kept_);
    if (links_.checked() != before && !(spend(budget_.signatures) && work(Effort::kSignature))) return false;
    if (!signed_by) {
      note_dead_end(Rule::signature,
                    "it is not signed by the key of " + printable(issuer->certificate->subject.text()));
      continue;
    }
    path_.push_back(issuer);
    if (extend(judge)) return true;
    path_.pop_back();
    if (exhausted_) return false;
  }
  if (!any && !child.anchor && !exhausted_)
    note_dead_end(Rule::issuer, child.self_issued() ? "it is self-signed and not trusted"
                                                    : "no certificate of its issuer, " +
                                                          printable(child.certificate->issuer.text()) + ", is at hand");
  return false;
}

bool Search::run(const Facts& leaf, bool leaf_is_kept, const Judge& judge) {
  path_ = {&leaf};
  leaf_is_kept_ = leaf_is_kept;
  const bool accepted = extend(judge);
  if (dead_end_.empty()) {
    dead_end_ = {&leaf};
    reason_ = {Rule::issuer, 0, "", "no path leads from it to a root that is trusted"};
  }
  return accepted;
}

}  // namespace pkit::path
