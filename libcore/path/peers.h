// How other programs see what pkit refuses: seen by running them, and shown by a test with each.
#pragma once

#include <vector>

#include "path/rules.h"

namespace pkit::path {

struct Peer {
  Rule rule;
  const char* mark;     // what the finding's text must contain; empty: any of that rule
  const char* program;  // "OpenSSL 3.0", "GnuTLS 3.7", "Java 17", "Go 1.19"
  const char* sees;     // "accepts it"
};

std::vector<Peer> peers_on(const Finding& finding);

}  // namespace pkit::path
