// Objects as they arrive, are read and end. What is here is sealed, and is not looked into.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "digest/digest.h"
#include "store/certificates.h"
#include "vault/find.h"

namespace pkit::vault {

namespace {

constexpr Duration kOneDay = 24 * 60 * 60 * 1000;
constexpr std::int64_t kLargest = std::int64_t{1} << 46;  // 64 TiB

void require_object_name(const std::string& name) {
  constexpr std::size_t kLongest = 1024;
  if (!name.empty() && name.size() <= kLongest && valid_utf8(name) && name.find('\0') == std::string::npos) return;
  throw Error(Kind::usage, "vault.object_name", "an object's name is 1 to 1024 bytes of UTF-8");
}

[[noreturn]] void file_failed(const char* doing) {
  throw Error(Kind::state, "file.write",
              std::string("an object's content cannot be ") + doing + ": " + std::strerror(errno));
}

Fd open_content(const Session& session, const std::string& id, int flags) {
  Fd file(::open(content_of(session, id).c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) file_failed("opened");
  return file;
}

void make_directory(const Session& session) {
  const Path directory = session.home.directory / "vaults";
  std::error_code ignored;
  if (std::filesystem::exists(directory, ignored)) return;
  try {
    create_directory(directory, 0700);
    sync_directory(session.home.directory);
  } catch (const Error& e) {
    if (e.code() != "file.exists") throw;  // another process was faster
  }
}

void require_replaceable(store::Read& read, const store::Vault& vault, const std::string& name, Time now) {
  const auto present = store::objects::current(read, vault.number, name);
  if (present && present->retained_until && now <= *present->retained_until)
    throw Error(Kind::denied, "vault.retained",
                printable(name) + " is retained until " + print_time(*present->retained_until));
}

std::int64_t size_of(const Fd& file) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) file_failed("examined");
  return status.st_size;
}

/// Whatever was sealed has at least a tag, and at most one short chunk.
bool can_be_sealed(std::int64_t size) {
  const std::int64_t rest = size % static_cast<std::int64_t>(kSealedChunk);
  return size >= static_cast<std::int64_t>(ossl::kAeadTagSize) &&
         (rest == 0 || rest > static_cast<std::int64_t>(ossl::kAeadTagSize) || size == rest);
}

/// What began to arrive a day ago and never came: its put was killed.
void end_stale(Session& session) {
  std::vector<store::Object> stale;
  const Time before = operation_time(session, false) - kOneDay;
  session.state.read([&](store::Read& read) { stale = store::objects::arriving_before(read, before); });
  if (stale.empty()) return;
  session.database.write([&](store::Write& write) {
    stale = store::objects::arriving_before(write, before);  // one of them may be complete by now
    for (const store::Object& object : stale) store::objects::erase(write, object.id);
  });
  std::error_code ignored;
  for (const store::Object& object : stale) std::filesystem::remove(content_of(session, object.id), ignored);
}

}  // namespace

Begun begin_object(Session& session, const Owner& owner, const std::string& vault_name, const std::string& name) {
  require_object_name(name);
  const Time now = operation_time(session, true);
  Begun begun;
  end_stale(session);
  make_directory(session);
  session.database.write([&](store::Write& write) {
    require_still(write, owner);
    const store::Vault vault = find_own(write, owner, vault_name);
    require_replaceable(write, vault, name, now);
    begun.id = random_id(session.world, 'b');
    begun.object = {vault.name, name, store::objects::highest_version(write, vault.number, name) + 1};
    store::objects::insert(write, {.id = begun.id,
                                   .vault = vault.number,
                                   .name = name,
                                   .version = begun.object.version,
                                   .state = "arriving",
                                   .size = 0,
                                   .stored = now,
                                   .retained_until = {}});
  });
  open_content(session, begun.id, O_WRONLY | O_CREAT | O_EXCL);
  return begun;
}

void write_part(Session& session, const Owner& owner, const std::string& id, std::int64_t offset, BytesView part) {
  if (part.size() > kPart || offset < 0 || offset > kLargest)
    throw Error(Kind::usage, "vault.part", "a part has at most " + std::to_string(kPart) + " octets");
  session.state.read([&](store::Read& read) {
    require_still(read, owner);
    const OwnObject own = find_own_object(read, owner, id);
    if (own.object.state != "arriving")
      throw Error(Kind::conflict, "vault.arriving", "the object " + id + " is complete");
    const auto end = offset + static_cast<std::int64_t>(part.size());
    if (own.vault.quota != 0 && end > own.vault.quota - store::objects::octets_in(read, own.vault.number))
      throw Error(Kind::denied, "vault.quota", "vault " + own.vault.name + " would hold more than its quota");
  });
  const Fd file = open_content(session, id, O_WRONLY);
  for (BytesView left = part; !left.empty();) {
    const ssize_t wrote = ::pwrite(file.get(), left.data(), left.size(), offset);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) file_failed("written");
    left = left.subspan(static_cast<std::size_t>(wrote));
    offset += wrote;
  }
}

