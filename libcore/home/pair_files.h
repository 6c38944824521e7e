// The files of a key and its certificate in a directory of theirs, and how one such directory takes another's place.
#pragma once

#include <string>

#include "base/file.h"

namespace pkit {

/// Error{state "output.failed"} with the errno of what just failed.
[[noreturn]] void output_failed(const Path& path, const char* doing);

/// Does this certificate stand in the directory?
bool has_certificate_file(const Path& directory, const std::string& certificate_pem);
/// Is it one of those that write_certificate_files writes?
bool is_certificate_file(const std::string& name);
/// cert.pem, chain.pem and fullchain.pem, each replaced whole. The directory is not synced.
void write_certificate_files(const Path& directory, const std::string& certificate_pem, const std::string& chain_pem);
/// Files that were on their way when a process was killed are of no use and would be published with the rest.
void remove_temporaries(const Path& directory);

/// Both change places by one rename.
void exchange_directories(const Path& a, const Path& b);
/// What stood at the target before stays as DIR.previous.
void keep_as_previous(const Path& former, const Path& target);

}  // namespace pkit
