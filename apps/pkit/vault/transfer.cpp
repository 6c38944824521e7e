#include "pkit/vault/transfer.h"

#include "base/json.h"

namespace pkit::app {

namespace {

/// Collects sealed octets into parts.
class Parts {
 public:
  Parts(VaultAccess& vaults, const std::string& id) : vaults_(vaults), id_(id) { part_.reserve(vault::kPart); }
  void take(BytesView sealed) {
    if (part_.size() + sealed.size() > vault::kPart) send();
    part_.insert(part_.end(), sealed.begin(), sealed.end());
  }
  /// How many octets there were.
  std::int64_t finish() {
    send();
    return offset_;
  }

 private:
  void send() {
    if (part_.empty()) return;
    vaults_.write(id_, offset_, part_);
    offset_ += static_cast<std::int64_t>(part_.size());
    part_.clear();
  }

  VaultAccess& vaults_;
  const std::string& id_;
  std::int64_t offset_ = 0;
  Bytes part_;
};

/// The sealed content of one side from there on.
void each_part(VaultAccess& vaults, const vault::Opened& object, std::size_t side, std::int64_t from,
               const FileSink& take) {
  for (std::int64_t at = from; at < object.size;) {
    const Bytes part = vaults.read(side, at);
    if (part.empty()) return;  // shorter than the state says: the last chunk will not open
    take(part);
    at += static_cast<std::int64_t>(part.size());
  }
}

/// What has arrived of it goes with whatever ended it. Where that fails too, the first failure is what counts, and the
/// next put after a day ends what lies there.
void abandon(VaultAccess& vaults, const std::string& id) {
  try {
    if (!id.empty()) vaults.abandon(id);
  } catch (const Error&) {
  }
}

bool is_damage(const Error& error) { return error.code() == "vault.sealed" || error.code() == "file.read"; }

}  // namespace

pkit::Outcome put_object(Context& context, VaultAccess& vaults, const std::string& vault, const std::string& name,
                         const std::function<void(const FileSink&)>& source, std::optional<Duration> retain) {
  const Secret object_key = vault::new_object_key(context.world);
  vault::Begun begun;
  std::optional<Parts> parts;
  std::optional<vault::Sealer> sealer;
  // Once the source has been read: what cannot be read leaves nothing that arrives.
  const auto begin = [&] {
    if (sealer) return;
    begun = vaults.begin(vault, name);
    parts.emplace(vaults, begun.id);
    sealer.emplace(object_key, begun.object, [&](BytesView sealed) { parts->take(sealed); });
  };
  try {
    source([&](BytesView plain) {
      begin();
      sealer->write(plain);
    });
    begin();
    sealer->finish();
    const std::int64_t size = parts->finish();
    return vaults.complete({begun.id, size, vault::wrap(object_key, begun.object, vaults.signatory->key), retain});
  } catch (const Error&) {
    abandon(vaults, begun.id);
    throw;
  }
}

void with_object(VaultAccess& vaults, const std::string& vault, const std::string& name,
                 const std::function<void(const vault::Opened&)>& take, const std::function<bool()>& began) {
  constexpr int kTries = 20;
  for (int left = kTries;; --left) {
    bool found = false;
    try {
      const vault::Opened object = vaults.open(vault, name);
      found = true;
      return take(object);
    } catch (const Error& error) {
      if (error.code() != "vault.object" || left == 0) throw;
      // Looked up and gone: replaced meanwhile. Where it was not found, once more, since a replacement may have come
      // between the two looks of one opening.
      if (!found && left < kTries) throw;
      if (began())
        throw Error(Kind::conflict, "vault.replaced", printable(name) + " was replaced while it was read",
                    "what came out is the beginning of the former one; get it again, or into a file: --out");
    }
  }
}

void get_sealed(VaultAccess& vaults, const vault::Opened& object, const FileSink& sink) {
  each_part(vaults, object, 0, 0, sink);
}

std::vector<std::string> get_object(VaultAccess& vaults, const vault::Opened& object, const FileSink& sink) {
  const Secret object_key = vault::unwrap(object.wrap, object.object, vaults.signatory->key);
  std::vector<std::string> damaged;
  std::optional<std::uint64_t> failed_at;
  std::size_t side = 0;
  for (std::uint64_t chunk = 0;;) {
    vault::Opener opener(object_key, object.object, sink, chunk);
    try {
      each_part(vaults, object, side, static_cast<std::int64_t>(chunk * vault::kSealedChunk),
                [&](BytesView sealed) { opener.write(sealed); });
      opener.finish();
      return damaged;
    } catch (const Error& error) {
      const bool both = failed_at == opener.next();
      if (!is_damage(error) || both || object.ids.size() < 2) throw;
      failed_at = chunk = opener.next();
      damaged.push_back("one side of the mirror is damaged, the other was read: " + std::string(error.what()));
      side = 1 - side;
    }
  }
}

std::optional<Rewrapped> rewrapped(VaultAccess& vaults, const x509::PrivateKey& to) {
  Value wraps = Value::list();
  for (std::string last;;) {
    const std::vector<vault::OwnedWrap> some = vaults.wraps_after(last);
    if (some.empty()) break;
    for (const vault::OwnedWrap& one : some) {
      const vault::Wrap made = vault::wrap(vault::unwrap(one.wrap, one.object, vaults.signatory->key), one.object, to);
      wraps.push(Value::map(
          {{"object", one.id}, {"envelope", to_base64(made.envelope)}, {"signature", to_base64(made.signature)}}));
    }
    if (some.back().id <= last) break;  // another side that answers the same again
    last = some.back().id;
  }
  const std::size_t objects = wraps.items().size();
  if (objects == 0) return std::nullopt;
  return Rewrapped{to_json(Value::map({{"wraps", std::move(wraps)}})), objects};
}

}  // namespace pkit::app