Outcome complete_object(Session& session, const Owner& owner, const Completion& completion) {
  const Time now = operation_time(session, true);
  {
    session.state.read([&](store::Read& read) { find_own_object(read, owner, completion.id); });
    const Fd file = open_content(session, completion.id, O_RDONLY);
    if (size_of(file) != completion.size || !can_be_sealed(completion.size))
      throw Error(Kind::conflict, "vault.arriving", "not all of the object has arrived", "send it again");
    if (::fsync(file.get()) != 0) file_failed("synced");
    sync_directory(session.home.directory / "vaults");
  }
  Outcome outcome;
  std::string replaced;
  session.database.write([&](store::Write& write) {
    replaced.clear();
    require_still(write, owner);
    OwnObject own = find_own_object(write, owner, completion.id);
    require_replaceable(write, own.vault, own.object.name, now);
    if (const auto former = store::objects::current(write, own.vault.number, own.object.name)) {
      replaced = former->id;
      store::objects::erase(write, former->id);
    }
    const Duration retain = std::max(own.vault.retention, completion.retain.value_or(0));
    own.object.size = completion.size;
    own.object.stored = now;
    if (retain > 0) own.object.retained_until = now + retain;
    if (!store::objects::complete(write, own.object))
      throw Error(Kind::conflict, "vault.arriving", "the object " + completion.id + " is complete");
    store::wraps::insert(write, {completion.id, owner.key_id, completion.wrap.envelope, completion.wrap.signature});
    write_vault_change(write, session, now, "vault.put", "vault:" + std::to_string(own.vault.number),
                       Value::map({{"object", completion.id}, {"version", own.object.version}}));
    outcome.data = Value::map({{"object", object_view(own.object, own.vault.name)}});
  });
  std::error_code ignored;
  if (!replaced.empty()) std::filesystem::remove(content_of(session, replaced), ignored);
  return outcome;
}

Opened open_object(Session& session, const Owner& owner, const std::string& vault_name, const std::string& name) {
  Opened opened;
  session.state.read([&](store::Read& read) {
    require_still(read, owner);
    const store::Vault vault = find_own(read, owner, vault_name);
    const auto object = store::objects::current(read, vault.number, name);
    const auto wrap = object ? store::wraps::find(read, object->id) : std::nullopt;
    if (!wrap)
      throw Error(Kind::not_found, "vault.object", "there is no object '" + printable(name) + "' in " + vault.name,
                  "see pkit vault ls " + vault.name);
    opened = {*object, {vault.name, name, object->version}, {wrap->envelope, wrap->signature}};
  });
  return opened;
}

Bytes read_part(Session& session, const Owner& owner, const std::string& id, std::int64_t offset, std::size_t size) {
  if (size > kPart || offset < 0) throw Error(Kind::usage, "vault.part", "a part is too large");
  session.state.read([&](store::Read& read) {
    require_still(read, owner);
    if (find_own_object(read, owner, id).object.state != "whole")
      throw Error(Kind::not_found, "vault.object", "there is no object '" + printable(id) + "'");
  });
  const Fd file = open_content(session, id, O_RDONLY);
  Bytes part(size);
  std::size_t got = 0;
  while (got < size) {
    const ssize_t n = ::pread(file.get(), part.data() + got, size - got, offset + static_cast<std::int64_t>(got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) file_failed("read");
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  part.resize(got);
  return part;
}

std::vector<OwnedWrap> wraps_of(const ReadSession& session, BytesView certificate) {
  const digest::Digest fingerprint = digest::sha256(certificate);
  std::vector<OwnedWrap> wraps;
  session.state.read([&](store::Read& read) {
    const auto row = store::certificates::find_by_fingerprint(read, {fingerprint.begin(), fingerprint.end()});
    if (!row) return;
    for (const store::wraps::Owned& one : store::wraps::of_owner(read, row->principal))
      wraps.push_back(
          {one.object.id, {one.vault, one.object.name, one.object.version}, {one.wrap.envelope, one.wrap.signature}});
  });
  return wraps;
}

Outcome remove_object(Session& session, const Owner& owner, const std::string& vault_name, const std::string& name) {
  const Time now = operation_time(session, true);
  Outcome outcome;
  std::string id;
  session.database.write([&](store::Write& write) {
    require_still(write, owner);
    const store::Vault vault = find_own(write, owner, vault_name);
    const auto object = store::objects::current(write, vault.number, name);
    if (!object)
      throw Error(Kind::not_found, "vault.object", "there is no object '" + printable(name) + "' in " + vault.name);
    require_replaceable(write, vault, name, now);
    id = object->id;
    store::objects::erase(write, id);
    write_vault_change(write, session, now, "vault.removed", "vault:" + std::to_string(vault.number),
                       Value::map({{"object", id}}));
    outcome.data = Value::map({{"object", object_view(*object, vault.name)}});
  });
  std::error_code ignored;
  std::filesystem::remove(content_of(session, id), ignored);
  return outcome;
}

void settle_objects(Session& session) {
  end_stale(session);
  const Path directory = session.home.directory / "vaults";
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    bool known = true;
    session.state.read(
        [&](store::Read& read) { known = store::objects::find(read, entry.path().filename().string()).has_value(); });
    if (!known) std::filesystem::remove(entry.path(), error);
  }
}

}  // namespace pkit::vault
