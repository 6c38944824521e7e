#include "care/imported_crls.h"

#include "store/crls.h"
#include "x509/revocation_reason.h"

namespace pkit {

namespace {

/// Of magnitudes without leading zeros.
bool is_less(const Bytes& a, const Bytes& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

std::string reason_of(const x509::RevokedEntry& entry) {
  const std::string_view word = x509::revocation_reason_word(entry.reason);
  return word.empty() ? "unspecified" : std::string(word);
}

/// As it follows what is known of that key already.
store::Crl row_of(const authority::ImportedCrl& imported, const std::string& key_id, bool own,
                  const std::optional<store::Crl>& known) {
  const x509::Crl& crl = imported.crl;
  store::Crl row{key_id, imported.number, crl.this_update, crl.next_update.value_or(0), own ? Bytes() : crl.der};
  if (!known) return row;
  if (known->this_update > row.this_update) {
    row = *known;
    row.number = imported.number;
  }
  if (is_less(row.number, known->number)) row.number = known->number;
  return row;
}

}  // namespace

void put_imported_crls(store::Write& write, const std::vector<authority::ImportedCrl>& crls,
                       const std::string& own_key_id) {
  for (const authority::ImportedCrl& imported : crls) {
    const std::string key_id = to_hex(imported.issuer.key.key_id());
    for (const x509::RevokedEntry& entry : imported.crl.entries)
      if (entry.issuer == 0)
        store::crls::put_foreign(write, key_id, {entry.serial, entry.revoked_at, reason_of(entry), std::nullopt});
    store::crls::put(write, row_of(imported, key_id, key_id == own_key_id, store::crls::find(write, key_id)));
  }
}

}  // namespace pkit
