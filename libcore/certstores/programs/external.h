// Stores that are no file of ours (B3): another program keeps them, and is asked by the procedures of document B. For a
// token that is pkit's own helper, in which alone a vendor's module lives; for all else an adapter of pkit.yaml.
#pragma once

#include <string>

#include "adapter/adapter.h"
#include "certstores/kind.h"
#include "certstores/operations.h"
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
  /// A new key of that kind ("ec-p256") is made there, for what is to take the entry's place: PEM of a request over it,
  /// for the same subject and names. Error{config "certstore.tool"} where it is none.
  std::string make_key(const Entry& entry, const std::string& key_type) const;
  /// Nothing will come of that request: its key goes.
  void drop_key(const std::string& request) const;
  /// A store with nothing in it is made; as add() has it.
  std::string create() const;

 private:
  Value ask(const char* procedure, Value parameter, const std::vector<Secret>& secrets = {}) const;
  std::string who(const char* procedure) const;

  const ReadSession& session_;
  const store::CertStore& store_;
  adapter::Adapter program_;
};

/// What there is of stores of that external kind, by their paths; directories and the like are in its program's words.
/// Of what can be no path, or is one that cannot be kept, `unread` tells.
std::vector<std::string> locations_of(const ReadSession& session, const std::string& kind,
                                      const DiscoverRequest& request, std::vector<std::string>& unread);
/// What an answer to `inventory` says; `who` is what errors call its program. Error{config "certstore.tool"} unless it
/// has the form of one: whatever is left out is no empty store.
Contents inventory_of(const Value& answer, const std::string& who);

/// What its program calls it: its alias without what tells two of one name apart.
std::string given_name(const Entry& entry);

/// A program's text for users and events: printable, at most 2048 characters, and each secret that it was given out of
/// it.
std::string told_by(std::string text, const std::vector<Secret>& secrets);

/// Hex, over every entry.
std::string digest_of(const Contents& contents);

}  // namespace pkit::certstores
