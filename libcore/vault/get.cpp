// An object is looked up, and its sealed content read.
#include "vault/content.h"
#include "vault/find.h"
#include "vault/objects.h"
#include "vault/shapes.h"
#include "vault/wire.h"

namespace pkit::vault {

namespace {

[[noreturn]] void no_object(const std::string& name, const std::string& vault) {
  throw Error(Kind::not_found, "vault.object", "there is no object '" + printable(name) + "' in " + printable(vault),
              "see pkit vault ls " + printable(vault));
}

}  // namespace

Opened open_object(Session& session, const Owner& owner, const std::string& vault_name, const std::string& name) {
  Opened opened;
  session.state.read([&](store::Read& read) {
    require_still(read, owner);
    const store::Vault vault = find_own(read, owner, vault_name);
    const auto object = store::objects::current(read, vault.number, name);
    const auto wrap = object ? store::wraps::find(read, object->id) : std::nullopt;
    if (!wrap) no_object(name, vault.name);
    opened = {{sealed_for(read, vault), name, object->version},
              vault.name,
              {wrap->envelope, wrap->signature},
              object->size,
              {}};
    for (const OwnObject& copy : copies_of(read, {*object, vault})) opened.ids.push_back(copy.object.id);
  });
  return opened;
}

Contents::Contents(Session& session, const Owner& owner, const Opened& opened) {
  for (const std::string& id : opened.ids) files_.push_back(open_content(session.home, id));
  // A file may be gone because it was replaced since, or because somebody took it away.
  session.state.read([&](store::Read& read) {
    require_still(read, owner);
    if (find_own_object(read, owner, opened.ids.front()).object.state != store::ObjectState::whole)
      no_object(opened.object.name, opened.vault);
  });
}

Bytes Contents::read(std::size_t side, std::int64_t offset, std::size_t size) const {
  if (!files_.at(side))
    throw Error(Kind::state, "file.read", "an object's content is gone", "restore it from a backup");
  return read_content(files_[side], offset, size);
}

std::vector<OwnedWrap> wraps_after(const ReadSession& session, const Owner& owner, const std::string& id,
                                   std::int64_t most) {
  std::vector<OwnedWrap> wraps;
  session.state.read([&](store::Read& read) {
    for (const store::wraps::Owned& one : store::wraps::of_owner(read, owner.principal.id, id, most))
      wraps.push_back({one.object.id,
                       {one.sealed_for, one.object.name, one.object.version},
                       {one.wrap.envelope, one.wrap.signature}});
  });
  return wraps;
}

// As it travels.

namespace {

Outcome look_up(Session& session, const GetRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, false));
  const Opened opened = open_object(session, owner, request.vault, request.name);
  Value contents = Value::list();
  for (const std::string& id : opened.ids) contents.push(id);
  Outcome outcome;
  outcome.data = Value::map({{"object", Value::map({{"vault", opened.vault},
                                                    {"name", opened.object.name},
                                                    {"version", opened.object.version},
                                                    {"sealedSize", opened.size}})},
                             {"sealedFor", opened.object.vault},
                             {"contents", std::move(contents)},
                             {"envelope", to_base64(opened.wrap.envelope)},
                             {"signature", to_base64(opened.wrap.signature)}});
  return outcome;
}

Outcome get_part(Session& session, const GetPartRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, false));
  const std::int64_t offset = number_in(request.offset, "offset");
  session.state.read([&](store::Read& read) {
    if (find_own_object(read, owner, request.id).object.state != store::ObjectState::whole)
      no_object(request.id, "the vault");
  });
  const Fd file = open_content(session.home, request.id);
  if (!file) throw Error(Kind::state, "file.read", "an object's content is gone", "restore it from a backup");
  Outcome outcome;
  outcome.data = Value::map({{"part", to_base64(read_content(file, offset, kPartRead))}});
  return outcome;
}

Outcome list_wraps(Session& session, const WrapsRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, false));
  Value wraps = Value::list();
  for (const OwnedWrap& one : wraps_after(session, owner, request.after, kWrapsAtOnce))
    wraps.push(Value::map({{"object", one.id},
                           {"sealedFor", one.object.vault},
                           {"name", one.object.name},
                           {"version", one.object.version},
                           {"envelope", to_base64(one.wrap.envelope)},
                           {"signature", to_base64(one.wrap.signature)}}));
  Outcome outcome;
  outcome.data.set("wraps", std::move(wraps));
  return outcome;
}

constexpr Input kVaultGetInputs[] = {
    input<&GetRequest::vault>("vault", "VAULT", "where it is").needed(),
    input<&GetRequest::name>("name", "NAME", "of the object").needed(),
};
constexpr Input kVaultGetPartInputs[] = {
    input<&GetPartRequest::id>("id", "ID", "of one of its contents, as vault-get answered").needed(),
    input<&GetPartRequest::offset>("offset", "NUMBER", "where in the sealed content it begins").needed(),
};
constexpr Input kVaultWrapsInputs[] = {
    input<&WrapsRequest::after>("after", "ID", "the last object that is known; without it from the first"),
};
constexpr const char* kGetReply[] = {"object", "sealedFor", "contents", "envelope", "signature"};
constexpr const char* kPartReply[] = {"part"};
constexpr const char* kWrapsReply[] = {"wraps"};

}  // namespace

constinit const Operation kVaultGet = operation<GetRequest, look_up>(
    {.name = "vault-get", .inputs = kVaultGetInputs, .data = &shape::object_opened, .reply = kGetReply});
constinit const Operation kVaultGetPart = operation<GetPartRequest, get_part>(
    {.name = "vault-get-part", .inputs = kVaultGetPartInputs, .data = &shape::object_part, .reply = kPartReply});
constinit const Operation kVaultWraps = operation<WrapsRequest, list_wraps>(
    {.name = "vault-wraps", .inputs = kVaultWrapsInputs, .data = &shape::object_wraps, .reply = kWrapsReply});

}  // namespace pkit::vault
