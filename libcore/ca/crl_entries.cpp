#include "ca/crl_entries.h"

#include <limits>

#include "x509/revocation_reason.h"

namespace pkit {

CrlEntries crl_entries(store::Read& read, const std::vector<std::string>& rows, const std::string& key_id,
                       const std::optional<store::Crl>& last, const Path& spool_directory) {
  CrlEntries entries{Spool(spool_directory)};
  const Time since = last && last->this_update != 0 ? last->this_update : std::numeric_limits<Time>::min();
  Bytes buffer;
  const auto add = [&](const store::crls::Entry& entry) {
    buffer.clear();
    const int reason = x509::revocation_reason_number(entry.reason).value_or(0);
    x509::append_crl_entry(buffer, {entry.serial, entry.revoked_at, reason, entry.invalid_since});
    entries.encoded.append(buffer);
    ++entries.count;
  };
  for (const std::string& row : rows) store::crls::each_entry(read, row, since, add);
  store::crls::each_foreign_entry(read, key_id, add);
  return entries;
}

store::Crl sign_root_crl(const x509::Certificate& root, const x509::PrivateKey& key, CrlEntries entries,
                         const std::optional<store::Crl>& last, Time now, Duration life) {
  const authority::CrlTimes times = authority::crl_times(now, life);
  Bytes number = x509::next_crl_number(last ? last->number : Bytes(), now);
  authority::SignedCrl crl = authority::sign_crl(root, key, number, times, std::move(entries.encoded));
  return {to_hex(root.key.key_id()), std::move(number), times.this_update, times.next_update, crl.whole()};
}

void put_next_crl(store::Write& write, const store::Crl& crl, const std::optional<store::Crl>& last) {
  const std::optional<store::Crl> present = store::crls::find(write, crl.key_id);
  if ((present ? present->number : Bytes()) != (last ? last->number : Bytes()))
    throw Error(Kind::conflict, "state.changed", "another command made a CRL of the same issuer meanwhile",
                "try again");
  store::crls::put(write, crl);
}

Value root_crl_view(const x509::Certificate& root, const store::Crl& crl) {
  return Value::map({{"issuer", root.subject.text()},
                     {"keyId", crl.key_id},
                     {"number", to_hex(crl.number)},
                     {"thisUpdate", print_time(crl.this_update)},
                     {"nextUpdate", print_time(crl.next_update)}});
}

Duration AsCrlLife::read(const std::string& text) {
  constexpr Duration kLeast = 60'000, kMost = 10LL * 366 * 24 * 3600 * 1000;
  const Duration life = *AsDuration::read(text);
  if (life < kLeast || life > kMost) refuse_bounds(print_duration(life), "a minute", "ten years");
  return life;
}

}  // namespace pkit
