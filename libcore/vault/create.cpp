// vault create: a locked vault from a template, for who signs the request alone (C16, C-P9, C-P10).
#include <algorithm>

#include "vault/find.h"
#include "vault/operations.h"
#include "vault/provisioner.h"
#include "vault/shapes.h"

namespace pkit::vault {

namespace {

constexpr Words kPositions = kOneOf<"position1", "position2">;

bool is_line(const std::string& text, std::size_t longest) {
  return text.size() <= longest && valid_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

void require_form(const CreateRequest& request) {
  constexpr std::size_t kLongestCode = 255, kLongestDescription = 1024;
  require_vault_name(request.name);
  if (!is_line(request.provisioning_code, kLongestCode))
    throw Error(Kind::usage, "vault.name", "'" + printable(request.provisioning_code) + "' is no provisioning code",
                "1 to 255 bytes of UTF-8 without control characters");
  if (!is_line(request.description, kLongestDescription))
    throw Error(Kind::usage, "vault.name", "a vault's description is one line of at most 1024 bytes of UTF-8");
  if (request.mirror.empty() != request.position.empty())
    throw Error(Kind::usage, "option.combination", "a mirror and a position need each other");
  if (!request.position.empty() && !kPositions.have(request.position))
    throw Error(Kind::usage, "vault.name", "'" + printable(request.position) + "' is no position in a mirror",
                "position1 or position2");
}

/// The mirror that a vault is to be one side of.
std::int64_t mirror_for(store::Read& read, const Owner& owner, const CreateRequest& request) {
  if (request.mirror.empty()) return 0;
  const auto mirror = store::mirrors::find_by_name(read, request.mirror);
  if (!mirror) throw Error(Kind::not_found, "vault.mirror", "there is no mirror '" + printable(request.mirror) + "'");
  if (mirror->owner != owner.principal.id)
    throw Error(Kind::denied, "vault.owner", "mirror " + mirror->name + " is another account's");
  for (const store::Vault& side : store::vaults::of_mirror(read, mirror->number))
    if (side.position == request.position)
      throw Error(Kind::conflict, "vault.position", request.position + " of mirror " + mirror->name + " is taken");
  return mirror->number;
}

/// C-P11: a name is one vault's, and so is a provisioning code.
void require_free(store::Read& read, const std::string& name, const std::string& code) {
  if (store::vaults::find_by_name(read, name))
    throw Error(Kind::conflict, "vault.exists", "there is a vault '" + name + "' already");
  if (store::vaults::find_by_code(read, code))
    throw Error(Kind::conflict, "vault.exists",
                "there is a vault with the provisioning code '" + printable(code) + "' already",
                "give another: --provisioning-code");
}

store::Vault vault_wanted(store::Read& read, const Owner& owner, const CreateRequest& request, Time now) {
  const store::VaultTemplate from = find_template(read, request.template_word, false);
  const std::string& code = request.provisioning_code.empty() ? request.name : request.provisioning_code;
  require_free(read, request.name, code);
  return {.number = 0,
          .name = request.name,
          .owner = owner.principal.id,
          .description = request.description,
          .provisioning_code = code,
          .template_number = from.number,
          .mirror = mirror_for(read, owner, request),
          .position = request.position,
          .retention = from.retention,
          .quota = from.quota,
          .created = now};
}

constexpr Input kVaultCreateInputs[] = {
    input<&CreateRequest::name>("name", "NAME", "of the vault: letters, digits and underscores").needed().argument(),
    input<&CreateRequest::template_word>("template", "TEMPLATE", "its id or name, as the operator handed it over")
        .needed(),
    input<&CreateRequest::description>("description", "TEXT", "what it is for"),
    input<&CreateRequest::provisioning_code>("provisioning-code", "CODE", "its own; by default its name"),
    input<&CreateRequest::mirror>("mirror", "MIRROR", "the mirror that it is one side of"),
    input<&CreateRequest::position>("position", "POSITION", "which side").among(kPositions),
};
constexpr const char* kVaultReply[] = {"vault"};

}  // namespace

Outcome create_vault(Session& session, const CreateRequest& request) {
  require_form(request);
  const Time now = operation_time(session, true);
  const Owner owner = owner_by(session, request.proof, now);
  Outcome outcome;
  session.database.write([&](store::Write& write) {
    require_still(write, owner);
    require_provisioner(write, owner, false);
    store::Vault vault = vault_wanted(write, owner, request, now);
    vault.number = store::vaults::insert(write, vault);
    write_vault_change(write, session, now, "vault.created", "vault:" + std::to_string(vault.number),
                       Value::map({{"account", owner.account.number}, {"name", vault.name}}));
    outcome.data = Value::map({{"vault", vault_view(write, vault)}});
  });
  return outcome;
}

constinit const Operation kVaultCreate = operation<CreateRequest, create_vault>(
    {.name = "vault-create", .inputs = kVaultCreateInputs, .data = &shape::vault_made, .reply = kVaultReply});

}  // namespace pkit::vault
