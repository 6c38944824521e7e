// A section of pkit.yaml is a table of fields that its module declares; reading and errors come from it, and
// a test holds the man page against it. There is no central schema.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

namespace pkit::config {

enum class FieldType { text, integer, boolean, duration, text_list, text_or_list, map, list, any };

struct Field {
  const char* key;
  FieldType type;
  bool required = false;
  const char* otherwise = "";                        // the default, as the man page prints it
  std::vector<std::string> words = {};               // a closed set of texts, empty: any
  std::int64_t least = INT64_MIN, most = INT64_MAX;  // integers, and durations in ms
  const char* help = "";                             // one line
};

/// "did you mean 'timeout'? valid: exec, timeout"; without the question where no word is near, without the list where
/// one is and the list is long; empty without words.
std::string hint_for(const std::string& word, const std::vector<std::string>& valid);

/// Collects the faults of one file, each with FILE:LINE:COLUMN.
class Faults {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}
  void add(Position at, std::string code, std::string what, std::string hint = {});
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

/// One map of the file read by a table: every unknown key, missing key, wrong type, value outside bounds or words is a
/// fault; getters answer the value or the default given (also after a fault, so that all faults are found in one go).
class Section {
 public:
  /// `name` is what errors call it: "profiles.agent", empty for the file itself. `value` may be null (all defaults) and
  /// outlives the section.
  Section(const Value& value, std::string name, std::span<const Field> table, Faults& faults);

  /// Given, not empty and without fault.
  bool has(std::string_view key) const;
  std::string text(std::string_view key, std::string otherwise = {}) const;
  std::int64_t integer(std::string_view key, std::int64_t otherwise) const;
  bool boolean(std::string_view key, bool otherwise) const;
  Duration duration(std::string_view key, Duration otherwise) const;
  /// A text alone is a list of one for text_or_list.
  std::vector<std::string> texts(std::string_view key, std::vector<std::string> otherwise = {}) const;
  /// The value as written, null where it is absent or faulty.
  const Value& value(std::string_view key) const;
  Position at(std::string_view key) const;  // of the value, else of the section
  Position at() const { return at_; }
  const std::string& name() const { return name_; }
  Faults& faults() const { return faults_; }

 private:
  void refuse_unknown(std::span<const Field> table);
  void judge(const Field& field);

  const Value& value_;
  Position at_;
  std::string name_;
  Faults& faults_;
  std::vector<std::string> faulty_;  // keys that had a fault
};

}  // namespace pkit::config
