// One POST, with nothing from the environment and nowhere but where the URL says.
#pragma once

#include <string>

#include "http/settings.h"

namespace pkit::http {

struct Reply {
  std::string body;
  std::string failure;       // empty: the body is an answer
  bool worth_retry = false;  // nothing of an answer came, or the service says that it may be there soon
};

/// Sends `body` and takes what is answered with status 200, up to 1 MiB, where TLS, the signature and the size hold. No
/// redirect, no proxy, no cookie; plain HTTP to loopback alone, whatever the name resolves to.
Reply post(const Settings& settings, const std::string& body);

}  // namespace pkit::http
