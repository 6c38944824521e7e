// The `job_types:` section of pkit.yaml: jobs of one's own, that an adapter does (document B: B3, T-B15).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapter/adapter.h"
#include "catalog/metadata.h"
#include "config/fields.h"
#include "setup/target.h"

namespace pkit {

/// `job_types: dns-check: {call: cmdb.check, fields: {zone: {required: true}, limit: {type: integer, default: 10}}}`.
struct JobType {
  std::string name;
  CallTarget target;               // the procedure that does it here; none: agents alone do it
  catalog::MetadataFields fields;  // what each such job is given
};
using JobTypes = std::map<std::string, JobType>;

extern const std::vector<config::Field> kJobTypeFields, kJobTypeFieldFields;
/// Faults: a name or a field that is none, as of metadata, and a target that no adapter has.
JobTypes read_job_types(const Value& section, const adapter::Adapters& adapters, config::Faults& faults);

}  // namespace pkit
