// An object arrives: begun, its parts in any order, complete. Until then what was there before is there.
#include <algorithm>

#include "base/json.h"
#include "vault/content.h"
#include "vault/find.h"
#include "vault/objects.h"
#include "vault/settle.h"
#include "vault/shapes.h"
#include "vault/wire.h"

namespace pkit::vault {

namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 46;  // 64 TiB

void require_object_name(const std::string& name) {
  constexpr std::size_t kLongest = 1024;
  if (!name.empty() && name.size() <= kLongest && valid_utf8(name) && name.find('\0') == std::string::npos) return;
  throw Error(Kind::usage, "vault.object_name", "an object's name is 1 to 1024 bytes of UTF-8");
}

/// A mirror holds what both sides hold.
void require_both_sides(const store::Vault& vault, const std::vector<store::Vault>& sides) {
  if (vault.mirror != 0 && sides.size() < 2)
    throw Error(Kind::conflict, "vault.half", "the mirror of vault " + vault.name + " has no other side yet",
                "create it: pkit vault create NAME --mirror MIRROR --position POSITION");
}

/// `end` are the octets of one that arrives, `others` those that lie there of others that do.
void require_in_quota(store::Read& read, const store::Vault& vault, std::int64_t end, std::int64_t others = 0) {
  if (vault.quota != 0 && end > vault.quota - store::objects::octets_in(read, vault.number) - others)
    throw Error(Kind::denied, "vault.quota", "vault " + vault.name + " would hold more than its quota");
}

/// What lies in the vault of other objects that are not complete (C-P11): nobody fills it by many at once.
std::int64_t octets_beside(const Home& home, store::Read& read, const OwnObject& own) {
  std::int64_t octets = 0;
  for (const store::Object& other : store::objects::arriving_in(read, own.vault.number))
    if (other.id != own.object.id) octets += content_size(home, other.id);
  return octets;
}

/// Whatever was sealed has at least a tag, and at most one short chunk.
bool can_be_sealed(std::int64_t size) {
  const std::int64_t rest = size % static_cast<std::int64_t>(kSealedChunk);
  return size >= static_cast<std::int64_t>(ossl::kAeadTagSize) &&
         (rest == 0 || rest > static_cast<std::int64_t>(ossl::kAeadTagSize) || size == rest);
}

std::int64_t next_version(store::Read& read, const std::vector<store::Vault>& sides, const std::string& name) {
  std::int64_t highest = 0;
  for (const store::Vault& side : sides)
    highest = std::max(highest, store::objects::highest_version(read, side.number, name));
  return highest + 1;
}

/// The object in the vault asked for, then its copy on the other side of a mirror: those that still arrive.
std::vector<OwnObject> arriving(store::Read& read, const Owner& owner, const std::string& id) {
  const OwnObject own = find_own_object(read, owner, id);
  if (own.object.state != store::ObjectState::arriving)
    throw Error(Kind::conflict, "vault.arriving", "the object " + id + " is complete");
  return copies_of(read, own);
}

/// It takes the place of the one that is there, whose id is the answer, empty where there is none.
std::string take_place(store::Write& write, const Owner& owner, const OwnObject& own, const Completion& completion,
                       Time now) {
  require_replaceable(write, own.vault, own.object.name, now);
  const auto former = store::objects::current(write, own.vault.number, own.object.name);
  if (former) store::objects::erase(write, former->id);
  require_in_quota(write, own.vault, completion.size);
  if (!store::objects::complete(write, own.object))
    throw Error(Kind::conflict, "vault.arriving", "the object " + own.object.id + " is complete");
  store::wraps::insert(write, {own.object.id, owner.key_id, completion.wrap.envelope, completion.wrap.signature});
  return former ? former->id : std::string();
}

void set_complete(OwnObject& own, const Completion& completion, Time now) {
  const Duration retain = std::max(own.vault.retention, completion.retain.value_or(0));
  own.object.size = completion.size;
  own.object.stored = now;
  if (retain > 0) own.object.retained_until = now + retain;
}

/// They never come: their rows go, then their files.
void forget_arriving(Session& session, const std::vector<std::string>& ids) {
  session.database.write([&](store::Write& write) {
    for (const std::string& id : ids) store::objects::erase(write, id);
  });
  remove_contents(session, ids);
}

/// Where one file cannot be made, nothing arrives.
void create_contents(Session& session, const std::vector<std::string>& ids) {
  try {
    for (const std::string& id : ids) create_content(session.home, id);
  } catch (const Error&) {
    forget_arriving(session, ids);
    throw;
  }
}

}  // namespace

