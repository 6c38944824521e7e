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
/// Records the pair that was just made, and answers its line; the files go again where that cannot be done.
std::string record_made(Session& session, const ssh::PublicKey& key, const store::SshKey& row,
                        const GenerateRequest& request, Time now);

}  // namespace pkit::sshkeys
