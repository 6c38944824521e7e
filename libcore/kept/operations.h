// What an operator does with kept keys. Each takes a session and a request; what cannot be done is thrown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/operation.h"

namespace pkit {

namespace shape {
extern const Shape kept_key, kept_request, married_key, exported_key;
}

struct NewCsrRequest {
  std::string subject;            // DN text; may be empty where there is a SAN
  std::vector<std::string> sans;  // "dns:web1"
  std::string key_type;           // "ec-p256"
  std::optional<Secret> passphrase;
  Common common;
};
/// data: {key, csrPem}
Outcome new_csr(Session& session, const NewCsrRequest& request);

struct MarryRequest {
  std::string id;
  std::string certificate, certificate_name;  // content, and what errors call it
  std::string chain, chain_name;              // the same of what is above it; may be empty
  Common common;
};
/// Only a certificate over that key, and only once. data: {key}. Error{conflict "kept.other_key" | "kept.married"},
/// {input "kept.chain"}.
Outcome marry_key(Session& session, const MarryRequest& request);
extern const Operation kMarryKey;

struct ExportRequest {
  std::string word;
  std::optional<Secret> passphrase;  // under which the key is kept, where it is not that of pkit.yaml
};
/// What leaves: recorded before it does. Error{conflict "kept.waiting"} without a certificate, {config
/// "key.passphrase"} for a passphrase that does not open the key, {state "kept.lost"} where its file is gone.
struct ExportedKey {
  Outcome outcome;  // data: {key}; with the certificate and its chain
  Secret key_pem;   // plain
};
ExportedKey export_key(Session& session, const ExportRequest& request);

}  // namespace pkit
