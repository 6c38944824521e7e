#include "care/take_in.h"

#include <iterator>
#include <map>

#include "base/address.h"
#include "base/error.h"
#include "decision/intake.h"
#include "decision/told.h"
#include "digest/digest.h"
#include "fleet/orchestrator.h"
#include "store/events.h"
#include "store/registrations.h"

namespace pkit {

namespace {

using Registrations = std::multimap<std::string, store::registrations::Listed>;  // by key id

/// Those that a certificate may have been issued for since.
Registrations open_registrations(store::Read& read) {
  Registrations open;
  for (const auto state : {store::RegistrationState::waiting, store::RegistrationState::approved}) {
    store::ListFilter filter;
    filter.state = store::state_word(state);
    store::registrations::each(read, filter, [&](const store::registrations::Listed& row) {
      if (!row.registration.key_id.empty()) open.emplace(row.registration.key_id, row);
    });
  }
  return open;
}

/// Who the certificate says it is for; its serial where it says nothing that could be a machine.
std::string machine_name_in(const x509::Certificate& certificate) {
  std::vector<std::string> candidates = certificate.subject.values("CN");
  for (const x509::San& san : certificate.sans)
    if (san.type == x509::SanType::dns) candidates.push_back(san.value);
  for (const std::string& name : candidates)
    if (is_client_machine(name)) return name;
  return "serial-" + certificate.serial_hex();
}

/// One certificate's way into the state.
class Entry {
 public:
  Entry(store::Write& write, const ReadSession& session, const FoundCertificate& found, Time now)
      : write_(write), session_(session), found_(found), now_(now) {}

  /// False where the state has it already.
  bool make(Registrations& open) {
    const digest::Digest digest = digest::sha256(found_.certificate.der);
    row_.fingerprint = Bytes(digest.begin(), digest.end());
    if (store::certificates::find_by_fingerprint(write_, row_.fingerprint)) return false;
    set_issuer();
    fill_row();
    const auto registration = registration_for(open);
    row_.principal =
        registration == open.end() ? principal_by_name() : approved(registration->second.registration.principal);
    if (registration != open.end()) {
      row_.registration = registration->second.registration.id;
      row_.csr_sha256 = registration->second.registration.csr_sha256;
    }
    store::certificates::insert(write_, row_);
    if (registration != open.end()) {
      finish(registration->second.registration);
      open.erase(registration);
    }
    append("certificate.taken_in", row_.id, event_data());
    return true;
  }

  Value view() const {
    return Value::map({{"id", row_.id},
                       {"serial", to_hex(row_.serial)},
                       {"subject", row_.subject},
                       {"registration", row_.registration.empty() ? Value() : Value(row_.registration)},
                       {"file", found_.file}});
  }

 private:
  std::int64_t append(const std::string& kind, const std::string& subject, const Value& data) {
    return store::events::append(write_, now_, session_.actor, kind, subject, data);
  }

  void set_issuer() {
    if (const auto known = store::issuers::find_by_certificate(write_, found_.issuer.certificate)) {
      row_.issuer = known->id;
    } else {
      store::Issuer issuer = found_.issuer;
      issuer.id = row_.issuer = random_id(session_.world, 'i');
      issuer.created = now_;
      store::issuers::insert(write_, issuer);
    }
    for (const store::Certificate& other : store::certificates::find_by_serial(write_, found_.certificate.serial))
      if (other.issuer == row_.issuer)
        throw Error(Kind::conflict, "restore.serial",
                    found_.file + " and " + other.id + " are two certificates of serial " + to_hex(other.serial),
                    "one of them is not by this home; nothing was restored");
  }

  void fill_row() {
    const x509::Certificate& leaf = found_.certificate;
    row_.id = random_id(session_.world, 'c');
    row_.serial = leaf.serial;
    row_.subject = leaf.subject.text();
    row_.key_id = to_hex(leaf.key.key_id());
    row_.not_before = leaf.not_before;
    row_.not_after = leaf.not_after;
    row_.der = leaf.der;
    row_.created = now_;
  }

  /// Of the same key: the one of the same name, or the only one. Among several without that name nobody can choose.
  Registrations::iterator registration_for(Registrations& open) const {
    const auto [begin, end] = open.equal_range(row_.key_id);
    for (auto each = begin; each != end; ++each)
      if (machine_key(each->second.name) == machine_key(machine_name_in(found_.certificate))) return each;
    return begin != end && std::next(begin) == end ? begin : open.end();
  }

  std::string principal_by_name() {
    const std::string name = machine_name_in(found_.certificate);
    if (const auto known = store::principals::find_by_name(write_, orchestrator_kind().name, machine_key(name)))
      return approved(known->id);
    const store::Principal principal{.id = random_id(session_.world, 'o'),
                                     .kind = orchestrator_kind().name,
                                     .name = name,
                                     .name_key = machine_key(name),
                                     .state = kApproved};
    store::Orchestrator orchestrator{.principal = principal.id,
                                     .agent_id = random_uuid(session_.world),
                                     .platform = "",
                                     .agent_version = "",
                                     .approved_by = approver()};
    orchestrator.created = orchestrator.last_seen = now_;
    store::principals::insert(write_, principal);
    store::orchestrators::insert(write_, orchestrator);
    append("orchestrator.approved", principal.id, Value::map({{"ClientMachine", name}, {"by", approver()}}));
    return principal.id;
  }

  std::string approver() const { return "restore:" + session_.actor; }

  /// A certificate shows that it had been let in; a denial is not undone by it.
  std::string approved(const std::string& id) {
    store::Principal principal = *store::principals::find(write_, id);
    if (principal.state != kNew) return id;
    principal.state = kApproved;
    store::principals::update(write_, principal);
    if (auto orchestrator = store::orchestrators::find(write_, id)) {
      orchestrator->approved_by = approver();
      store::orchestrators::update(write_, *orchestrator);
    }
    append("orchestrator.approved", id, Value::map({{"ClientMachine", principal.name}, {"by", approver()}}));
    return id;
  }

  void finish(store::Registration registration) {
    registration.state = store::RegistrationState::issued;
    registration.certificate = row_.id;
    registration.reason = "";
    registration.updated = now_;
    store::registrations::update(write_, registration);
    const Value data = telling(Value::map({{"by", approver()}, {"certificate", row_.id}}), registration);
    store::registrations::told_by(write_, registration.id, append("registration.issued", registration.id, data));
  }

  Value event_data() const {
    return Value::map({{"serial", to_hex(row_.serial)},
                       {"fingerprint", to_hex(row_.fingerprint)},
                       {"keyId", row_.key_id},
                       {"subject", row_.subject},
                       {"notAfter", print_time(row_.not_after)}});
  }

  store::Write& write_;
  const ReadSession& session_;
  const FoundCertificate& found_;
  Time now_;
  store::Certificate row_;
};

}  // namespace

Value take_in(store::Write& write, const ReadSession& session, const std::vector<FoundCertificate>& found, Time now) {
  Registrations open = open_registrations(write);
  Value taken = Value::list();
  for (const FoundCertificate& each : found) {
    Entry entry(write, session, each, now);
    if (entry.make(open)) taken.push(entry.view());
  }
  return taken;
}

}  // namespace pkit
