// Metadata: fields that pkit.yaml defines, by which certificates are tagged (A16, A22).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.h"
#include "config/fields.h"
#include "pattern/pattern.h"

namespace pkit::catalog {

struct MetadataType;  // a row of metadata_types.cpp

struct MetadataField {
  std::string name;  // as spelt; names are told apart and found without regard to case (X29)
  const MetadataType* type = nullptr;
  std::shared_ptr<const pattern::Regex> pattern;  // of a string
  std::vector<std::string> options;               // of a choice
  std::optional<std::string> otherwise;           // the value where none is given
  bool required = false;                          // absence is told, and hinders nothing (X28)
  std::string message;                            // what is said where the pattern does not match
};
/// In the order of the file.
using MetadataFields = std::vector<MetadataField>;

extern const std::vector<config::Field> kMetadataFields, kMetadataFieldFields;
/// Reads `metadata:`. Faults: a name that is none (letters, digits, _ and -; at most 64) or there twice, an unknown
/// type, options without a choice and the reverse, a pattern of what is no string, a default that is no value.
MetadataFields read_metadata_fields(const Value& section, config::Faults& faults);

/// The same of any map of typed fields: `section` is what errors call it ("job_types.check.fields"), `table` the keys
/// that each may have, of those of kMetadataFieldFields.
MetadataFields read_typed_fields(const std::string& section, const std::vector<config::Field>& table, const Value& rows,
                                 config::Faults& faults);

/// The field of that name in any case; null where there is none.
const MetadataField* find_field(const MetadataFields& fields, const std::string& name);

/// A value as it is kept, or why it is none.
struct Judged {
  std::optional<std::string> value;
  std::string why;
};
/// Text, integer or boolean, held against the field's type, pattern and options.
Judged judge_metadata(const MetadataField& field, const Value& value);

/// What becomes of a handler's metadata: the valid ones are attached, the others are dropped and told.
struct Attached {
  Value applied = Value::map();      // name as in pkit.yaml -> text
  Value dropped = Value::list();     // {field, reason}
  std::vector<std::string> missing;  // required, without value and default
};
/// `metadata` is a map.
Attached judge_all(const MetadataFields& fields, const Value& metadata);
/// The same of what comes with a new certificate: defaults fill in what it lacks.
Attached attach_metadata(const MetadataFields& fields, const Value& metadata);

/// The words of `type:`.
std::vector<std::string> metadata_type_words();

}  // namespace pkit::catalog
