#include "certstores/kinds/directory.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "certstores/entries.h"
#include "digest/digest.h"
#include "x509/name_hash.h"

namespace pkit::certstores {

namespace {

bool may_hold_certificates(std::string_view bytes) {
  return bytes.find("CERTIFICATE-----") != bytes.npos || kDer.probe(bytes);
}

Contents contents_of(std::string_view bytes, const Secret& password) {
  return (kDer.probe(bytes) ? kDer : kPem).read(bytes, password);
}

/// The first certificate with a key, else the first, goes by the file's name.
void name_entries(const std::string& file, Contents& contents) {
  auto& entries = contents.entries;
  const auto with_key = std::find_if(entries.begin(), entries.end(), [](const Entry& e) { return e.private_key; });
  if (with_key != entries.end()) std::rotate(entries.begin(), with_key, with_key + 1);
  std::map<std::string, std::string> names;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string name = i == 0 ? file : file + ":" + entries[i].alias;
    names.emplace(entries[i].alias, name);
    entries[i].alias = name;
  }
  for (Entry& entry : entries)
    if (!entry.chain_of.empty()) entry.chain_of = names[entry.chain_of];
}

void read_file_of(const Folder& folder, const std::string& name, const Secret& password, DirectoryRead& read,
                  std::string& digested) {
  try {
    const auto file = folder.read_followed(name);
    if (!file) throw Error(Kind::state, "certstore.file", "it is a link to nothing");
    if (!may_hold_certificates(file->content.reveal())) return;
    if (!valid_utf8(name)) throw Error(Kind::input, "certstore.alias", "its name is not UTF-8");
    Contents found = contents_of(file->content.reveal(), password);
    name_entries(name, found);
    digested += file->sha256 + " " + name + "\n";
    for (Entry& entry : found.entries) {
      read.key_readable_by_others |= entry.private_key && (file->mode & 0004) != 0;
      read.contents.entries.push_back(std::move(entry));
    }
    read.contents.lone_keys += found.lone_keys;
    for (const std::string& text : found.unread) read.contents.unread.push_back(printable(name) + ": " + text);
    for (const std::string& text : found.remarks) read.contents.remarks.push_back(printable(name) + ": " + text);
  } catch (const Error& error) {
    read.contents.unread.push_back(printable(name) + ": " + error.what());
    digested += "- " + name + "\n";
  }
}

/// Of the first certificate of a file, as openssl rehash has it.
std::string hash_of(const Contents& contents) {
  return contents.entries.empty() ? std::string() : x509::subject_hash(contents.entries.front().certificate.der);
}

/// The links of one hash by their numbers: HASH.0, HASH.1, ...
std::vector<std::string> links_of(const Folder& folder, const std::string& hash) {
  std::vector<std::string> links;
  while (folder.exists(hash + "." + std::to_string(links.size())))
    links.push_back(hash + "." + std::to_string(links.size()));
  return links;
}

/// The numbers of one hash's links become 0, 1, ... again.
void close_gaps_of(const Folder& folder, const std::string& hash) {
  std::vector<std::pair<unsigned long, std::string>> rest;
  for (const std::string& name : folder.names())
    if (is_hash_name(name) && name.starts_with(hash + ".")) rest.emplace_back(std::stoul(name.substr(9)), name);
  std::sort(rest.begin(), rest.end());
  for (std::size_t i = 0; i < rest.size(); ++i)
    if (rest[i].first != i) folder.move(rest[i].second, hash + "." + std::to_string(i));
}

bool is_true(const Folder& folder, const std::string& link, const Secret& password) {
  try {
    const auto file = folder.read_followed(link);
    if (!file) return false;  // a link to nothing
    return link.starts_with(hash_of(contents_of(file->content.reveal(), password)) + ".");
  } catch (const Error&) {
    return true;
  }
}

}  // namespace

DirectoryRead read_directory(const Folder& folder, const Secret& password) {
  DirectoryRead read;
  std::string digested;
  for (const std::string& name : folder.names())
    if ((!is_hash_name(name) || folder.link_target(name).empty()) && !folder.is_directory(name))
      read_file_of(folder, name, password, read, digested);
  read.sha256 = digest::sha256_hex(digested);
  return read;
}

void require_file_name(const std::string& alias) {
  const bool plain = !alias.empty() && alias.size() <= 200 && alias.front() != '.' && !alias.ends_with("~") &&
                     std::all_of(alias.begin(), alias.end(),
                                 [](unsigned char c) { return c > 0x20 && c != '/' && c != ':' && c < 0x7f; });
  if (!plain || is_hash_name(alias))
    throw Error(Kind::usage, "certstore.alias", "'" + printable(alias) + "' cannot be the name of a file in the store",
                "--alias web1.pem");
}

bool is_hash_name(const std::string& name) {
  return name.size() > 9 && name.size() <= 14 && name[8] == '.' && from_hex(name.substr(0, 8)) &&
         std::all_of(name.begin() + 9, name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_hash_links(const Folder& folder) {
  const std::vector<std::string> names = folder.names();
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return is_hash_name(name) && !folder.link_target(name).empty(); });
}

void add_hash_link(const Folder& folder, const std::string& file, const x509::Certificate& certificate) {
  const std::string hash = x509::subject_hash(certificate.der);
  if (hash.empty()) return;
  const std::vector<std::string> links = links_of(folder, hash);
  for (const std::string& link : links)
    if (folder.link_target(link) == file) return;
  folder.make_link(hash + "." + std::to_string(links.size()), file);
}

void renew_hash_links(const Folder& folder, const std::string& file, const Secret& password) {
  if (const auto there = folder.read(file)) {
    const Contents contents = contents_of(there->content.reveal(), password);
    if (!contents.entries.empty()) add_hash_link(folder, file, contents.entries.front().certificate);
  }
  tidy_hash_links(folder, file, password);
}

void tidy_hash_links(const Folder& folder, const std::string& file, const Secret& password) {
  std::set<std::string> touched;
  for (const std::string& name : folder.names())
    if (is_hash_name(name) && folder.link_target(name) == file && !is_true(folder, name, password)) {
      folder.remove(name);
      touched.insert(name.substr(0, 8));
    }
  for (const std::string& hash : touched) close_gaps_of(folder, hash);
}

void close_link_gaps(const Folder& folder) {
  std::set<std::string> hashes;
  for (const std::string& name : folder.names())
    if (is_hash_name(name) && !folder.link_target(name).empty()) hashes.insert(name.substr(0, 8));
  for (const std::string& hash : hashes) close_gaps_of(folder, hash);
}

}  // namespace pkit::certstores
