// What an adapter says is in a store, and what `openssl s_client` prints of a server: what is read of either is whole.
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "certstores/programs/external.h"
#include "certstores/served.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

void read_inventory(const Value& answer) {
  const auto read = accepted({"certstore.tool"}, [&] { return certstores::inventory_of(answer, "a program"); });
  if (!read) return;
  PROMISE(answer["items"].is_list());
  PROMISE(answer.text_or("result") != "Success" ||
          read->entries.size() + read->unread.size() == answer["items"].items().size());
  for (const certstores::Entry& entry : read->entries) PROMISE(!entry.alias.empty() && valid_utf8(entry.alias));
}

}  // namespace

int fuzz_store_answer(BytesView bytes) {
  const auto answer = accepted({"json."}, [&] { return parse_json(as_text(bytes), "answer"); });
  if (answer) read_inventory(*answer);
  const auto shown = accepted({"pem."}, [&] { return certstores::certificates_shown(as_text(bytes)); });
  PROMISE(!shown || shown->size() <= 16);
  return 0;
}

}  // namespace pkit::fuzz
