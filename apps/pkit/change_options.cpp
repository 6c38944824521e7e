#include "pkit/change_options.h"

namespace pkit::app {

void declare_change(Options& options, Common& common) {
  options.text("--request-id", "ID", "make a retry with the same ID continue and never repeat", common.request_id);
  options.flag("--dry-run", "decide and tell what would happen, but change nothing", common.dry_run);
}

}  // namespace pkit::app
