#include "store/metadata.h"

#include "base/text.h"
#include "store/entities/query.h"

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

const char* const kGenerated = "SELECT COUNT(*) FROM metadata_generated WHERE certificate = $certificate";
const char* const kMark =
    "INSERT INTO metadata_generated (certificate, target, at) VALUES ($certificate, $target, $at)"
    " ON CONFLICT (certificate) DO UPDATE SET target = excluded.target, at = excluded.at";
const char* const kAllAfter = "SELECT id FROM certificates WHERE id > $after ORDER BY id LIMIT $limit";
const char* const kOpenAfter =
    "SELECT id FROM certificates WHERE id > $after AND NOT EXISTS"
    " (SELECT 1 FROM metadata_generated WHERE certificate = certificates.id) ORDER BY id LIMIT $limit";

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

bool generated(Read& read, const std::string& certificate) {
  return count_of(read, kGenerated, {{"$certificate", certificate}}) > 0;
}

void mark_generated(Write& write, const std::string& certificate, const std::string& target, Time at) {
  write.execute(kMark, {{"$certificate", certificate}, {"$target", target}, {"$at", at}});
}

std::vector<std::string> to_generate(Read& read, const std::string& after, bool all, int limit) {
  return all_of(read, all ? kAllAfter : kOpenAfter, {{"$after", after}, {"$limit", std::int64_t{limit}}},
                [](const Row& row) { return row.text(0); });
}

}  // namespace pkit::store::metadata
