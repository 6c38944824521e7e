// What a certificate was asked for with, kept beside it, so that the same CSR asked otherwise is not answered with it.
#pragma once

#include <optional>
#include <string>

#include "decision/intake.h"
#include "store/certificates.h"

namespace pkit {

/// {profile, notAfter, sans, exact} as given: a duration is not resolved. `exact`: nothing that was asked for was
/// dropped or changed.
Value asked_of(const Intake& intake, bool exact);

/// What this intake asks for that the certificate was not: "the profile agent, not server"; nothing where it is the
/// same, or asks for nothing of the kind. Of a certificate whose request nobody noted the profile alone is known.
std::optional<std::string> asked_otherwise(const Intake& intake, const store::Certificate& certificate);

}  // namespace pkit
