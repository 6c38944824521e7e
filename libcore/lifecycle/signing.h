// Signed: the certificate, made locally before anything is recorded, or why the authority could not make it (X5).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lifecycle/checked.h"
#include "lifecycle/grounds.h"

namespace pkit::lifecycle {

struct Signing {
  std::optional<x509::Certificate> leaf;
  x509::Certificate issuer;              // where the authority could be opened
  std::vector<x509::Certificate> chain;  // issuer first, root last where known
  std::string authority;
  std::optional<Error> failure;  // of the authority, after the request was allowed
  std::vector<std::string> warnings;
};

/// Opens the profile's authority, caps the dates to its end, grants the mandate and has it signed; with `rehearsal` by
/// a throw-away key and without touching the CA's. What the authority cannot do is in `failure`; a notAfter that was
/// asked for and cannot be had is thrown.
Signing sign_leaf(Session& session, Grounds& grounds, const Verdict& verdict, const Checked& checked, Time now,
                  bool rehearsal);

}  // namespace pkit::lifecycle
