#include "accounts/account.h"

#include <algorithm>
#include <charconv>

#include "accounts/credential.h"
#include "accounts/states.h"

namespace pkit {

namespace {

std::optional<std::int64_t> number_of(const std::string& word) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

std::optional<store::Principal> principal_meant(store::Read& read, const std::string& word) {
  if (const auto number = number_of(word)) {
    const auto account = store::accounts::find_by_number(read, *number);
    return account ? store::principals::find(read, account->principal) : std::nullopt;
  }
  if (auto principal = store::principals::find(read, word)) return principal;
  return store::principals::find_by_name(read, kAccountKind, lower(word));
}

bool valid_at(const store::Certificate& certificate, Time now) {
  return !certificate.revoked_at && now <= certificate.not_after;
}

Value credential_view(const HeldAccount& account, Time now) {
  if (!account.credential) return {};
  const store::Credential& c = *account.credential;
  return Value::map({{"expires", print_time(c.expires)},
                     {"expired", now > c.expires},
                     {"locked", is_locked(c)},
                     {"keyDigest", c.bound_key.empty() ? Value() : Value(c.bound_key)},
                     {"subject", c.bound_subject.empty() ? Value() : Value(c.bound_subject)}});
}

Value newest_view(const std::vector<store::Certificate>& certificates) {
  if (certificates.empty()) return {};
  const store::Certificate& c = certificates.front();
  return Value::map({{"id", c.id},
                     {"serial", to_hex(c.serial)},
                     {"subject", c.subject},
                     {"notBefore", print_time(c.not_before)},
                     {"notAfter", print_time(c.not_after)}});
}

}  // namespace

std::string HeldAccount::told() const {
  return "account " + std::to_string(account.number) + " (" + printable(principal.name) + ")";
}

HeldAccount find_account(store::Read& read, const std::string& word) {
  const auto principal = principal_meant(read, word);
  const auto account = principal ? store::accounts::find(read, principal->id) : std::nullopt;
  if (!account || principal->state == kDeleted)
    throw Error(Kind::not_found, "account.missing", "there is no account '" + printable(word) + "'",
                "see pkit account list");
  return {*principal, *account, store::credentials::open_of(read, principal->id)};
}

HeldAccount find_account(const ReadSession& session, const std::string& word) {
  std::optional<HeldAccount> found;
  session.state.read([&](store::Read& read) { found = find_account(read, word); });
  return std::move(*found);
}

const AccountRule& require_permitted(const HeldAccount& account, const char* entry) {
  for (const AccountRule& row : kAccountRules) {
    if (account.principal.state != row.state || std::string(entry) != row.entry) continue;
    if (!row.next) throw Error(row.refusal, row.code, account.told() + " " + row.why, row.hint);
    return row;
  }
  throw Error(Kind::internal, "internal", account.principal.state + " has no row for " + entry);
}

Value account_view(const HeldAccount& account, const std::vector<store::Certificate>& certificates, Time now) {
  const store::Principal& p = account.principal;
  const store::Account& a = account.account;
  const bool certified = p.state == kCertified;
  const bool stranded = certified && std::none_of(certificates.begin(), certificates.end(),
                                                  [&](const auto& c) { return valid_at(c, now); });
  return Value::map({{"id", a.number},
                     {"principal", p.id},
                     {"name", p.name},
                     {"email", a.email},
                     {"role", a.role},
                     {"provisioning", a.provisioning},
                     {"enabled", p.enabled},
                     {"credentialState", p.state},
                     {"stranded", stranded},
                     {"credential", credential_view(account, now)},
                     {"keyId", a.key_id.empty() ? Value() : Value(a.key_id)},
                     {"certificate", newest_view(certificates)},
                     {"created", print_time(a.created)}});
}

Outcome account_outcome(const ReadSession& session, const std::string& principal, Time now) {
  Outcome outcome;
  session.state.read([&](store::Read& read) {
    const HeldAccount account{store::principals::find(read, principal).value(),
                              store::accounts::find(read, principal).value(),
                              store::credentials::open_of(read, principal)};
    outcome.data.set("account", account_view(account, store::certificates::of_principal(read, principal), now));
  });
  return outcome;
}

}  // namespace pkit
