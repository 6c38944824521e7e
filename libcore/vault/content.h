// The files of objects: home/vaults/ID, sealed. Internal to vault/ but for who copies a home.
#pragma once

#include "base/file.h"
#include "home/session.h"
#include "store/vaults.h"

namespace pkit::vault {

Path contents_directory(const Home& home);
/// Of all that lies there now, in the order in which the directory has it.
std::vector<std::string> content_ids(const Home& home);
/// home/vaults/ID.
Path content_of(const Home& home, const std::string& id);

/// For writing it, the file of an object that begins to arrive.
void create_content(const Home& home, const std::string& id);
/// Error{state "file.write"}.
void write_content(const Home& home, const std::string& id, std::int64_t offset, BytesView part);
/// Is all of it there, and synced with its directory? False where it has another size.
bool sync_content(const Session& session, const std::string& id, std::int64_t size);

/// For reading it; nothing where it is not there.
Fd open_content(const Home& home, const std::string& id);
/// Shorter than `size` at the end alone. Error{state "file.read"}.
Bytes read_content(const Fd& file, std::int64_t offset, std::size_t size);

/// How many octets lie there of it; 0 where nothing does.
std::int64_t content_size(const Home& home, const std::string& id);

/// What has no row any more goes.
void remove_contents(const Session& session, const std::vector<std::string>& ids);

}  // namespace pkit::vault
