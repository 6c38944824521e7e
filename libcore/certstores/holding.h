// Which stores have a certificate over a key, with that key.
#pragma once

#include <string>
#include <vector>

#include "home/session.h"
#include "store/cert_stores.h"
#include "x509/certificate.h"

namespace pkit::certstores {

struct Holding {
  store::CertStore store;
  std::string alias;
  x509::Certificate certificate;
};
/// Entries with a private key over this one (hex id), as the stores are now: of those that are named, or of all that
/// are kept. Error{not_found "certstore.unknown"}, {conflict "certstore.found"}, or as take_snapshot(); {input
/// "certstore.unread"} where one of them cannot be read whole.
std::vector<Holding> holdings_of(const ReadSession& session, const std::string& key_id,
                                 const std::vector<std::string>& stores);

}  // namespace pkit::certstores
