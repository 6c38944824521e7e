#include "x509/issuer_urls.h"

#include "base/text.h"

namespace pkit::x509 {

namespace {

constexpr std::string_view kIssuerKey = "{IssuerKey}";
constexpr std::size_t kDigits = 16;

std::string with(std::string url, const std::string& digits) {
  for (std::size_t at = url.find(kIssuerKey); at != url.npos; at = url.find(kIssuerKey, at + digits.size()))
    url.replace(at, kIssuerKey.size(), digits);
  return url;
}

}  // namespace

bool names_issuer_key(const std::string& url) { return url.find(kIssuerKey) != url.npos; }

std::string url_of_issuer(std::string url, const PublicKey& issuer) {
  return with(std::move(url), to_hex(issuer.key_id()).substr(0, kDigits));
}

std::vector<std::string> urls_of_issuer(const std::vector<std::string>& urls, const PublicKey& issuer) {
  std::vector<std::string> whole;
  for (const std::string& url : urls) whole.push_back(url_of_issuer(url, issuer));
  return whole;
}

std::string url_of_some_issuer(std::string url) { return with(std::move(url), std::string(kDigits, '0')); }

}  // namespace pkit::x509
