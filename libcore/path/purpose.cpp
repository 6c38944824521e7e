// What a certificate may be used for (RFC 5280 4.2.1.12, 4.2.1.3). A CA's extendedKeyUsage restricts what is below it,
// as every library has it, although the standard does not say so.
#include <algorithm>

#include "path/checks.h"

namespace pkit::path {

namespace {

struct PurposeRow {
  Purpose purpose;
  const char* word;                 // of extendedKeyUsage
  std::vector<std::string> usages;  // the leaf's keyUsage, where it has one, has one of these
};

const PurposeRow* find_row(Purpose purpose) {
  static const std::vector<PurposeRow> rows = {
      {Purpose::client, "clientAuth", {"digitalSignature", "keyAgreement"}},
      {Purpose::server, "serverAuth", {"digitalSignature", "keyEncipherment", "keyAgreement"}},
      {Purpose::email, "emailProtection", {"digitalSignature", "nonRepudiation"}},
      {Purpose::code, "codeSigning", {"digitalSignature"}},
  };
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const PurposeRow& r) { return r.purpose == purpose; });
  return row == rows.end() ? nullptr : &*row;
}

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string remedy(const PurposeRow& row, bool is_leaf, const std::vector<std::string>& had) {
  const bool server_only = had.size() == 1 && had.front() == "serverAuth" && row.purpose == Purpose::client;
  if (is_leaf) return server_only ? "since 2026 public CAs issue no clientAuth; issue it from a private CA" : "";
  if (server_only)
    return "the issuing CA's extendedKeyUsage has serverAuth only: since 2026 public CAs issue no clientAuth; issue it "
           "from a private CA";
  return std::string("issue it from a CA whose extendedKeyUsage has ") + row.word + ", or that has none";
}

}  // namespace

void check_purpose(const Path& path, const Question& question, Findings& findings) {
  const PurposeRow* row = find_row(question.purpose);
  if (!row) return;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::vector<std::string>& words = path[i]->certificate->extended_key_usage;
    // "anyExtendedKeyUsage" of a leaf is no permission for a purpose that is asked for by name.
    if (words.empty() || has_word(words, row->word) || (i > 0 && has_word(words, "anyExtendedKeyUsage"))) continue;
    findings.push_back({Rule::purpose, i, "extendedKeyUsage",
                        "it is for " + join(words, ", ") + ", not for " + row->word, "", remedy(*row, i == 0, words)});
  }
  const x509::Certificate& leaf = *path.front()->certificate;
  if (std::none_of(row->usages.begin(), row->usages.end(), [&](const auto& u) { return leaf.may(u); }))
    findings.push_back({Rule::purpose_usage, 0, "keyUsage",
                        "it permits " + (leaf.key_usage.empty() ? "nothing" : join(leaf.key_usage, ", ")) + ", and " +
                            row->word + " needs " + join(row->usages, " or ")});
}

}  // namespace pkit::path
