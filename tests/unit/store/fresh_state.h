// The state of a test: a file of its own, or, where PKIT_TEST_STORE names a place, one that is made there in the stead
// of the last test's.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>
#include <regex>
#include <string>

#include "base/file.h"
#include "store/engines.h"
#include "store/postgresql/library.h"
#include "store/state_file.h"

namespace pkit::store::test {

/// Empty: a file.
inline std::string place_of_tests() {
  const char* place = std::getenv("PKIT_TEST_STORE");
  return place != nullptr ? place : "";
}

/// Nobody else may have it open.
inline void drop_state(const Place& place) {
  const libpq::Library& libpq = libpq::library();
  const char* const keywords[] = {"service", nullptr};
  const char* const values[] = {place.where.c_str(), nullptr};
  pg_conn* link = libpq.PQconnectdbParams(keywords, values, 0);
  pg_result* dropped = libpq.PQexec(link, "SET client_min_messages = error; DROP SCHEMA IF EXISTS pkit CASCADE");
  REQUIRE_MESSAGE(libpq.PQresultStatus(dropped) == libpq::kCommandOk, libpq.PQerrorMessage(link));
  libpq.PQclear(dropped);
  libpq.PQfinish(link);
}

/// For open_database() of a home the directory of `file` says where the state is.
inline std::unique_ptr<Database> fresh_state(const Path& file, const World& world) {
  const std::string named = place_of_tests();
  if (named.empty()) return open_sqlite(file, Open::create, world);
  const Place place = place_named(named);
  drop_state(place);
  replace_file(elsewhere(file), as_bytes(named + "\n"), Mode::secret);
  return open_place(place, Open::create, world);
}

inline std::unique_ptr<Database> state_again(const Path& file, const World& world) {
  const std::string named = place_of_tests();
  if (named.empty()) return open_sqlite(file, Open::existing, world);
  return open_place(place_named(named), Open::existing, world);
}

/// Octets in the words of the engine that has the state: zeroblob(N) and x'HEX' are SQLite's.
inline std::string with_octets(const char* sql) {
  if (place_of_tests().empty()) return sql;
  const std::string zeros =
      std::regex_replace(sql, std::regex("zeroblob\\((\\d+)\\)"), "decode(repeat('00', $1), 'hex')");
  return std::regex_replace(zeros, std::regex("x'([0-9a-f]*)'"), "decode('$1', 'hex')");
}

}  // namespace pkit::store::test
