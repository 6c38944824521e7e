// URLs with the issuer's key in them, as profiles have them: after a renewal over a new key the new CA's certificate
// and CRL are found elsewhere than the former's, which stay where certificates name them (RFC 5280 4.2.2.1, 4.2.1.13).
#pragma once

#include <string>
#include <vector>

#include "x509/certificate.h"

namespace pkit::x509 {

/// "{IssuerKey}".
bool names_issuer_key(const std::string& url);
/// With the first 16 hex digits of the issuer's key id in its place.
std::string url_of_issuer(std::string url, const PublicKey& issuer);
std::vector<std::string> urls_of_issuer(const std::vector<std::string>& urls, const PublicKey& issuer);
/// Some such URL, to be judged by its form.
std::string url_of_some_issuer(std::string url);

}  // namespace pkit::x509
