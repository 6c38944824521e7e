#include "outbox/scan.h"

#include <algorithm>
#include <set>
#include <span>

#include "ca/authority_files.h"
#include "ca/crl_entries.h"
#include "change/change.h"
#include "setup/setup.h"
#include "ssh/authorized_keys.h"
#include "store/expiry.h"
#include "store/ssh_keys.h"
#include "view/views.h"

namespace pkit {

namespace {

constexpr Duration kEnd = 0;                // the level of what has ended
constexpr Duration kStillTold = 30 * kDay;  // how long ago a certificate may have ended
constexpr std::size_t kTogether = 500;      // events in one commit

/// Ascending, without the end.
using Levels = std::set<Duration>;

/// Something to be told: `thing` and level are told once.
struct Notice {
  std::string thing;
  Duration before;
  EventDraft event;
};
using Notices = std::vector<Notice>;

/// What of a thing is reached and was not told; the nearest comes first. `told` is the nearest that was.
std::vector<Duration> reached(Time end, const Levels& levels, const std::optional<Duration>& told, Time now) {
  if (told && *told == kEnd) return {};
  if (now > end) return {kEnd};
  std::vector<Duration> reached;
  for (const Duration level : levels)
    if (now >= end - level && (!told || level < *told)) reached.push_back(level);
  return reached;
}

/// One event for all of `levels`, of which the first is what it is about: an alert for one that was passed over, by a
/// timer that did not run or a life that is shorter, hears of it too. `noun` is the kind's first word. `data` gets what
/// all of them tell.
void note(Notices& notices, const std::string& noun, const std::string& thing, const std::string& subject, Time end,
          const std::vector<Duration>& levels, Value data) {
  const Duration level = levels.front();
  data.set("notAfter", print_time(end));
  if (level != kEnd) data.set("before", print_duration(level));
  if (levels.size() > 1) {
    Value all = Value::list();
    for (const Duration each : levels) all.push(print_duration(each));
    data.set("levels", std::move(all));
  }
  notices.push_back({thing, level, {noun + (level == kEnd ? ".expired" : ".expiring"), subject, data}});
}

void find_certificates(store::Read& read, const Levels& levels, Time now, Notices& notices) {
  store::expiry::each(read, now - kStillTold, now + *levels.rbegin(), [&](const store::expiry::Ending& ending) {
    const std::vector<Duration> untold = reached(ending.not_after, levels, ending.told, now);
    if (untold.empty()) return;
    Value data =
        Value::map({{"serial", to_hex(ending.serial)}, {"subject", ending.subject}, {"ClientMachine", ending.name}});
    if (ending.account != 0) data.set("account", ending.account);
    if (!ending.email.empty()) data.set("email", ending.email);
    note(notices, "certificate", ending.id, ending.id, ending.not_after, untold, std::move(data));
  });
}

void find_other(store::Read& read, const std::string& noun, const std::string& thing, const std::string& subject,
                Time end, const Levels& levels, Time now, Value data, Notices& notices) {
  const std::vector<Duration> untold = reached(end, levels, store::expiry::told(read, thing), now);
  if (!untold.empty()) note(notices, noun, thing, subject, end, untold, std::move(data));
}

/// The CAs of one authority's chain, and the CRLs that are kept because their key is not here.
void find_of_chain(store::Read& read, const std::string& authority, const std::vector<x509::Certificate>& chain,
                   const Levels& levels, Time now, Notices& notices) {
  for (const x509::Certificate& ca : chain) {
    find_other(read, "authority", ca.fingerprint(), authority, ca.not_after, levels, now,
               Value::map({{"subject", ca.subject.text()}, {"serial", ca.serial_hex()}}), notices);
    const std::optional<store::Crl> crl = store::crls::find(read, to_hex(ca.key.key_id()));
    if (!crl || crl->der.empty()) continue;
    find_other(read, "crl", "crl " + crl->key_id + " " + to_hex(crl->number), authority, crl->next_update, levels, now,
               Value::map({{"issuer", ca.subject.text()}, {"number", to_hex(crl->number)}}), notices);
  }
}

/// Those that a timer ought to have replaced: a quarter of their life is left, or none.
void find_files(store::Read& read, Time now, Notices& notices) {
  for (const store::CrlFile& file : store::crl_files::all(read))
    find_other(read, "crl", "crl file " + file.path + " " + to_hex(file.sha256), file.path, file.next_update,
               {(file.next_update - file.this_update) / 4}, now, Value::map({{"file", file.path}}), notices);
}

/// B10, T-B32: SSH keys that are to be others. A key that another stands beside already is told of no more.
void find_ssh_keys(store::Read& read, const Levels& levels, Time now, Notices& notices) {
  for (const store::SshKey& key : store::ssh_keys::all(read)) {
    if (key.state != store::SshKeyState::managed || !key.rotate_by) continue;
    const ssh::PublicKey parsed = ssh::read_key_line(key.public_key).key;
    find_other(read, "ssh-key", "ssh-key " + key.id + " " + std::to_string(*key.rotate_by), key.fingerprint,
               *key.rotate_by, levels, now,
               Value::map({{"fingerprint", key.fingerprint},
                           {"keytype", parsed.keytype},
                           {"keylength", parsed.keylength},
                           {"comment", key.comment},
                           {"username", key.username}}),
               notices);
  }
}

/// What another scan told of first is no longer as it was: then the next scan sees what is left.
void commit_notices(Session& session, std::span<const Notice> notices, Time now, Value& told) {
  Change change;
  begin_change(change, session, now);
  for (const Notice& notice : notices) change.events.push_back(notice.event);
  change.still_so = [&](store::Read& read) {
    return std::none_of(notices.begin(), notices.end(), [&](const Notice& notice) {
      const std::optional<Duration> known = store::expiry::told(read, notice.thing);
      return known && *known <= notice.before;
    });
  };
  change.rows = [&](store::Write& write) {
    for (const Notice& notice : notices) store::expiry::tell(write, notice.thing, notice.before);
  };
  if (!commit(session, change)) return;
  for (const Notice& notice : notices)
    told.push(Value::map({{"kind", notice.event.kind}, {"subject", notice.event.subject}}));
}

/// What reached one place twice, over two authorities of one root, is told once.
void drop_repeated(Notices& notices) {
  std::set<std::pair<std::string, Duration>> seen;
  std::erase_if(notices, [&](const Notice& notice) { return !seen.emplace(notice.thing, notice.before).second; });
}

/// A faulty pkit.yaml silences no end: the levels are then the usual ones.
std::optional<Setup> setup_if_sound(Session& session, Outcome& outcome) {
  try {
    return load_setup(session.home, session.state);
  } catch (const Error& error) {
    if (error.kind() != Kind::config) throw;
    outcome.warnings.push_back("pkit.yaml has faults, so that of CAs nothing is told: pkit config check");
    return std::nullopt;
  }
}

Levels levels_of(const Setup* setup) {
  Levels levels(usual_levels().begin(), usual_levels().end());
  if (setup)
    for (const Alert& alert : setup->alerts) levels.insert(alert.before.begin(), alert.before.end());
  return levels;
}

void find_authorities(Session& session, const Setup& setup, const Levels& levels, Time now, Notices& notices,
                      Outcome& outcome) {
  for (const auto& one : setup.authorities) try {
      const std::vector<x509::Certificate> chain = authority::read_issuers(one.second);
      session.state.read([&](store::Read& read) { find_of_chain(read, one.first, chain, levels, now, notices); });
    } catch (const Error& error) {
      outcome.warnings.push_back(error.what());
    }
}

}  // namespace

Outcome scan_events(Session& session, const ScanRequest&) {
  const Time now = operation_time(session, true);
  Outcome outcome;
  const std::optional<Setup> setup = setup_if_sound(session, outcome);
  const Levels levels = levels_of(setup ? &*setup : nullptr);
  Notices notices;
  session.state.read([&](store::Read& read) {
    find_certificates(read, levels, now, notices);
    find_files(read, now, notices);
    find_ssh_keys(read, levels, now, notices);
  });
  if (setup) find_authorities(session, *setup, levels, now, notices, outcome);
  Value told = Value::list();
  drop_repeated(notices);
  const std::span<const Notice> all(notices);
  for (std::size_t i = 0; i < all.size(); i += kTogether)
    commit_notices(session, all.subspan(i, std::min(kTogether, all.size() - i)), now, told);
  outcome.data.set("events", std::move(told));
  return outcome;
}

constinit const Operation kScanEvents =
    operation<ScanRequest, scan_events>({.name = "events scan", .data = &shape::scanned_events});

}  // namespace pkit
