// The kinds of adapters: a row each. A kind is a key of the adapter's section, and comes down to a program with its
// arguments, so that all kinds run under the same limits.
#pragma once

#include <span>

#include "adapter/adapter.h"

namespace pkit::adapter {

/// Where an adapter is being read.
struct Place {
  const config::Section& section;
  const Path& home;
  uid_t uid;

  /// A file that the section names, relative to the home.
  Path resolve(const std::string& word) const { return (home / word).lexically_normal(); }
  config::Faults& faults() const { return section.faults(); }
};

struct Kind {
  const char* key;
  /// Sets program and arguments from the member `key`, which is there; what is wrong becomes faults.
  void (*read)(const Place&, Adapter&);
};
std::span<const Kind> kinds();
/// Reads the one kind that the section has; none or several are a fault.
void read_kind(const Place& place, const Value& section, Adapter& adapter);

void read_exec(const Place&, Adapter&);
/// Sets program and arguments from the member `exec`, which is there. `what`: "adapter program".
void read_program(const Place& place, const std::string& what, Adapter& adapter);
void read_http(const Place&, Adapter&);
void read_plugin(const Place&, Adapter&);
/// The fields of `http:`.
extern const std::vector<config::Field> kHttpFields;

// What the kinds share: each adds a fault unless it holds. They stat, and open nothing.
/// A regular file with the mode bits of `execute`, which only `uid` or root can write. `what`: "adapter program".
void check_program(const Path& program, const std::string& what, bool executable, const Place& place, Position at);
/// Whoever can write the file decides what it does.
void check_writers(const Path& path, const Place& place, Position at);
/// A program that is installed beside pkit: "http", "plugin-host".
Path helper_program(const char* name);

}  // namespace pkit::adapter
