// Trust anchors and issuers of a home.
#include "ask/validate_certificate.h"
#include "ca/known_issuers.h"
#include "path/pool.h"
#include "setup/setup.h"

namespace pkit {

path::Pool pool_of_home(const ReadSession& session) {
  const Setup setup = load_setup(session.home, session.state);
  return path::pool_of(known_issuers(session, setup.authorities));
}

}  // namespace pkit
