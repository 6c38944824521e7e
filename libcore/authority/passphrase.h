// Where a passphrase comes from: `credential:NAME` (systemd), `file:/ABS`, `fd:N` or `prompt`.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/file.h"

namespace pkit::authority {

/// Asks on the terminal; throws Error{usage "terminal.missing"} where there is none. Given by the application.
using Prompt = std::function<Secret(const std::string& what)>;

/// Told of what is odd about a source and heeded nevertheless. May be empty.
using Tell = std::function<void(const std::string& warning)>;

/// Is `source` one of the four forms? (For config check; nothing is opened.)
bool valid_passphrase_source(const std::string& source);

/// The passphrase, without one line end, LF or CR LF; `tell` is told of the latter. Error{config
/// "authority.passphrase"} where it cannot be had; never quotes it. A file must be readable by its owner alone
/// (require_secret). `credentials_directory` is systemd's.
Secret read_passphrase(const std::string& source, uid_t uid, const std::optional<Path>& credentials_directory,
                       const Prompt& prompt, const Tell& tell = {});

}  // namespace pkit::authority
