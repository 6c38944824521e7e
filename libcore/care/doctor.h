// What doctor's checks share. Internal to doctor*.cpp.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "care/damage.h"
#include "home/session.h"
#include "setup/setup.h"

namespace pkit {

struct Finding {
  const Damage& damage;
  std::string what;
  std::function<void()> mend;  // empty where nothing can be done here
};

struct Check {
  std::string name;
  std::vector<Finding> findings = {};
  std::string note = {};

  void find(const char* damage, std::string what, std::function<void()> mend = {}) {
    findings.push_back({damage_named(damage), std::move(what), std::move(mend)});
  }
  /// Adds to the note: what is no damage, but worth telling.
  void tell(const std::string& text) { note += (note.empty() ? "" : "; ") + text; }
};

/// Opens the state without making anything worse; null and a finding where that cannot be.
std::unique_ptr<store::Database> open_state(const World& world, const Home& home, Check& check);

// Each looks at one thing and adds what it finds (doctor_*.cpp).
void check_state(Session& session, Check& check);
/// Has the state seen a clock that is ahead of ours? With `reset` that can be mended.
void check_clock(Session& session, bool reset, Check& check);
void check_events(Session& session, Check& check);
void check_certificates(Session& session, Check& check);
/// Orchestrators, registrations and traces against the history.
void check_decisions(Session& session, Check& check);
void check_requests(Session& session, Check& check);
/// Jobs that nobody runs.
void check_jobs(Session& session, Check& check);
/// What other CAs are asked for, and nobody works on.
void check_intents(Session& session, Check& check);
/// Finishes what a crash cut short: keys and certificates on their way to their users.
void check_publications(Session& session, Check& check);
/// The same of changes of certificate stores.
void check_store_changes(Session& session, Check& check);
/// The same of authorities' new files.
void check_authority_files(Session& session, Check& check);
/// Keys that are kept, against their files.
void check_kept_keys(Session& session, Check& check);
/// Objects of vaults, against the files of their contents, which only their owners can read (C-P7).
void check_vaults(Session& session, Check& check);
void check_modes(const Home& home, Check& check);
/// pkit.yaml, and each authority's files; `database` may be null.
void check_config(const World& world, const Home& home, store::Database* database, const authority::KeyAccess& access,
                  Time now, Check& check);
/// Revocations that are in no CRL of ours. Says nothing where an authority's files cannot be read: that is told
/// already.
void check_untold(const Setup& setup, store::Database& database, Time now, Check& check);
/// Each authority's certificate, chain and key, and the key of the CA above where it is here; `database` may be null.
void check_authorities(const Setup& setup, store::Database* database, const authority::KeyAccess& access, Time now,
                       Check& check);
/// What killed commands left beside the home and in it.
void check_leftovers(const Home& home, Check& check);

}  // namespace pkit
