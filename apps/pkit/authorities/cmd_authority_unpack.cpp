// pkit authority unpack: the certificates of a CA that is a PKCS#12 file.
#include "ca/authorities.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

Run bind_authority_unpack(Options& options) {
  auto request = std::make_shared<pkit::UnpackAuthorityRequest>();
  options.argument("AUTHORITY", "whose key is in a PKCS#12 file; of a realm with one, the realm", request->name)
      .must_be_given()
      .completes(Completion::authority);
  options.flag("--dry-run", "tell what would happen, but change nothing", request->common.dry_run);
  return [request](Context& context) {
    const pkit::Outcome outcome = pkit::unpack_authority(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      if (outcome.data["would"].is_map())
        return print_thing(screen, "dry run: nothing was changed; it would be", outcome.data["would"]);
      print_thing(screen, "unpacked", outcome.data["authority"]);
    });
  };
}

}  // namespace pkit::app
