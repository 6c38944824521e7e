// The one pipeline: Intake -> Caller -> Verdict -> Checked -> Mandate -> Signed -> Bound. Every door leads through it.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "decision/bind.h"
#include "decision/grounds.h"
#include "home/kept_file.h"
#include "home/publish.h"
#include "store/kept_keys.h"

namespace pkit {

/// A key in its file, and its row: both stay where a certificate is bound over it.
struct KeptBeside {
  store::KeptKey& row;
  KeptFile& file;
};

/// What one pass is given beside the intake.
struct Pass {
  const Common& common;
  Staging* staging = nullptr;  // a key that is to be published with the certificate
  /// A last look at what was read, before any handler runs; throws to refuse (approve's --expect-digest).
  std::function<void(const struct Caller&)> guard = {};
  /// Whether what the request was judged by before this pass still holds; if not, the pass ends stale.
  std::function<bool(const struct Caller&)> holds = {};
  KeptBeside* kept = nullptr;  // a key that is to be kept, with the certificate (A23)
  /// Adds to the commit of a certificate what else belongs to it, by the outcome as it is to be told; its rows may
  /// throw, which undoes all.
  std::function<void(Change&, const Outcome&)> beside = {};
};

/// A request after every stage but the last.
struct Prepared {
  Intake intake;
  Caller caller;
  std::optional<Bound> bound;  // nothing where there is nothing to write: the outcome stands as it is
  Outcome outcome;             // as it is to be told once `bound` is written
  bool stale = false;          // something that was relied on changed already: there is no outcome
};

/// Every stage before Bind; writes nothing. A dry run goes to the mandate with a throw-away key.
Prepared prepare(Session& session, Grounds& grounds, const Intake& intake, const Pass& pass);

/// prepare() and Bind; nothing where something that was relied on changed before Bind.
std::optional<Outcome> pass_once(Session& session, Grounds& grounds, const Intake& intake, const Pass& pass);

using FreshGrounds = std::function<std::shared_ptr<Grounds>()>;
using FreshIntake = std::function<Intake()>;
/// prepare() and Bind; starts again once where something that was relied on changed, then Error{conflict
/// "state.changed"}. `grounds` and `intake` are asked for each time, so that what is stored is judged as it then is.
Outcome run_pipeline(Session& session, const FreshGrounds& grounds, const FreshIntake& intake, const Pass& pass);
/// The same with grounds of its own.
Outcome run_pipeline(Session& session, const FreshIntake& intake, const Pass& pass);
/// The same with what arrived, and is nowhere stored that it could change.
Outcome run_pipeline(Session& session, const Intake& arrived, const Pass& pass);

}  // namespace pkit
