// --then: a program that learns of new files, after they are in place.
#pragma once

#include <string>

#include "pkit/context.h"

namespace pkit::app {

/// The option; what it fills must outlive parse().
void declare_then(Options& options, std::string& program);
/// Error{usage "then.program"} unless it is an absolute path to a program, or empty.
void require_program(const std::string& program);
/// Runs it without arguments and without a shell, with PKIT_CERTIFICATE (the file or directory) and PKIT_SERIAL in its
/// environment. Its failure is a warning of `outcome`: the certificate is there.
void run_then(Context& context, const std::string& program, const std::string& files, Outcome& outcome);

}  // namespace pkit::app
