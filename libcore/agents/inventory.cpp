// inventory: what the agent found in a store of its machine.
#include <map>

#include "agents/known_agent.h"
#include "agents/wire.h"
#include "certstores/entries.h"
#include "certstores/view.h"
#include "digest/digest.h"
#include "store/agents.h"
#include "x509/certificate.h"

namespace pkit::agents {

namespace {

constexpr const char* kTakenReply[] = {"Result"};

[[noreturn]] void refuse_item(const Value& item, const std::string& why) {
  throw Error(Kind::input, "agent.message", "'" + printable(item.text_or("Alias")) + "' " + why,
              "an inventory is all that is in the store, or none");
}

Bytes certificate_of(const Value& item, const Value& text) {
  auto der = from_base64(text.as_text());
  if (!der || der->empty()) refuse_item(item, "has a certificate that is none: it is no base64");
  try {
    x509::parse_certificate(*der);
  } catch (const Error& error) {
    refuse_item(item, std::string("has a certificate that is none: ") + error.what());
  }
  return std::move(*der);
}

Value kept_item(const Value& item) {
  Value thumbprints = Value::list();
  std::string fingerprint;
  for (const Value& text : item["Certificates"].items()) {
    const Bytes der = certificate_of(item, text);
    if (fingerprint.empty()) fingerprint = digest::sha256_hex(as_text(der));
    thumbprints.push(certstores::thumbprint(BytesView(der)));
  }
  if (fingerprint.empty()) refuse_item(item, "has no certificate");
  return Value::map({{"Alias", item["Alias"]},
                     {"PrivateKeyEntry", item["PrivateKeyEntry"]},
                     {"Thumbprints", std::move(thumbprints)},
                     {"fingerprint", fingerprint}});
}

/// What is there: of what was removed the agent tells its name alone. A certificate may be there twice, and each is
/// counted; two that have one name cannot be told apart.
Value kept_items(const Value& items) {
  Value kept = Value::list();
  const std::int64_t removed = item_status_number(certstores::item_status_word(certstores::ItemStatus::removed));
  std::map<std::string, std::string> fingerprints;  // by alias
  for (const Value& item : items.items()) {
    if (item["ItemStatus"].as_int() == removed) continue;
    Value one = kept_item(item);
    const auto [there, is_new] = fingerprints.emplace(one.text_or("Alias"), one.text_or("fingerprint"));
    if (!is_new && there->second != one.text_or("fingerprint")) refuse_item(item, "names two certificates");
    kept.push(std::move(one));
  }
  return kept;
}

}  // namespace

Outcome take_inventory(Session& session, const MessageRequest& request) {
  const Value message = read_message(request, kInventoryUpdateFields);
  const KnownAgent agent = agent_of(session, request, message);
  const store::ScheduledJob job = held_job(session, agent, message);
  if (job.type != store::JobType::inventory) throw Error(Kind::conflict, "job.state", job.id + " is no inventory");
  const store::AgentInventory inventory{
      agent.principal.id,           job.store, job.id, audit_id(job), kept_items(message["Inventory"]),
      operation_time(session, true)};
  session.database.write([&](store::Write& write) {
    if (job_of(write, agent, message).version != job.version)
      throw Error(Kind::conflict, "job.lost", job.id + " is not in this session's hands any more");
    store::agent_inventories::receive(write, inventory);
  });
  Outcome outcome;
  outcome.data.set("Result", good_result());
  return outcome;
}

constinit const Operation kInventory = operation<MessageRequest, take_inventory>(
    {.name = "inventory", .inputs = kMessageInputs, .data = &shape::inventory_taken, .reply = kTakenReply});

}  // namespace pkit::agents
