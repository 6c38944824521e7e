#include "store/crls.h"

#include "store/entities/columns.h"

namespace pkit::store {

namespace crls {

namespace {

using Rows = RowTable<Crl, "crls", Column<"key_id", &Crl::key_id>, Column<"number", &Crl::number>,
                      Column<"this_update", &Crl::this_update>, Column<"next_update", &Crl::next_update>,
                      Column<"der", &Crl::der>>;

const char* const kFind = Rows::select<" WHERE key_id = $key_id">;
const char* const kPut = Rows::insert<
    " ON CONFLICT (key_id) DO UPDATE SET number = excluded.number, this_update = excluded.this_update,"
    " next_update = excluded.next_update, der = excluded.der">;
// The index of revoked certificates holds all of it.
const char* const kEntries =
    "SELECT serial, revoked_at, revocation_reason, invalid_since FROM certificates"
    " WHERE issuer = $issuer AND revoked_at IS NOT NULL AND (not_after >= $since OR revoked_at >= $since)";
const char* const kForeign =
    "SELECT serial, revoked_at, reason, invalid_since FROM foreign_revocations WHERE key_id = $key_id";
const char* const kUnexpired =
    "SELECT serial, revoked_at, revocation_reason FROM certificates WHERE not_after >= $now AND issuer = $issuer";
const char* const kAnyUnexpired =
    "SELECT EXISTS (SELECT 1 FROM certificates WHERE issuer = $issuer AND revoked_at IS NOT NULL AND not_after >= "
    "$now)";
const char* const kAnyForeign = "SELECT EXISTS (SELECT 1 FROM foreign_revocations WHERE key_id = $key_id)";
const char* const kAnyForeignOfAll = "SELECT EXISTS (SELECT 1 FROM foreign_revocations)";
const char* const kFindForeign =
    "SELECT revoked_at, reason FROM foreign_revocations WHERE key_id = $key_id AND serial = $serial";
const char* const kPutForeign =
    "INSERT INTO foreign_revocations (key_id, serial, revoked_at, reason, invalid_since)"
    " VALUES ($key_id, $serial, $revoked_at, $reason, $invalid_since) ON CONFLICT (key_id, serial) DO NOTHING";

void each(Read& read, const char* sql, Params params, const std::function<void(const Entry&)>& fn) {
  read.query(sql, params, [&](const Row& row) {
    fn({row.blob_view(0), row.integer(1), row.text_view(2), time_at(row, 3)});
    return true;
  });
}

}  // namespace

std::optional<Crl> find(Read& read, const std::string& key_id) {
  return first(read, kFind, {{"$key_id", key_id}}, Rows::from);
}

void put(Write& write, const Crl& crl) { write.execute(kPut, Rows::params(crl)); }

void each_entry(Read& read, const std::string& issuer, Time since, const std::function<void(const Entry&)>& fn) {
  each(read, kEntries, {{"$issuer", issuer}, {"$since", since}}, fn);
}

void each_foreign_entry(Read& read, const std::string& key_id, const std::function<void(const Entry&)>& fn) {
  each(read, kForeign, {{"$key_id", key_id}}, fn);
}

void each_unexpired(Read& read, const std::string& issuer, Time now,
                    const std::function<void(const Entry&, bool revoked)>& fn) {
  read.query(kUnexpired, {{"$issuer", issuer}, {"$now", now}}, [&](const Row& row) {
    const std::optional<Time> revoked_at = time_at(row, 1);
    fn({row.blob_view(0), revoked_at.value_or(0), row.text_view(2), {}}, revoked_at.has_value());
    return true;
  });
}

bool has_revoked(Read& read, const std::string& issuer, Time now) {
  return count_of(read, kAnyUnexpired, {{"$issuer", issuer}, {"$now", now}}) != 0;
}

bool has_foreign(Read& read, const std::string& key_id) {
  return count_of(read, kAnyForeign, {{"$key_id", key_id}}) != 0;
}

bool has_any_foreign(Read& read) { return count_of(read, kAnyForeignOfAll, {}) != 0; }

std::optional<ForeignRevocation> find_foreign(Read& read, const std::string& key_id, const Bytes& serial) {
  return first(read, kFindForeign, {{"$key_id", key_id}, {"$serial", serial}}, [](const Row& row) {
    return ForeignRevocation{row.integer(0), row.text(1)};
  });
}

void put_foreign(Write& write, const std::string& key_id, const Entry& entry) {
  write.execute(kPutForeign, {{"$key_id", key_id},
                              {"$serial", Bytes(entry.serial.begin(), entry.serial.end())},
                              {"$revoked_at", entry.revoked_at},
                              {"$reason", std::string(entry.reason)},
                              {"$invalid_since", time_or_null(entry.invalid_since)}});
}

}  // namespace crls

namespace crl_files {

namespace {

using Rows = RowTable<CrlFile, "crl_files", Column<"path", &CrlFile::path>, Column<"sha256", &CrlFile::sha256>,
                      Column<"covers", &CrlFile::covers>, Column<"this_update", &CrlFile::this_update>,
                      Column<"next_update", &CrlFile::next_update>, Column<"due_at", &CrlFile::due_at>>;

const char* const kFind = Rows::select<" WHERE path = $path">;
const char* const kAll = Rows::select<" ORDER BY path">;
const char* const kPut = Rows::insert<
    " ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, covers = excluded.covers, this_update = "
    "excluded.this_update, next_update = excluded.next_update, due_at = excluded.due_at">;

}  // namespace

std::optional<CrlFile> find(Read& read, const std::string& path) {
  return first(read, kFind, {{"$path", path}}, Rows::from);
}

std::vector<CrlFile> all(Read& read) { return all_of(read, kAll, {}, Rows::from); }

void put(Write& write, const CrlFile& file) { write.execute(kPut, Rows::params(file)); }

}  // namespace crl_files

}  // namespace pkit::store
