#include "accounts/account_kind.h"

#include <set>

#include "accounts/account.h"
#include "accounts/states.h"
#include "decision/name_holder.h"
#include "decision/plan.h"
#include "x509/envelope.h"

namespace pkit {

namespace {

constexpr const char* kStates[] = {kNone, kOneTime, kCertified, kDeleted};

// What a stranger is told of a state is what he is told of a wrong password.
constexpr const char* kWrong = "cannot register: account, user name or password is wrong, or cannot be used";
constexpr const char* kSpent = "an operator can set another password before it is Certified";

constexpr const char* kProven = "credential";  // of Intake::beside

constexpr Admission kAdmissions[] = {
    {kNone, &door::registering_account, false, Kind::authentication, "account.credential", kWrong, kSpent},
    {kOneTime, &door::registering_account, true},                                                                 // C7
    {kCertified, &door::registering_account, false, Kind::authentication, "account.credential", kWrong, kSpent},  // C11
    {kDeleted, &door::registering_account, false, Kind::authentication, "account.credential", kWrong, kSpent},
    {kNone, &door::renewing, false, Kind::authentication, "account.credential", "has no certificate", ""},
    {kOneTime, &door::renewing, false, Kind::authentication, "account.credential", "has no certificate", ""},
    {kCertified, &door::renewing, true},  // C20, C21
    {kNone, &door::rotating, false, Kind::authentication, "account.credential", "has no certificate", ""},
    {kOneTime, &door::rotating, false, Kind::authentication, "account.credential", "has no certificate", ""},
    {kCertified, &door::rotating, true},  // C22
    {kNone, &door::authenticating, false, Kind::authentication, "account.credential", "has no certificate", ""},
    {kOneTime, &door::authenticating, false, Kind::authentication, "account.credential", "has no certificate", ""},
    {kCertified, &door::authenticating, true},  // C15
    {kNone, &door::issuing, false, Kind::denied, "account.assign", "cannot be given a credential", ""},
    {kOneTime, &door::issuing, false, Kind::denied, "account.assign", "cannot be given a credential", ""},
    {kCertified, &door::issuing, true},  // its certificate is shown and handed out; none is made for it
};

constexpr Situation kAlways{"", [](const Run&) { return true; }};
constexpr auto kNothing = std::nullopt;
constexpr Consequence kConsequences[] = {
    {&door::registering_account, kOneTime, Conclusion::issued, kAlways, kCertified, kNothing, kNothing},  // C10 to C12
    {&door::renewing, kCertified, Conclusion::issued, kAlways, kCertified, kNothing, kNothing},           // C21
    {&door::rotating, kCertified, Conclusion::issued, kAlways, kCertified, kNothing, kNothing},           // C23
};

KindPartPtr read_account(store::Read& read, const std::string& principal) {
  std::optional<store::Account> row = store::accounts::find(read, principal);
  if (!row) return nullptr;
  auto part = std::make_shared<AccountPart>();
  part->row = std::move(*row);
  part->credential = store::credentials::open_of(read, principal);
  return part;
}

Caller authenticate_account(store::Read& read, const Intake& intake) {
  Caller caller;
  caller.kind = &account_kind();
  caller.principal = store::principals::find(read, intake.principal);
  if (!caller.principal) return caller;
  const std::string& id = caller.principal->id;
  auto part = std::make_shared<AccountPart>(account_of(*read_account(read, id)));
  if (intake.door == &door::registering_account) part->proven = intake.beside.text_or(kProven);
  if (intake.csr) {
    caller.other_holder = store::certificates::other_holder(read, to_hex(intake.csr->key.key_id()), id);
    caller.name_holder = holder_of_name(read, intake.csr->subject, id);
  }
  caller.part = std::move(part);
  caller.held = store::certificates::valid_of_principal(read, id, intake.now);
  caller.established = !caller.held.empty();
  return caller;
}

policy::PrincipalFields account_fields(const Intake&, const Caller& caller) {
  return {{"ClientMachine", caller.principal->name}, {"Account", std::to_string(account_of(*caller.part).row.number)}};
}

Fault fault(Kind kind, const char* code, std::string what, std::string hint) {
  return Fault{kind, code, "", std::move(what), std::move(hint)};
}

/// What its one-time credentials were bound to, and for whom they are reserved.
std::vector<Fault> check_binding(const Intake& intake, const store::Credential& c) {
  const std::string key = to_hex(intake.csr->key.key_id());
  if (!c.bound_key.empty() && c.bound_key != key)
    return {fault(Kind::denied, "account.bound", "the credentials are for a CSR over another key", "")};
  if (!c.bound_subject.empty() && !x509::Name::from_text(c.bound_subject).same_as(intake.csr->subject))
    return {
        fault(Kind::denied, "account.bound", "the credentials are for a CSR with the subject " + c.bound_subject, "")};
  if (!c.reserved_key.empty() && c.reserved_key != key && intake.now <= c.reserved_until)
    return {fault(Kind::authentication, "account.reserved", "a registration over another key waits already",
                  "register the same CSR again until it has its certificate")};
  return {};
}

/// C5, C6, and one key for one account alone (T-C7, T-C8).
std::vector<Fault> check_account(const Intake& intake, const Caller& caller) {
  if (!caller.principal->enabled)
    return {fault(Kind::authentication, "account.disabled", "the account is disabled", "ask its operator")};
  if (!intake.csr) return {};
  const AccountPart& part = account_of(*caller.part);
  if (intake.csr->subject.empty())
    return {fault(Kind::denied, "csr.subject.empty", "the CSR has no subject", "an account needs one that is its own")};
  if (!caller.name_holder.empty())
    return {fault(Kind::conflict, "csr.subject.duplicate", "the subject belongs to " + caller.name_holder + " already",
                  "make a CSR with a subject of its own")};
  if (caller.other_holder)
    return {fault(Kind::conflict, "csr.key.duplicate", "the key belongs to another's certificate", "make a new key")};
  if (intake.door != &door::registering_account) return {};
  if (!part.credential || part.credential->id != part.proven)
    return {fault(Kind::authentication, "account.credential", kWrong, kSpent)};
  return check_binding(intake, *part.credential);
}

/// What rotate-key brings along: each object's key, wrapped for the new key and signed by it.
std::vector<store::StoredWrap> wraps_in(const Value& beside, const std::string& key_id) {
  std::vector<store::StoredWrap> wraps;
  if (!beside["wraps"].is_list()) return wraps;
  for (const Value& one : beside["wraps"].items()) {
    const auto envelope = from_base64(one.text_or("envelope")), signature = from_base64(one.text_or("signature"));
    if (!envelope || !signature) throw Error(Kind::input, "vault.wrap", "a wrapped key of the request is not base64");
    wraps.push_back({one.text_or("object"), key_id, *envelope, *signature});
  }
  return wraps;
}

/// All of them, and no others: what the old key opens nobody else would open again.
void rewrap(store::Write& write, const AccountPart& account) {
  const std::vector<std::string> owned = store::wraps::objects_of_owner(write, account.row.principal);
  std::set<std::string> missing(owned.begin(), owned.end());
  for (const store::StoredWrap& wrap : account.wraps)
    if (missing.erase(wrap.object) == 1) store::wraps::replace(write, wrap);
  if (missing.empty()) return;
  throw Error(Kind::conflict, "vault.wraps",
              std::to_string(missing.size()) + " objects of the account's vaults would open no more",
              "rotate with --new-key, which wraps their keys for the new key, and again if one was put meanwhile");
}

KindPartPtr next_account(const ReadSession&, const Run& run, const store::Principal&) {
  auto part = std::make_shared<AccountPart>(account_of(*run.caller.part));
  part->spent = part->proven;
  if (run.intake.csr && run.intake.door != &door::renewing) {
    part->row.key_id = to_hex(run.intake.csr->key.key_id());
    part->row.csr = run.intake.csr->storable();
  }
  part->rotates = run.intake.door == &door::rotating;
  if (part->rotates) part->wraps = wraps_in(run.intake.beside, part->row.key_id);
  return part;
}

/// Of two who use the same credentials one finds them open.
void bind_account(store::Write& write, const KindPart& part, bool) {
  const AccountPart& account = account_of(part);
  store::accounts::update(write, account.row);
  if (account.rotates) rewrap(write, account);
  if (account.spent.empty() || store::credentials::close(write, account.spent, store::CredentialState::used)) return;
  throw Error(Kind::authentication, "account.credential", "the one-time credentials were used meanwhile", kSpent);
}

Value view_account(const store::Principal& principal, const KindPart& part) {
  return account_view({principal, account_of(part).row, std::nullopt}, {}, 0);
}

/// Deleted ones keep theirs too.
std::vector<std::string> lacking(store::Read& read) { return store::accounts::lacking(read); }

}  // namespace

Value beside_proof(const std::string& credential) { return Value::map({{kProven, credential}}); }

const AccountPart& account_of(const KindPart& part) { return static_cast<const AccountPart&>(part); }

const PrincipalKind& account_kind() {
  static const PrincipalKind kind{.name = "account",
                                  .id_letter = 'a',
                                  .states = kStates,
                                  .admissions = kAdmissions,
                                  .consequences = kConsequences,
                                  .authenticate = authenticate_account,
                                  .requirements = account_fields,
                                  .extra_checks = check_account,
                                  .next_part = next_account,
                                  .read_part = read_account,
                                  .bind = bind_account,
                                  .claims = [](const KindPart&) { return Value::map(); },
                                  .view = view_account,
                                  .lacking = lacking,
                                  .recoverable = false,
                                  .says_whose = true,
                                  .effects = no_name_of_a_ca};
  return kind;
}

}  // namespace pkit
