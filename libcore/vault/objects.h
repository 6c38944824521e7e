// Objects: begun, sent in parts, complete; or looked up and read in parts. What travels is sealed. Of a mirror both
// sides get the same octets, at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/operation.h"
#include "vault/owner.h"
#include "vault/sealed.h"
#include "vault/wrap.h"

namespace pkit::vault {

/// How many octets one part may have that arrives.
inline constexpr std::size_t kPart = 512 * 1024;
/// How many are read at once: whole chunks, so that reading can go on with another side.
inline constexpr std::size_t kPartRead = 7 * kSealedChunk;

struct Begun {
  std::string id;
  ObjectVersion object;
};
/// Error{denied "vault.retained"} where the present object may not be replaced yet, {conflict "vault.half"} in a mirror
/// that has one side only.
Begun begin_object(Session& session, const Owner& owner, const std::string& vault, const std::string& name);
/// At this offset of the sealed content; parts may come twice.
void write_part(Session& session, const Owner& owner, const std::string& id, std::int64_t offset, BytesView part);

/// What has begun and will not be complete goes, of a mirror from both sides. Error{conflict "vault.arriving"} where it
/// is complete.
void abandon_object(Session& session, const Owner& owner, const std::string& id);

struct Completion {
  std::string id;
  std::int64_t size = 0;  // of the sealed content
  Wrap wrap;
  std::optional<Duration> retain;  // at least the vault's retention
};
/// From now on it is the object of that name, on both sides of a mirror. Error{conflict "vault.arriving"} where not all
/// of it is there, {conflict "vault.rotated"} where the account has another key now.
Outcome complete_object(Session& session, const Owner& owner, const Completion& completion);

struct Opened {
  ObjectVersion object;
  std::string vault;  // its name, as asked for
  Wrap wrap;
  std::int64_t size = 0;  // sealed
  /// Where its content is: in the vault asked for, then on the other side of a mirror.
  std::vector<std::string> ids;
};
Opened open_object(Session& session, const Owner& owner, const std::string& vault, const std::string& name);

/// The contents of one version, that can be read to their end although it is replaced meanwhile.
class Contents {
 public:
  /// Error{not_found "vault.object"} where it was replaced before; a side whose file is gone is told when it is read.
  Contents(Session& session, const Owner& owner, const Opened& opened);
  /// Of the side with this number in Opened::ids; shorter than `size` at the end alone. Error{state "file.read"}.
  Bytes read(std::size_t side, std::int64_t offset, std::size_t size) const;

 private:
  std::vector<Fd> files_;
};

/// What a rotation wraps anew: the wraps of an owner's objects, by id; at most `most` after that one.
struct OwnedWrap {
  std::string id;  // of the object
  ObjectVersion object;
  Wrap wrap;
};
inline constexpr std::int64_t kWrapsAtOnce = 256;
std::vector<OwnedWrap> wraps_after(const ReadSession& session, const Owner& owner, const std::string& id,
                                   std::int64_t most);

// The same as it travels, each request signed by the owner's key.

struct PutRequest {
  std::string vault, name;
  std::optional<Proof> proof;
  Common common;
};
extern const Operation kVaultPut;  // data: {object: {id, vault, name, version}, sealedFor}
struct PutPartRequest {
  std::string id, offset;  // a number
  std::optional<std::string> part;
  std::string part_name;
  std::optional<Proof> proof;
  Common common;
};
extern const Operation kVaultPutPart;  // data: {object: {id}}
struct PutAbandonRequest {
  std::string id;
  std::optional<Proof> proof;
  Common common;
};
extern const Operation kVaultPutAbandon;  // data: {object: {id}}
struct PutCompleteRequest {
  std::string id, size;  // a number
  std::optional<std::string> envelope, signature;
  std::string envelope_name, signature_name;
  std::string retain;  // a duration; empty: as the vault does
  std::optional<Proof> proof;
  Common common;
};
extern const Operation kVaultPutComplete;  // data: {object: {...}}
using GetRequest = PutRequest;
extern const Operation kVaultGet;  // data: {object: {...}, sealedFor, contents: [id], envelope, signature}
struct GetPartRequest {
  std::string id, offset;  // of one of the contents; a number
  std::optional<Proof> proof;
  Common common;
};
extern const Operation kVaultGetPart;  // data: {part}, base64
struct WrapsRequest {
  std::string after;  // the id of the last one that is known; empty: from the first
  std::optional<Proof> proof;
  Common common;
};
extern const Operation kVaultWraps;  // data: {wraps: [{object, sealedFor, name, version, envelope, signature}]}

// And back, where the key is. Error{input "gate.reply"} where the data is none of that operation's, or of another
// object than was asked for: what it is sealed for must have that vault.
Begun begun_in(const Value& data, const std::string& vault, const std::string& name);
Opened opened_in(const Value& data, const std::string& vault, const std::string& name);
Bytes part_in(const Value& data);
std::vector<OwnedWrap> wraps_in(const Value& data);

}  // namespace pkit::vault
