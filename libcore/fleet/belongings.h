// Stores and jobs of an orchestrator as documents: the source document's keys to the letter (systems of record know
// them by these), read strictly and written back as they were.
#pragma once

#include <string>
#include <vector>

#include "base/world.h"
#include "catalog/store_types.h"
#include "config/fields.h"
#include "store/belongings.h"

namespace pkit {

extern const std::vector<config::Field> kStoreFields, kJobFields;

/// `list` is a list of stores, or one store. Ids are new. Faults: unknown keys, missing ones, a type that pkit.yaml
/// does not have, a path there twice.
std::vector<store::CertificateStore> read_stores(const Value& list, const std::string& principal,
                                                 const catalog::StoreTypes& types, const World& world,
                                                 config::Faults& faults);
/// What the job would do that stores of that type have not among their operations; empty where there is nothing.
std::string not_done(const Value& job, const std::string& type_name, const catalog::StoreTypes& types);
/// The same of jobs; StorePath names one of `stores`, or is absent where a job is about none. Faults: what not_done()
/// tells, too.
std::vector<store::Job> read_jobs(const Value& list, const std::string& principal,
                                  const std::vector<store::CertificateStore>& stores, const catalog::StoreTypes& types,
                                  const World& world, config::Faults& faults);

/// {Id, StorePath, CertStoreTypeName, ...}
Value store_view(const store::CertificateStore& store);
/// {JobId, StoreId, StorePath, JobTypeName, ...}
Value job_view(const store::Job& job, const std::vector<store::CertificateStore>& stores);

}  // namespace pkit
