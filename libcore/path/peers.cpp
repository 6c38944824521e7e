#include "path/peers.h"

namespace pkit::path {

namespace {

constexpr const char *kOpenSsl = "OpenSSL 3.0", *kGnuTls = "GnuTLS 3.7", *kJava = "Java 17", *kGo = "Go 1.19";
constexpr const char *kAccepts = "accepts it", *kAsksNobody = "accepts it, unless told what it is to be for";

// Each row is shown by tests/system/peers_path.sh.
constexpr Peer kPeers[] = {
    {Rule::profile, "lint.authority_key_id]", kOpenSsl, kAccepts},
    {Rule::profile, "lint.authority_key_id]", kGnuTls, kAccepts},
    {Rule::profile, "lint.authority_key_id]", kJava, kAccepts},
    {Rule::profile, "lint.authority_key_id]", kGo, kAccepts},
    {Rule::profile, "lint.constraints.critical]", kOpenSsl, kAccepts},
    {Rule::profile, "lint.constraints.critical]", kGnuTls, kAccepts},
    {Rule::profile, "lint.constraints.critical]", kJava, kAccepts},
    {Rule::profile, "lint.constraints.critical]", kGo, kAccepts},
    {Rule::profile, "lint.key_usage.leaf]", kOpenSsl, kAccepts},
    {Rule::profile, "lint.key_usage.leaf]", kGnuTls, kAccepts},
    {Rule::profile, "lint.key_usage.leaf]", kJava, kAccepts},
    {Rule::profile, "lint.key_usage.leaf]", kGo, kAccepts},
    {Rule::profile, "a CA without a subject key identifier", kOpenSsl, kAccepts},
    {Rule::profile, "a CA without a subject key identifier", kGnuTls, kAccepts},
    {Rule::profile, "a CA without a subject key identifier", kJava, kAccepts},
    {Rule::profile, "a CA without a subject key identifier", kGo, kAccepts},
    {Rule::profile, "a dNSName subtree begins with a dot", kOpenSsl, kAccepts},
    {Rule::profile, "a dNSName subtree begins with a dot", kGnuTls, kAccepts},
    {Rule::profile, "a dNSName subtree begins with a dot", kJava, kAccepts},
    {Rule::profile, "a dNSName subtree begins with a dot", kGo, kAccepts},
    {Rule::profile, "although the subject is empty", kOpenSsl, kAccepts},
    {Rule::profile, "although the subject is empty", kGnuTls, kAccepts},
    {Rule::profile, "although the subject is empty", kGo, kAccepts},
    {Rule::leaf_extension, "it is no CA's", kOpenSsl, kAccepts},
    {Rule::leaf_extension, "it is no CA's", kGnuTls, kAccepts},
    {Rule::leaf_extension, "it is no CA's", kJava, kAccepts},
    {Rule::leaf_extension, "it is no CA's", kGo, kAccepts},
    {Rule::digest, "ecdsa-sha1", kOpenSsl, kAccepts},
    {Rule::digest, "ecdsa-sha1", kJava, kAccepts},
    {Rule::key, "rsa-1024", kOpenSsl, kAccepts},
    {Rule::key, "rsa-1024", kGnuTls, kAccepts},
    {Rule::key, "rsa-1024", kJava, kAccepts},
    {Rule::key, "rsa-1024", kGo, kAccepts},
    {Rule::purpose, "it is for ", kGnuTls, kAsksNobody},
    {Rule::purpose, "it is for ", kJava, kAsksNobody},
};

}  // namespace

std::vector<Peer> peers_on(const Finding& finding) {
  std::vector<Peer> found;
  for (const Peer& row : kPeers)
    if (row.rule == finding.rule && finding.what.find(row.mark) != std::string::npos) found.push_back(row);
  return found;
}

}  // namespace pkit::path
