#include "store/schema/names.h"

#include <map>
#include <string>
#include <vector>

#include "base/address.h"
#include "store/entities/query.h"

namespace pkit::store::schema {

namespace {

// Only IPv6 addresses have several spellings, and no other name that could be one has a colon.
const char* const kNamed =
    "SELECT id, name_key FROM principals WHERE kind = 'orchestrator' AND name_key LIKE '%:%'"
    " ORDER BY CASE state WHEN 'Disapproved' THEN 0 WHEN 'Approved' THEN 1 ELSE 2 END, id";
const char* const kName = "UPDATE principals SET name_key = $name_key, version = version + 1 WHERE id = $id";
const char* const kTraced = "SELECT DISTINCT name FROM attempts WHERE name LIKE '%:%'";
const char* const kTrace = "UPDATE attempts SET name = $key WHERE name = $name";
const char* const kOrdered = "SELECT id, name FROM intents WHERE name LIKE '%:%'";
// Of two that are open for one CSR the second stays as it is: it is still found by its id, and ends by itself.
const char* const kOrder =
    "UPDATE intents SET name = $key WHERE id = $id AND NOT EXISTS (SELECT 1 FROM intents o"
    " WHERE o.authority = intents.authority AND o.name = $key AND o.csr_sha256 = intents.csr_sha256"
    " AND o.id <> intents.id AND o.state IN ('planned', 'sent', 'issued'))";

struct Named {
  std::string id, key;
};

Named named_from(const Row& row) { return {row.text(0), row.text(1)}; }

void name(Write& write, const std::string& id, const std::string& key) {
  write.execute(kName, {{"$id", id}, {"$name_key", key}});
}

/// `machines` are one, whose name is `key`, the first of them before the others.
void name_first(Write& write, const std::string& key, const std::vector<Named>& machines) {
  if (machines.front().key == key) return;
  for (const Named& other : machines)
    if (other.key == key) name(write, other.id, other.id);
  name(write, machines.front().id, key);
}

void name_orchestrators(Write& write) {
  std::map<std::string, std::vector<Named>> machines;
  for (Named& found : all_of(write, kNamed, {}, named_from))
    machines[machine_key(found.key)].push_back(std::move(found));
  for (const auto& [key, rows] : machines) name_first(write, key, rows);
}

}  // namespace

void name_machines_once(Write& write) {
  name_orchestrators(write);
  for (const std::string& name : all_of(write, kTraced, {}, [](const Row& row) { return row.text(0); }))
    if (machine_key(name) != name) write.execute(kTrace, {{"$name", name}, {"$key", machine_key(name)}});
  for (const Named& order : all_of(write, kOrdered, {}, named_from))
    if (machine_key(order.key) != order.key)
      write.execute(kOrder, {{"$id", order.id}, {"$key", machine_key(order.key)}});
}

}  // namespace pkit::store::schema
