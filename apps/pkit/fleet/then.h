// --then: a program that learns of new files, after they are in place.
#pragma once

#include <functional>
#include <string>

#include "pkit/context.h"

namespace pkit::app {

/// The option; what it fills must outlive parse().
void declare_then(Options& options, std::string& program);
/// Error{usage "then.program"} unless it is an absolute path to a program, or empty.
void require_program(const std::string& program);
/// Is that the content of the file?
bool holds_now(const std::string& file, const std::string& content);
/// `put` puts the certificate of `outcome` in its place, and answers whether the files are others now. Where they are,
/// the program runs, without arguments and without a shell, with PKIT_CERTIFICATE (the file or directory) and
/// PKIT_SERIAL in its environment; also where a command before was cut off before its program had ended, as a mark
/// beside `files` tells (.NAME.pkit-then, synced before `put`). Its failure is a warning of `outcome`: the certificate
/// is there.
void put_then(Context& context, const std::string& program, const std::string& files, Outcome& outcome,
              const std::function<bool()>& put);

}  // namespace pkit::app
