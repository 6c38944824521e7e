// Files that the command line names: what is read has a limit, what is written is checked before the operation begins.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "home/session.h"
#include "pkit/context.h"

namespace pkit::app {

/// The content of a CSR, certificate or other small document; "-" is standard input.
std::string read_document(Context& context, const std::string& path);
/// What to call it in messages.
std::string document_name(const std::string& path);
/// The content if `word` is "-" or names a file, nothing where it is another word.
std::optional<std::string> document_or_word(Context& context, const std::string& word);
/// What names a certificate: a file stands for the one that it holds, as its id. Error as find_certificate().
std::string certificate_word(Context& context, const std::string& word);

/// Where a certificate is to be written: a file, or standard output where `path` is empty or "-".
struct Target {
  std::string path;
  bool force = false;
  bool is_file() const { return !path.empty() && path != "-"; }
};
/// Error{conflict "file.own"} where `path` is what the home is made of.
void check_not_own(const Context& context, const std::string& path);
/// The same; Error{conflict "file.exists"} where it exists and may not be replaced, {state "output.file"} where its
/// directory does not take a file: before anything is issued. Where the request has an id, what exists may be its own
/// output.
void check_target(const Context& context, const Target& target, const std::string& request_id);
/// What was issued, for who could not write it.
struct Deliverable {
  std::string name;   // its serial, or by what another CA knows it
  std::string fetch;  // the command that prints it
};
/// A certificate as replies have it.
Deliverable issued(const Value& certificate);
/// Writes what was issued, unless the file holds just that. Error{state "output.file"}: "issued as NAME", with the way
/// to fetch it.
void write_target(const Target& target, const std::string& content, const Deliverable& certificate);

/// The same for a file that is a secret, 0600, and that looks different each time it is made: `make` is asked for it
/// unless `is_ours` knows what is there.
void write_secret_target(const Target& target, const Deliverable& certificate,
                         const std::function<bool(BytesView)>& is_ours, const std::function<Secret()>& make);

}  // namespace pkit::app
