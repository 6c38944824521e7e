// A section of pkit.yaml is a table of fields that its module declares (base/table.h); reading and errors come from it,
// and a test holds the man page against it. There is no central schema.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/table.h"

namespace pkit::config {

using pkit::Field;
using pkit::FieldType;
using pkit::hint_for;

/// Collects the faults of one file, each with FILE:LINE:COLUMN.
class Faults {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}
  void add(Position at, std::string code, std::string what, std::string hint = {});
  /// What a table found: codes "config.unknown", "config.missing", "config.type", "config.word", "config.bounds".
  void add(const Flaw& flaw);
  /// `what` 'word', e.g. "unknown key 'tiemout'", code "config.unknown", with hint_for(word, valid).
  void unknown(Position at, const std::string& what, const std::string& word, const std::vector<std::string>& valid);
  const std::vector<Fault>& list() const { return faults_; }
  std::vector<std::string>& warnings() { return warnings_; }
  void warn(Position at, const std::string& what);
  bool empty() const { return faults_.empty(); }
  std::string where(Position at) const;

 private:
  std::string file_;
  std::vector<Fault> faults_;
  std::vector<std::string> warnings_;
};

/// One map of the file read by a table; what is wrong with it is among the file's faults.
class Section : public Record {
 public:
  /// `name` is what errors call it: "profiles.agent", empty for the file itself. `value` may be null (all defaults) and
  /// outlives the section.
  Section(const Value& value, std::string name, const Fields& table, Faults& faults);

  Faults& faults() const { return faults_; }

 private:
  Section(const Value& value, std::string name, const Fields& table, Faults& faults, std::vector<Flaw>&& flaws);
  Faults& faults_;
};

}  // namespace pkit::config
