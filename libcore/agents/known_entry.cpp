#include "agents/known_entry.h"

namespace pkit::agents {

namespace {

[[noreturn]] void unknown_entry(const std::string& what) {
  throw Error(Kind::conflict, "agent.inventory", what, "pkit job schedule inventory, before");
}

std::size_t item_of(const store::AgentInventory& inventory, const std::string& alias) {
  std::optional<std::size_t> found;
  const auto& items = inventory.items.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i]["PrivateKeyEntry"].as_bool()) continue;
    if (!alias.empty() && items[i].text_or("Alias") != alias) continue;
    if (found)
      throw Error(Kind::conflict, "certstore.several", inventory.path + " has several entries with a key",
                  "--alias says which one is meant");
    found = i;
  }
  if (!found) unknown_entry("no such entry with a key is known of " + inventory.path);
  return *found;
}

}  // namespace

KnownEntry known_entry(const ReadSession& session, const KnownAgent& agent, const store::ScheduledJob& job) {
  std::optional<store::AgentInventory> inventory;
  std::optional<store::Certificate> certificate;
  std::size_t item = 0;
  session.state.read([&](store::Read& read) {
    inventory = store::agent_inventories::kept(read, agent.principal.id, job.store);
    if (!inventory) return;
    item = item_of(*inventory, job.parameters.text_or("alias"));
    const auto fingerprint = from_hex(inventory->items.items()[item].text_or("fingerprint"));
    if (fingerprint) certificate = store::certificates::find_by_fingerprint(read, *fingerprint);
  });
  if (!inventory) unknown_entry("nothing is known of " + job.store);
  if (!certificate)
    throw Error(Kind::conflict, "certstore.foreign", "the certificate in " + job.store + " was not issued by this home",
                "pkit job schedule add");
  if (certificate->principal == agent.principal.id)
    throw Error(Kind::conflict, "certstore.foreign", "the certificate in " + job.store + " is the agent's own",
                "pkit orchestrator reenroll");
  if (certificate->principal != job.parameters.text_or("holder"))
    throw Error(Kind::conflict, "certstore.foreign",
                "the certificate in " + job.store + " is not of the holder that " + job.id + " was scheduled for",
                "look at it, and pkit job schedule reenrollment --holder MACHINE");
  return {std::move(*certificate), std::move(*inventory), item};
}

}  // namespace pkit::agents
