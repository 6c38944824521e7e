// The one-time credentials of an account on the command line: given in a file, or made and told once.
#pragma once

#include <string>

#include "accounts/operations.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/options.h"

namespace pkit::app {

struct CredentialOptions {
  std::string username, password_file, key_digest, subject;
  std::optional<Duration> lasts;
  Target password_out;
};

/// --username, --password-file, --password-out, --expires, --key-digest, --subject.
void declare_credentials(Options& options, CredentialOptions& o);

/// One line of a file that only its owner can read, or of standard input: Error{usage "secret.line"} for none.
Secret secret_line(Context& context, const std::string& file);

/// Error{usage "option.combination"} where a password would have to be made and there is nowhere to tell it.
pkit::NewCredentials take_credentials(Context& context, const CredentialOptions& o);

/// Writes what was made to --password-out; shows the account, and what was made where it has no file.
int show_credentials(Context& context, const pkit::Outcome& outcome, const CredentialOptions& o,
                     const pkit::ToldOnce& told);

/// An account, or what a dry run would make of it.
void print_account(Screen& screen, const Value& data);

}  // namespace pkit::app
