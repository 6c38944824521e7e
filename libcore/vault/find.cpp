#include "vault/find.h"

#include <algorithm>
#include <charconv>

#include "store/events.h"
#include "store/meta.h"

namespace pkit::vault {

store::Vault find_own(store::Read& read, const Owner& owner, const std::string& name) {
  const auto vault = store::vaults::find_by_name(read, name);
  if (!vault)
    throw Error(Kind::not_found, "vault.missing", "there is no vault '" + printable(name) + "'", "see pkit vault ls");
  if (vault->owner != owner.principal.id)
    throw Error(Kind::denied, "vault.owner", "vault " + vault->name + " is another account's");
  return *vault;
}

OwnObject find_own_object(store::Read& read, const Owner& owner, const std::string& id) {
  const auto object = store::objects::find(read, id);
  const auto vault = object ? store::vaults::find(read, object->vault) : std::nullopt;
  if (!vault || vault->owner != owner.principal.id)
    throw Error(Kind::not_found, "vault.object", "there is no object '" + printable(id) + "'");
  return {*object, *vault};
}

void require_still(store::Read& read, const Owner& owner) {
  const auto principal = store::principals::find(read, owner.principal.id);
  if (!principal || !principal->enabled)
    throw Error(Kind::authentication, "account.disabled", "the account is disabled", "ask its operator");
  const auto account = store::accounts::find(read, owner.principal.id);
  if (!account || account->key_id != owner.key_id)
    throw Error(Kind::conflict, "vault.rotated", "the account has another key now", "use its certificate, and again");
}

std::vector<store::Vault> sides_of(store::Read& read, const store::Vault& vault) {
  if (vault.mirror == 0) return {vault};
  std::vector<store::Vault> sides = store::vaults::of_mirror(read, vault.mirror);
  std::stable_partition(sides.begin(), sides.end(), [&](const store::Vault& s) { return s.number == vault.number; });
  return sides;
}

std::vector<OwnObject> copies_of(store::Read& read, const OwnObject& own) {
  std::vector<OwnObject> copies;
  const store::Object& o = own.object;
  for (const store::Vault& side : sides_of(read, own.vault))
    if (const auto copy = store::objects::version(read, side.number, o.name, o.version, o.state))
      copies.push_back({*copy, side});
  return copies;
}

std::string sealed_for(store::Read& read, const store::Vault& vault) {
  if (vault.mirror == 0) return vault.name;
  std::vector<std::string> names;
  for (const store::Vault& side : store::vaults::of_mirror(read, vault.mirror)) names.push_back(side.name);
  return join(names, "+");
}

void require_replaceable(store::Read& read, const store::Vault& vault, const std::string& name, Time now) {
  const auto present = store::objects::current(read, vault.number, name);
  if (present && present->retained_until && now <= *present->retained_until)
    throw Error(Kind::denied, "vault.retained",
                printable(name) + " is retained until " + print_time(*present->retained_until));
}

void require_vault_name(const std::string& name) {
  constexpr std::size_t kLongest = 255;
  const bool fits = !name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!fits)
    throw Error(Kind::usage, "vault.name", "'" + printable(name) + "' is no name of a vault, mirror or template",
                "1 to 255 letters, digits and underscores");
}

store::VaultTemplate find_template(store::Read& read, const std::string& word, bool mirror) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool is_number = error == std::errc() && end == word.data() + word.size();
  const auto found =
      is_number ? store::vault_templates::find(read, number) : store::vault_templates::find_by_name(read, word);
  if (found && found->mirror == mirror) return *found;
  throw Error(Kind::not_found, "vault.template",
              "there is no template '" + printable(word) + "' for " + (mirror ? "mirrors" : "vaults"),
              "an operator lists them: pkit vault template");
}

Value vault_view(const store::Vault& vault, std::int64_t objects, std::int64_t octets) {
  return Value::map({{"id", vault.number},
                     {"name", vault.name},
                     {"description", vault.description},
                     {"provisioningCode", vault.provisioning_code},
                     {"templateId", vault.template_number},
                     {"mirrorId", vault.mirror == 0 ? Value() : Value(vault.mirror)},
                     {"mirrorPositionCode", vault.position.empty() ? Value() : Value(vault.position)},
                     {"retention", vault.retention == 0 ? Value() : Value(print_duration(vault.retention))},
                     {"quota", vault.quota == 0 ? Value() : Value(vault.quota)},
                     {"objects", objects},
                     {"octets", octets},
                     {"created", print_time(vault.created)}});
}

Value vault_view(store::Read& read, const store::Vault& vault) {
  const auto objects = store::objects::of_vault(read, vault.number);
  return vault_view(vault, static_cast<std::int64_t>(objects.size()), store::objects::octets_in(read, vault.number));
}

Value object_view(const store::Object& object, const std::string& vault) {
  return Value::map({{"id", object.id},
                     {"vault", vault},
                     {"name", object.name},
                     {"version", object.version},
                     {"sealedSize", object.size},
                     {"stored", print_time(object.stored)},
                     {"retainedUntil", object.retained_until ? Value(print_time(*object.retained_until)) : Value()}});
}

Value template_view(const store::VaultTemplate& made) {
  return Value::map({{"id", made.number},
                     {"name", made.name},
                     {"kind", made.mirror ? "mirror" : "vault"},
                     {"retention", made.retention == 0 ? Value() : Value(print_duration(made.retention))},
                     {"quota", made.quota == 0 ? Value() : Value(made.quota)},
                     {"created", print_time(made.created)}});
}

void write_vault_change(store::Write& write, Session& session, Time now, const char* event, const std::string& subject,
                        const Value& data) {
  store::events::append(write, now, session.actor, event, subject, data);
  store::meta::seen(write, now);
}

}  // namespace pkit::vault