Begun begin_object(Session& session, const Owner& owner, const std::string& vault_name, const std::string& name) {
  require_object_name(name);
  const Time now = operation_time(session, true);
  end_stale(session);
  Begun begun;
  std::vector<std::string> ids;
  session.database.write([&](store::Write& write) {
    ids.clear();
    require_still(write, owner);
    const store::Vault vault = find_own(write, owner, vault_name);
    const std::vector<store::Vault> sides = sides_of(write, vault);
    require_both_sides(vault, sides);
    begun.object = {sealed_for(write, vault), name, next_version(write, sides, name)};
    for (const store::Vault& side : sides) {
      require_replaceable(write, side, name, now);
      ids.push_back(random_id(session.world, 'b'));
      store::objects::insert(write, {.id = ids.back(),
                                     .vault = side.number,
                                     .name = name,
                                     .version = begun.object.version,
                                     .state = store::ObjectState::arriving,
                                     .size = 0,
                                     .stored = now,
                                     .retained_until = {}});
    }
  });
  create_contents(session, ids);
  begun.id = ids.front();
  return begun;
}

void write_part(Session& session, const Owner& owner, const std::string& id, std::int64_t offset, BytesView part) {
  if (part.size() > kPart || offset < 0 || offset > kLargest)
    throw Error(Kind::usage, "vault.part", "a part has at most " + std::to_string(kPart) + " octets");
  std::vector<OwnObject> copies;
  session.state.read([&](store::Read& read) {
    require_still(read, owner);
    copies = arriving(read, owner, id);
    for (const OwnObject& copy : copies)
      require_in_quota(read, copy.vault, offset + static_cast<std::int64_t>(part.size()),
                       octets_beside(session.home, read, copy));
  });
  for (const OwnObject& copy : copies) write_content(session.home, copy.object.id, offset, part);
}

void abandon_object(Session& session, const Owner& owner, const std::string& id) {
  std::vector<std::string> ids;
  session.database.write([&](store::Write& write) {
    ids.clear();
    for (const OwnObject& copy : arriving(write, owner, id)) {
      ids.push_back(copy.object.id);
      store::objects::erase(write, copy.object.id);
    }
  });
  remove_contents(session, ids);
}

Outcome complete_object(Session& session, const Owner& owner, const Completion& completion) {
  const Time now = operation_time(session, true);
  std::vector<OwnObject> copies;
  session.state.read([&](store::Read& read) { copies = arriving(read, owner, completion.id); });
  for (const OwnObject& copy : copies)
    if (!can_be_sealed(completion.size) || !sync_content(session, copy.object.id, completion.size))
      throw Error(Kind::conflict, "vault.arriving", "not all of the object has arrived", "send it again");
  Outcome outcome;
  std::vector<std::string> replaced;
  session.database.write([&](store::Write& write) {
    replaced.clear();
    require_still(write, owner);
    for (OwnObject own : arriving(write, owner, completion.id)) {
      set_complete(own, completion, now);
      const std::string former = take_place(write, owner, own, completion, now);
      if (!former.empty()) replaced.push_back(former);
      write_vault_change(write, session, now, "vault.put", "vault:" + std::to_string(own.vault.number),
                         Value::map({{"object", own.object.id}, {"version", own.object.version}}));
      if (own.object.id == completion.id)
        outcome.data = Value::map({{"object", object_view(own.object, own.vault.name)}});
    }
  });
  remove_contents(session, replaced);
  return outcome;
}

// As it travels.

