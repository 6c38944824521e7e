// pkit revoke: a certificate must not be trusted any more, or is on hold, or no longer.
#include "pkit/decision.h"
#include "pkit/verbs.h"
#include "revocation/operations.h"

namespace pkit::app {

namespace {

struct RevokeOptions {
  RevokeRequest request;
  bool release = false;
};

Outcome run_revoke(Context& context, const RevokeOptions& o) {
  if (!o.release && o.request.reason.empty())
    throw Error(Kind::usage, "option.missing", "--reason is missing", "why it is revoked; or --release to end a hold");
  if (!o.release) return revoke(context.session(), o.request);
  if (!o.request.reason.empty() || o.request.invalid_since || o.request.all_of_key)
    throw Error(Kind::usage, "option.combination", "--release goes alone",
                "--reason, --invalid-since and --all-of-key are for revocations");
  return release(context.session(), {o.request.what, o.request.file_content, o.request.common});
}

}  // namespace

Run bind_revoke(Options& options) {
  auto o = std::make_shared<RevokeOptions>();
  options.argument("CERTIFICATE", "its serial, its ID, its holder, or a file that holds it", o->request.what)
      .must_be_given()
      .completes(Completion::revocable);
  options.choice("--reason", "REASON", revocation_reasons(), "why; certificateHold can end again", o->request.reason);
  options.time("--invalid-since", "when its key was lost, or it was not to be trusted any more",
               o->request.invalid_since);
  options.flag("--all-of-key", "and every other certificate over the same key", o->request.all_of_key);
  options.flag("--release", "end its hold", o->release);
  declare_common(options, o->request.common);
  return [o](Context& context) {
    o->request.file_content = document_or_word(context, o->request.what);
    return present(context, run_revoke(context, *o), o->request.common);
  };
}

}  // namespace pkit::app
