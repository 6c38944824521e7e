// Certificates of OCSP responders: recorded like every other, but nobody's.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

struct Responder {
  std::string issuer_key_id;  // hex, of who signed it
  Bytes serial;               // DER content octets
  Bytes certificate;          // DER
  Time not_after = 0;
  Time created = 0;
};
namespace responders {
void insert(Write&, const Responder&);
bool known(Read&, const std::string& issuer_key_id, const Bytes& serial);
}  // namespace responders

}  // namespace pkit::store
