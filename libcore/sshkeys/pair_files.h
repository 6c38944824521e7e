// The two files of a new key pair. Internal to sshkeys/.
#pragma once

#include "ssh/private_key.h"
#include "sshkeys/places.h"

namespace pkit::sshkeys {

/// Makes a pair of the type that is asked for and writes both: FILE, 0600, and FILE.pub. Error{conflict "file.exists"},
/// {usage "key.word"}.
ssh::PublicKey make_files(const ReadSession& session, const GenerateRequest& request);
/// The same refusals, without doing anything.
void require_free(const ReadSession& session, const GenerateRequest& request);
void remove_files(const GenerateRequest& request);

}  // namespace pkit::sshkeys
