// pkit revoke: a certificate must not be trusted any more, or is on hold, or no longer.
#include "pkit/decision.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"
#include "revocation/operations.h"

namespace pkit::app {

Run bind_revoke(Options& options) {
  auto command = std::make_shared<LocalCommand>(kRevoke);
  declare_local(options, *command);
  return [command](Context& context) {
    RevokeRequest& request = *static_cast<RevokeRequest*>(command->request.get());
    request.file_content = document_or_word(context, request.what);
    return present(context, ask_local(context, *command), request.common);
  };
}

}  // namespace pkit::app