namespace {

Outcome begin_put(Session& session, const PutRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, true));
  const Begun begun = begin_object(session, owner, request.vault, request.name);
  Outcome outcome;
  outcome.data = Value::map(
      {{"object",
        Value::map(
            {{"id", begun.id}, {"vault", request.vault}, {"name", request.name}, {"version", begun.object.version}})},
       {"sealedFor", begun.object.vault}});
  return outcome;
}

Outcome put_part(Session& session, const PutPartRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, true));
  write_part(session, owner, request.id, number_in(request.offset, "offset"), as_bytes(*request.part));
  Outcome outcome;
  outcome.data = Value::map({{"object", Value::map({{"id", request.id}})}});
  return outcome;
}

Outcome complete_put(Session& session, const PutCompleteRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, true));
  const Wrap wrap{to_bytes(*request.envelope), to_bytes(*request.signature)};
  Completion completion{request.id, number_in(request.size, "size"), wrap, std::nullopt};
  if (!request.retain.empty()) completion.retain = parse_duration(request.retain);
  if (!request.retain.empty() && !completion.retain)
    throw Error(Kind::usage, "vault.part", "retain: '" + printable(request.retain) + "' is no duration");
  return complete_object(session, owner, completion);
}

Outcome abandon_put(Session& session, const PutAbandonRequest& request) {
  const Owner owner = owner_by(session, request.proof, operation_time(session, true));
  abandon_object(session, owner, request.id);
  Outcome outcome;
  outcome.data = Value::map({{"object", Value::map({{"id", request.id}})}});
  return outcome;
}

constexpr const char* kObjectReply[] = {"object", "sealedFor"};
constexpr Input kVaultPutInputs[] = {
    input<&PutRequest::vault>("vault", "VAULT", "where it is put").needed(),
    input<&PutRequest::name>("name", "NAME", "of the object").needed(),
};
constexpr Input kVaultPutPartInputs[] = {
    input<&PutPartRequest::id>("id", "ID", "of the object, as vault-put answered").needed(),
    input<&PutPartRequest::offset>("offset", "NUMBER", "where in the sealed content it belongs").needed(),
    document<&PutPartRequest::part, &PutPartRequest::part_name>("part", "FILE", "at most 524288 octets").needed(),
};
constexpr Input kVaultPutAbandonInputs[] = {
    input<&PutAbandonRequest::id>("id", "ID", "of the object, which does not arrive").needed(),
};
constexpr Input kVaultPutCompleteInputs[] = {
    input<&PutCompleteRequest::id>("id", "ID", "of the object").needed(),
    input<&PutCompleteRequest::size>("size", "NUMBER", "of the whole sealed content").needed(),
    document<&PutCompleteRequest::envelope, &PutCompleteRequest::envelope_name>("envelope", "FILE",
                                                                                "its key, wrapped for the owner's")
        .needed(),
    document<&PutCompleteRequest::signature, &PutCompleteRequest::signature_name>("signature", "FILE",
                                                                                  "of the owner's key, over that")
        .needed(),
    input<&PutCompleteRequest::retain>("retain", "DURATION", "let nobody replace or remove it for so long"),
};

}  // namespace

constinit const Operation kVaultPut = operation<PutRequest, begin_put>(
    {.name = "vault-put", .inputs = kVaultPutInputs, .data = &shape::object_sealed, .reply = kObjectReply});
constinit const Operation kVaultPutPart = operation<PutPartRequest, put_part>(
    {.name = "vault-put-part", .inputs = kVaultPutPartInputs, .data = &shape::object_sealed, .reply = kObjectReply});
constinit const Operation kVaultPutAbandon =
    operation<PutAbandonRequest, abandon_put>({.name = "vault-put-abandon",
                                               .inputs = kVaultPutAbandonInputs,
                                               .data = &shape::object_sealed,
                                               .reply = kObjectReply});
constinit const Operation kVaultPutComplete =
    operation<PutCompleteRequest, complete_put>({.name = "vault-put-complete",
                                                 .inputs = kVaultPutCompleteInputs,
                                                 .data = &shape::object_told,
                                                 .reply = kObjectReply});

}  // namespace pkit::vault
