#include "revocation/crl_sign.h"

#include <algorithm>

#include "change/change.h"
#include "revocation/responder.h"
#include "x509/crl_read.h"

namespace pkit {

namespace {

bool has_ended(const CrlIssuer& issuer, Time now) { return issuer.last && issuer.last->next_update < now; }

bool is_kept(const CrlIssuer& issuer) { return issuer.last && !issuer.last->der.empty(); }

/// A CA's above is brought out, or costs a passphrase: only where it must, or somebody names it.
bool needs_signature(const CrlIssuer& issuer, const CrlRequest& request, Time now) {
  if (issuer.role != CrlRole::above || !request.root_key.file.empty()) return true;
  return !is_kept(issuer) || issuer.last->next_update < now + kRootCrlNear;
}

/// Nothing where the key is not here, which is no fault of a CA above, nor of a key that was given up.
std::optional<x509::PrivateKey> key_of(const Session& session, const CrlIssuer& issuer, const CrlRequest& request,
                                       Time now) {
  if (!needs_signature(issuer, request, now)) return std::nullopt;
  const std::optional<authority::KeyPlace> place = key_place_of(issuer);
  const bool named = issuer.role == CrlRole::above && !request.root_key.file.empty();
  if (!place && issuer.role != CrlRole::current && !named) return std::nullopt;
  return authority::read_ca_key(issuer.authority, place.value_or(issuer.places.front()), issuer.certificate,
                                session.key_access);
}

void warn_of_missing(const CrlIssuer& issuer, std::vector<std::string>& warnings) {
  if (issuer.role == CrlRole::above)
    warnings.push_back("there is no CRL of " + issuer.name() +
                       ", and who checks the whole chain refuses everybody: --root-key FILE signs one, or put its own "
                       "CRL beside these");
  else
    warnings.push_back("there is no CRL of " + issuer.name() + ": its key is not in " +
                       issuer.places.front().file.string());
}

/// Of a CRL that is kept and not signed now.
void warn_of_end(const CrlIssuer& issuer, Time now, std::vector<std::string>& warnings) {
  if (issuer.last->next_update >= now + kRootCrlNear) return;
  warnings.push_back("the CRL of " + issuer.name() + (has_ended(issuer, now) ? " ended on " : " ends on ") +
                     print_time(issuer.last->next_update) +
                     ", and who checks the whole chain then refuses everybody: --root-key FILE signs the next one");
}

struct Pending {
  MadeCrl crl;
  std::optional<x509::PrivateKey> key;
};

MadeCrl finish(Pending pending, CrlEntries entries) {
  MadeCrl& crl = pending.crl;
  crl.entries = entries.count;
  crl.signed_now.emplace(
      authority::sign_crl(crl.issuer.certificate, *pending.key, crl.number, crl.times, std::move(entries.encoded)));
  return std::move(crl);
}

std::vector<Pending> prepare(const Session& session, const CrlRequest& request, std::vector<CrlIssuer> issuers,
                             Time now, std::vector<std::string>& warnings) {
  std::vector<Pending> pending;
  for (CrlIssuer& issuer : issuers) {
    std::optional<x509::PrivateKey> key = key_of(session, issuer, request, now);
    if (!key && !is_kept(issuer)) {
      warn_of_missing(issuer, warnings);
      continue;
    }
    MadeCrl crl;
    if (key) {
      crl.number = x509::next_crl_number(issuer.last ? issuer.last->number : Bytes(), now);
      crl.times =
          authority::crl_times(now, issuer.role == CrlRole::above ? request.root_next_update : request.next_update);
      // Later than the last one's, though both are of one second: some readers keep the one that they have.
      if (issuer.last)
        crl.times.this_update =
            std::min(std::max(crl.times.this_update, issuer.last->this_update + 1000), now - now % 1000);
    } else {
      crl.number = issuer.last->number;
      crl.times = {issuer.last->this_update, issuer.last->next_update};
      crl.entries = static_cast<std::int64_t>(x509::parse_crl(issuer.last->der).entries.size());
    }
    crl.issuer = std::move(issuer);
    pending.push_back({std::move(crl), std::move(key)});
  }
  return pending;
}

EventDraft event_of(const MadeCrl& crl) { return {"crl.signed", crl.issuer.authority, crl_view(crl)}; }

/// Before it goes out: its number is taken. Of a CA above the whole is kept, since its key goes away again.
store::Crl row_of(MadeCrl& crl) {
  store::Crl row = crl.issuer.last.value_or(store::Crl{.key_id = crl.issuer.key_id, .number = {}});
  row.number = crl.number;
  if (crl.issuer.role != CrlRole::above) return row;
  return {row.key_id, row.number, crl.times.this_update, crl.times.next_update, crl.signed_now->whole()};
}

}  // namespace

void MadeCrl::read(const Sink& sink) { signed_now ? signed_now->read(sink) : sink(issuer.last->der); }

bool will_be_signed(const CrlIssuer& issuer, const CrlRequest& request, Time now) {
  return needs_signature(issuer, request, now) && (!request.root_key.file.empty() || key_place_of(issuer));
}

void warn_of_kept(const std::vector<CrlIssuer>& issuers, Time now, std::vector<std::string>& warnings) {
  for (const CrlIssuer& issuer : issuers) {
    if (issuer.role != CrlRole::above) continue;
    is_kept(issuer) ? warn_of_end(issuer, now, warnings) : warn_of_missing(issuer, warnings);
  }
}

std::vector<MadeCrl> sign_crls(Session& session, const CrlRequest& request, std::vector<CrlIssuer> issuers, Time now,
                               std::vector<std::string>& warnings) {
  std::vector<Pending> pending = prepare(session, request, std::move(issuers), now, warnings);
  std::vector<std::optional<CrlEntries>> entries(pending.size());
  session.state.read([&](store::Read& read) {
    for (std::size_t i = 0; i < pending.size(); ++i)
      if (const CrlIssuer& issuer = pending[i].crl.issuer; pending[i].key)
        entries[i].emplace(crl_entries(read, issuer.rows, issuer.key_id, issuer.last, session.home.directory));
  });
  std::vector<MadeCrl> made;
  for (std::size_t i = 0; i < pending.size(); ++i) {
    made.push_back(entries[i] ? finish(std::move(pending[i]), std::move(*entries[i])) : std::move(pending[i].crl));
    if (!made.back().signed_now) warn_of_end(made.back().issuer, now, warnings);
  }
  return made;
}

void commit_crls(Session& session, std::vector<MadeCrl>& crls, Time now) {
  Change change;
  begin_change(change, session, now);
  std::vector<std::pair<store::Crl, const CrlIssuer*>> rows;
  for (MadeCrl& crl : crls) {
    if (!crl.signed_now) continue;
    change.events.push_back(event_of(crl));
    rows.emplace_back(row_of(crl), &crl.issuer);
  }
  if (rows.empty()) return;
  change.rows = [&](store::Write& write) {
    for (const auto& [row, issuer] : rows) put_next_crl(write, row, issuer->last);
  };
  commit(session, change);
}

void commit_handed_out(Session& session, const std::vector<MadeCrl>& crls, const std::optional<store::CrlFile>& file) {
  session.database.write([&](store::Write& write) {
    for (const MadeCrl& crl : crls) {
      if (!crl.signed_now || crl.issuer.role == CrlRole::above) continue;
      store::crls::put(write, {crl.issuer.key_id, crl.number, crl.times.this_update, crl.times.next_update});
    }
    if (file) store::crl_files::put(write, *file);
  });
}

Value crl_view(const MadeCrl& crl) {
  return Value::map({{"authority", crl.issuer.authority},
                     {"role", word_of(crl.issuer.role)},
                     {"issuer", crl.issuer.certificate.subject.text()},
                     {"keyId", crl.issuer.key_id},
                     {"number", to_hex(crl.number)},
                     {"thisUpdate", print_time(crl.times.this_update)},
                     {"nextUpdate", print_time(crl.times.next_update)},
                     {"entries", crl.entries},
                     {"signed", crl.signed_now.has_value()}});
}

}  // namespace pkit
