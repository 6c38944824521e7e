// `certdir`: what the files of a directory hold, an entry each by its name; further certificates of a file are entries
// of their own, NAME:THUMBPRINT.
#pragma once

#include <string>

#include "certstores/folder.h"
#include "certstores/kind.h"

namespace pkit::certstores {

/// Files that hold no certificate are none of the store's; a certificate that cannot be read is told of.
struct DirectoryRead {
  Contents contents;
  std::string sha256;
  bool key_readable_by_others = false;
};
DirectoryRead read_directory(const Folder& folder, const Secret& password);

/// Error{usage "certstore.alias"} where a text cannot be the name of a file of the store.
void require_file_name(const std::string& alias);

/// "0a1b2c3d.0": a link of openssl rehash.
bool is_hash_name(const std::string& name);
/// Does the directory have such links?
bool has_hash_links(const Folder& folder);
/// The link that a file with this certificate needs, unless it has it: made before it is there.
void add_hash_link(const Folder& folder, const std::string& file, const x509::Certificate& certificate);
/// Takes away the links to this file that is gone, or whose certificate has another name by now; the numbers of the
/// others close up, for OpenSSL stops at the first that is missing.
void tidy_hash_links(const Folder& folder, const std::string& file, const Secret& password);
/// The numbers of all links close up: for what a kill left.
void close_link_gaps(const Folder& folder);
/// Both, of the file as it is.
void renew_hash_links(const Folder& folder, const std::string& file, const Secret& password);

}  // namespace pkit::certstores
