// The options by which a certificate is judged: trust anchors, what lies between, CRLs, and what is asked.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ask/validate_certificate.h"
#include "pkit/context.h"
#include "pkit/options.h"
#include "setup/setup.h"

namespace pkit::app {

struct PathOptions {
  std::vector<std::string> roots, intermediates, crls;
  std::string require_crl, purpose;
  std::string realm;  // whose authority is trusted, and whose procedures are asked; empty: none
  std::optional<Time> at;
  bool lenient = false;
};
/// --root, --intermediate, --crl, --require-crl, --purpose, --realm, --at, --lenient.
void declare_path(Options& options, PathOptions& path);

/// Everything those options name, read; without --root the realm's, or the home's own.
path::Pool read_pool(Context& context, const PathOptions& o, std::vector<std::string>& warnings);
/// Of --realm, which there is: Error{config} as load_setup. Empty: nothing.
std::optional<pkit::Setup> realm_setup(Context& context, const PathOptions& o);
/// What they ask. The time is --at, else --now, else the clock's.
path::Question question_of(Context& context, const PathOptions& o);

}  // namespace pkit::app
