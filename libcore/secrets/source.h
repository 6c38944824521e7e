// Where a secret comes from that pkit.yaml or a row names: `credential:NAME` (systemd), `file:/ABS`, `fd:N`, `prompt`,
// or `secret:NAME{...}`, which a provider of pkit.yaml's `secrets:` has. Asked when it is used, and never kept.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/file.h"
#include "secrets/reference.h"

namespace pkit::secrets {

/// Asks on the terminal; throws Error{usage "terminal.missing"} where there is none. Given by the application.
using Prompt = std::function<Secret(const std::string& what)>;

/// Told of what is odd about a source and heeded nevertheless. May be empty.
using Tell = std::function<void(const std::string& warning)>;

struct Access;
/// Who is asked for what a reference names: as the provider keeps it, with its line end. Error{config "secret.*"}.
using Ask = std::function<Secret(const Reference&, const Access&)>;

/// What sources draw on in this process.
struct Access {
  uid_t uid;
  std::optional<Path> credentials_directory = {};  // systemd's
  Prompt prompt = {};
  Tell tell = {};
  Ask ask = {};  // empty: there is no pkit.yaml, and so no provider
};

/// Error{config "authority.passphrase" | "secret.reference"} unless `source` is of one of the forms. For config check:
/// nothing is opened, nobody asked, and `source` not quoted, since it may be a secret that stands there by mistake.
void require_source(const std::string& source);

/// The secret, without one line end, LF or CR LF; `access.tell` is told of the latter, and of either where a provider
/// gave it. Error{config "authority.passphrase" | "secret.*"} where it cannot be had; never quotes it. A file must be
/// readable by its owner alone (require_secret).
Secret read_secret(const std::string& source, const Access& access);

}  // namespace pkit::secrets
