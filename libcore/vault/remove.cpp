// vault rm: an object goes, of a mirror from both sides; and what a kill left goes too.
#include "vault/content.h"
#include "vault/find.h"
#include "vault/operations.h"
#include "vault/settle.h"
#include "vault/shapes.h"

namespace pkit::vault {

namespace {

constexpr Duration kOneDay = 24 * 60 * 60 * 1000;

constexpr Input kVaultRmInputs[] = {
    input<&RemoveRequest::vault>("vault", "VAULT", "its name").needed().argument(),
    input<&RemoveRequest::name>("name", "NAME", "of the object").needed().argument(),
};
constexpr const char* kRemovedReply[] = {"object"};

}  // namespace

Outcome remove_object(Session& session, const RemoveRequest& request) {
  const Time now = operation_time(session, true);
  const Owner owner = owner_by(session, request.proof, now);
  Outcome outcome;
  std::vector<std::string> ids;
  session.database.write([&](store::Write& write) {
    ids.clear();
    require_still(write, owner);
    const store::Vault vault = find_own(write, owner, request.vault);
    const auto object = store::objects::current(write, vault.number, request.name);
    if (!object)
      throw Error(Kind::not_found, "vault.object",
                  "there is no object '" + printable(request.name) + "' in " + vault.name);
    for (const OwnObject& copy : copies_of(write, {*object, vault})) {
      require_replaceable(write, copy.vault, request.name, now);
      ids.push_back(copy.object.id);
      store::objects::erase(write, copy.object.id);
      write_vault_change(write, session, now, "vault.removed", "vault:" + std::to_string(copy.vault.number),
                         Value::map({{"object", copy.object.id}}));
    }
    outcome.data = Value::map({{"object", object_view(*object, vault.name)}});
  });
  remove_contents(session, ids);
  return outcome;
}

constinit const Operation kVaultRm = operation<RemoveRequest, remove_object>(
    {.name = "vault-rm", .inputs = kVaultRmInputs, .data = &shape::object_told, .reply = kRemovedReply});

void end_stale(Session& session) {
  std::vector<store::Object> stale;
  const Time before = operation_time(session, false) - kOneDay;
  session.state.read([&](store::Read& read) { stale = store::objects::arriving_before(read, before); });
  if (stale.empty()) return;
  session.database.write([&](store::Write& write) {
    stale = store::objects::arriving_before(write, before);  // one of them may be complete by now
    for (const store::Object& object : stale) store::objects::erase(write, object.id);
  });
  std::vector<std::string> ids;
  for (const store::Object& object : stale) ids.push_back(object.id);
  remove_contents(session, ids);
}

/// What lies there is listed before the state is read: an object has its row before it has a file, so that a file that
/// appears meanwhile is none of these.
void settle_objects(Session& session) {
  end_stale(session);
  std::vector<std::string> strays = content_ids(session.home);
  session.state.read([&](store::Read& read) {
    std::erase_if(strays, [&](const std::string& id) { return store::objects::find(read, id).has_value(); });
  });
  remove_contents(session, strays);
}

}  // namespace pkit::vault
