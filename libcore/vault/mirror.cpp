// mirror create: two vaults may become its sides, and then hold the same objects (C-P8, C-P10).
#include "vault/find.h"
#include "vault/operations.h"
#include "vault/provisioner.h"
#include "vault/shapes.h"

namespace pkit::vault {

namespace {

constexpr Input kMirrorCreateInputs[] = {
    input<&MirrorRequest::name>("name", "NAME", "of the mirror: letters, digits and underscores").needed().argument(),
    input<&MirrorRequest::template_word>("template", "TEMPLATE", "its id or name, as the operator handed it over")
        .needed(),
};
constexpr const char* kMirrorReply[] = {"mirror"};

}  // namespace

Outcome create_mirror(Session& session, const MirrorRequest& request) {
  require_vault_name(request.name);
  const Time now = operation_time(session, true);
  const Owner owner = owner_by(session, request.proof, now);
  Outcome outcome;
  session.database.write([&](store::Write& write) {
    require_still(write, owner);
    require_provisioner(write, owner, false);
    const store::VaultTemplate from = find_template(write, request.template_word, true);
    if (store::mirrors::find_by_name(write, request.name))
      throw Error(Kind::conflict, "vault.exists", "there is a mirror '" + request.name + "' already");
    const store::Mirror mirror{0, request.name, owner.principal.id, from.number, now};
    const std::int64_t number = store::mirrors::insert(write, mirror);
    write_vault_change(write, session, now, "mirror.created", "mirror:" + std::to_string(number),
                       Value::map({{"account", owner.account.number}, {"name", mirror.name}}));
    outcome.data = Value::map(
        {{"mirror",
          Value::map(
              {{"id", number}, {"name", mirror.name}, {"templateId", from.number}, {"created", print_time(now)}})}});
  });
  return outcome;
}

constinit const Operation kMirrorCreate = operation<MirrorRequest, create_mirror>(
    {.name = "mirror-create", .inputs = kMirrorCreateInputs, .data = &shape::mirror_made, .reply = kMirrorReply});

}  // namespace pkit::vault
