// Signed: the certificate, made locally or by another CA before anything of the decision is recorded, or why it could
// not be had (X5).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "decision/checked.h"
#include "decision/grounds.h"

namespace pkit {

struct Signing {
  std::optional<x509::Certificate> leaf;
  OpenAuthority opened;  // neither where it could not be opened
  std::string authority;
  std::optional<Error> failure;  // of the authority, after the request was allowed
  std::vector<std::string> warnings;
  bool stale = false;  // something that was relied on changed, so that nothing was signed or sent
  // Of a gateway:
  std::string intent;  // "g-...": what the other CA was asked for
  Value calls = {};    // of its adapter, for the trace

  /// Of the authority that could be opened; the chain with the issuer first, and the root last where it is known.
  const x509::Certificate& issuer() const { return opened.authority().issuer(); }
  const std::vector<x509::Certificate>& chain() const { return opened.authority().chain(); }
};

/// What is to be signed, and on what grounds.
struct ToSign {
  const Intake& intake;
  const Caller& caller;
  const Verdict& verdict;
  const Checked& checked;
};

/// What the authority's name constraints do not permit of it. Nothing where the authority cannot be opened: sign_leaf()
/// tells of that.
std::vector<Fault> names_refused(Session& session, Grounds& grounds, const Checked& checked, Time now, bool rehearsal);

/// Opens the profile's authority, caps the dates to its end, grants the mandate and has it signed; with `rehearsal` by
/// a throw-away key and without touching the CA's. What the authority cannot do is in `failure`; a notAfter that was
/// asked for and cannot be had is thrown.
Signing sign_leaf(Session& session, Grounds& grounds, const ToSign& request, bool rehearsal);

}  // namespace pkit
