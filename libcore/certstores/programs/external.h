// Stores that are no file of ours (B3): another program keeps them, and is asked by the procedures of document B. For a
// token that is pkit's own helper, in which alone a vendor's module lives; for all else an adapter of pkit.yaml.
#pragma once

#include <string>

#include "adapter/adapter.h"
#include "certstores/kind.h"
#include "home/session.h"
#include "store/cert_stores.h"

namespace pkit::certstores {

/// "adapter:NAME"
inline constexpr std::string_view kOfAdapter = "adapter:";

/// The kind of one that is registered as `kind`, or by its path; empty where it is a file or a directory.
std::string external_kind(const std::string& kind, const std::string& path);

class External {
 public:
  /// `session` outlives this. Error{config "certstore.adapter"} where pkit.yaml has no such adapter, {usage
  /// "certstore.path"} where the path cannot be one, or names a module that others can write (require_trusted).
  External(const ReadSession& session, const store::CertStore& store);

  /// What cannot be read in it is told in Contents::unread. Error{config "certstore.tool"} for whatever the program
  /// does but answer within its limits.
  Contents inventory() const;
  /// `replaced` is what goes for it; may be null. What the program warns of; empty where it does not.
  std::string add(const Addition& addition, const Entry* replaced) const;
  std::string remove(const Entry& entry) const;

 private:
  Value ask(const char* procedure, Value parameter, const std::vector<Secret>& secrets = {}) const;

  const ReadSession& session_;
  const store::CertStore& store_;
  adapter::Adapter program_;
};

/// What an answer to `inventory` says; `who` is what errors call its program. Error{config "certstore.tool"} unless it
/// has the form of one: whatever is left out is no empty store.
Contents inventory_of(const Value& answer, const std::string& who);

/// What its program calls it: its alias without what tells two of one name apart.
std::string given_name(const Entry& entry);

/// A program's text for users and events: printable, at most 2048 characters, and each secret that it was given out of
/// it.
std::string told_by(std::string text, const std::vector<Secret>& secrets);

/// Error{usage "certstore.path"} for a URI of a token with a PIN, or with an attribute twice.
void require_plain_uri(const std::string& uri);

/// Hex, over every entry.
std::string digest_of(const Contents& contents);

}  // namespace pkit::certstores
