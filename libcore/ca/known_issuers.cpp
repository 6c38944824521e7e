#include "ca/known_issuers.h"

#include "base/file.h"
#include "store/certificates.h"

namespace pkit {

namespace {

constexpr std::size_t kLargestChain = 256 * 1024;

/// PEM, or the one in DER or bare base64.
void add_file(const Path& file, std::vector<x509::Certificate>& into) {
  if (file.empty() || !std::filesystem::exists(file)) return;
  const std::string content = read_file(file, kLargestChain);
  if (content.find("-----BEGIN CERTIFICATE-----") == std::string::npos)
    return into.push_back(x509::parse_certificate_file(content, file.string()));
  for (x509::Certificate& each : x509::parse_certificates(content, file.string())) into.push_back(std::move(each));
}

}  // namespace

std::vector<x509::Certificate> known_issuers(const ReadSession& session,
                                             const authority::AuthorityConfigs& authorities) {
  std::vector<x509::Certificate> all;
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& row : store::issuers::all(read)) all.push_back(x509::parse_certificate(row.certificate));
  });
  for (const auto& [name, authority] : authorities) {
    add_file(authority.certificate, all);
    add_file(authority.chain, all);
  }
  return all;
}

}  // namespace pkit
