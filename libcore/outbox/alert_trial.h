// alert test: what an alert with steps would do of a certificate, without doing it (B7).
#pragma once

#include <string>

#include "home/operation.h"

namespace pkit {

namespace shape {
extern const Shape tried_alert;
}

struct AlertTrial {
  std::string alert;        // its name in pkit.yaml
  std::string certificate;  // id, serial or fingerprint, or the name of its holder
  std::string recipient;    // one of its; empty: each of them
};
/// Nothing is written, no mail is put anywhere and no script is run; an adapter is called only where pkit.yaml says
/// dry_run: true of it, with dryRun. A renewal goes through the whole pipeline as a dry run. data: {alert, event,
/// certificate, window, opens, steps: [{recipient, step, does, result, what}]}. Error{not_found "alert.missing" |
/// "alert.recipient"}; {config "alert.failed"} where a step would fail.
Outcome try_alert(Session& session, const AlertTrial& trial);
extern const Operation kTryAlert;

}  // namespace pkit
