#include "path/peers.h"

namespace pkit::path {

namespace {

// Each row is shown by tests/system/peers_path.sh.
constexpr Peer kPeers[] = {
    {Rule::profile, "lint.authority_key_id]", "OpenSSL 3.0", "accepts it"},
    {Rule::profile, "lint.authority_key_id]", "GnuTLS 3.7", "accepts it"},
    {Rule::profile, "lint.authority_key_id]", "Java 17", "accepts it"},
    {Rule::profile, "lint.constraints.critical]", "OpenSSL 3.0", "accepts it"},
    {Rule::profile, "lint.constraints.critical]", "GnuTLS 3.7", "accepts it"},
    {Rule::profile, "lint.constraints.critical]", "Java 17", "accepts it"},
    {Rule::profile, "lint.key_usage.leaf]", "OpenSSL 3.0", "accepts it"},
    {Rule::profile, "lint.key_usage.leaf]", "GnuTLS 3.7", "accepts it"},
    {Rule::profile, "lint.key_usage.leaf]", "Java 17", "accepts it"},
};

}  // namespace

std::vector<Peer> peers_on(const Finding& finding) {
  std::vector<Peer> found;
  for (const Peer& row : kPeers)
    if (row.rule == finding.rule && finding.what.find(row.mark) != std::string::npos) found.push_back(row);
  return found;
}

}  // namespace pkit::path
