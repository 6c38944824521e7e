#include "store/metadata.h"

#include "base/text.h"
#include "store/query.h"

namespace pkit::store::metadata {

namespace {

const char* const kOf =
    "SELECT field, value FROM certificate_metadata WHERE certificate = $certificate ORDER BY field_key";
const char* const kSet =
    "INSERT INTO certificate_metadata (certificate, field_key, field, value)"
    " VALUES ($certificate, $field_key, $field, $value)"
    " ON CONFLICT (certificate, field_key) DO UPDATE SET field = excluded.field, value = excluded.value";
const char* const kUnset =
    "DELETE FROM certificate_metadata WHERE certificate = $certificate AND field_key = $field_key";
const char* const kWith =
    "SELECT certificate FROM certificate_metadata WHERE field_key = $field_key AND value = $value ORDER BY certificate";

}  // namespace

Value of(Read& read, const std::string& certificate) {
  Value fields = Value::map();
  read.query(kOf, {{"$certificate", certificate}}, [&](const Row& row) {
    fields.set(row.text(0), row.text(1));
    return true;
  });
  return fields;
}

void set(Write& write, const std::string& certificate, const std::string& field, const std::string& value) {
  write.execute(kSet,
                {{"$certificate", certificate}, {"$field_key", lower(field)}, {"$field", field}, {"$value", value}});
}

bool unset(Write& write, const std::string& certificate, const std::string& field) {
  return write.execute(kUnset, {{"$certificate", certificate}, {"$field_key", lower(field)}}) == 1;
}

std::vector<std::string> certificates_with(Read& read, const std::string& field, const std::string& value) {
  return all_of(read, kWith, {{"$field_key", lower(field)}, {"$value", value}},
                [](const Row& row) { return row.text(0); });
}

}  // namespace pkit::store::metadata
