// pkit revoke: a certificate must not be trusted any more.
#include "pkit/decision.h"
#include "pkit/verbs.h"
#include "revocation/operations.h"

namespace pkit::app {

Run bind_revoke(Options& options) {
  auto request = std::make_shared<pkit::RevokeRequest>();
  options.argument("CERTIFICATE", "its serial, its ID, or a file that holds it", request->what)
      .must_be_given()
      .completes(Completion::certificate);
  options.choice("--reason", "REASON", pkit::revocation_reasons(), "why", request->reason).must_be_given();
  declare_common(options, request->common);
  return [request](Context& context) {
    request->file_content = document_or_word(context, request->what);
    return present(context, pkit::revoke(context.session(), *request), request->common);
  };
}

}  // namespace pkit::app
