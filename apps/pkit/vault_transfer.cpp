#include "pkit/vault_transfer.h"

#include "base/json.h"

namespace pkit::app {

namespace {

/// Collects sealed octets into parts.
class Parts {
 public:
  Parts(pkit::Session& session, const vault::Owner& owner, const std::string& id)
      : session_(session), owner_(owner), id_(id) {
    part_.reserve(vault::kPart);
  }
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
    vault::write_part(session_, owner_, id_, offset_, part_);
    offset_ += static_cast<std::int64_t>(part_.size());
    part_.clear();
  }

  pkit::Session& session_;
  const vault::Owner& owner_;
  const std::string& id_;
  std::int64_t offset_ = 0;
  Bytes part_;
};

}  // namespace

pkit::Outcome put_object(pkit::Session& session, const OwnerWithKey& owner, const std::string& vault,
                         const std::string& name, const std::function<void(const FileSink&)>& source,
                         std::optional<Duration> retain) {
  const vault::Begun begun = vault::begin_object(session, owner.owner, vault, name);
  const Secret object_key = vault::new_object_key(session.world);
  Parts parts(session, owner.owner, begun.id);
  vault::Sealer sealer(object_key, begun.object, [&](BytesView sealed) { parts.take(sealed); });
  source([&](BytesView plain) { sealer.write(plain); });
  sealer.finish();
  const std::int64_t size = parts.finish();
  return vault::complete_object(session, owner.owner,
                                {begun.id, size, vault::wrap(object_key, begun.object, owner.key), retain});
}

std::optional<std::string> rewrapped(pkit::Session& session, const Signatory& signatory, const x509::PrivateKey& to) {
  Value wraps = Value::list();
  for (const vault::OwnedWrap& one : vault::wraps_of(session, signatory.certificate.der)) {
    const vault::Wrap made = vault::wrap(vault::unwrap(one.wrap, one.object, signatory.key), one.object, to);
    wraps.push(Value::map(
        {{"object", one.id}, {"envelope", to_base64(made.envelope)}, {"signature", to_base64(made.signature)}}));
  }
  if (wraps.items().empty()) return std::nullopt;
  return to_json(Value::map({{"wraps", std::move(wraps)}}));
}

void get_sealed(pkit::Session& session, const OwnerWithKey& owner, const vault::Opened& object, const FileSink& sink) {
  for (std::int64_t at = 0; at < object.row.size;) {
    const Bytes part = vault::read_part(session, owner.owner, object.row.id, at, vault::kPart);
    if (part.empty()) break;  // shorter than the state says: the last chunk will not open
    sink(part);
    at += static_cast<std::int64_t>(part.size());
  }
}

void get_object(pkit::Session& session, const OwnerWithKey& owner, const vault::Opened& object, const FileSink& sink) {
  const Secret object_key = vault::unwrap(object.wrap, object.object, owner.key);
  vault::Opener opener(object_key, object.object, sink);
  get_sealed(session, owner, object, [&](BytesView sealed) { opener.write(sealed); });
  opener.finish();
}

}  // namespace pkit::app
