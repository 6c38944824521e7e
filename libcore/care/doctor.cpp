// doctor: is the home sound? It finishes what a crash cut short; with --repair it mends what the table of damages says
// can be mended, each under a lock and told by an event.
#include "care/doctor.h"

#include <unistd.h>

#include "base/counted.h"
#include "care/operations.h"
#include "home/server_clock.h"
#include "home/staging_place.h"
#include "setup/secrets.h"
#include "store/events.h"

namespace pkit {

namespace {

constexpr std::size_t kMostShown = 50;

/// The home as it was found: the state is open where that could be.
struct Patient {
  const World& world;
  const DoctorRequest& request;
  Home home;
  std::vector<Check> checks = {};
  World world_of_state = {};  // with the clock of the server that keeps it
  std::unique_ptr<store::Database> database = {};
  std::optional<Session> session = {};
};

authority::KeyAccess access_of(const Patient& patient) {
  authority::KeyAccess access = patient.request.key_access;
  access.ask = ask_secrets(patient.home, patient.world);
  return access;
}

Home found_home(const DoctorRequest& request) {
  try {
    return open_home(request.directory, request.uid);
  } catch (const Error& error) {
    // Whoever else may write it is told by the check of modes.
    if (error.code() != "file.permission") throw;
    return {std::filesystem::canonical(request.directory), request.uid};
  }
}

/// What cannot be looked at is a finding of its own and does not end the other checks.
template <class Look>
void look_at(Patient& patient, const char* name, const char* unreadable, Look look) {
  Check check{name};
  try {
    look(check);
  } catch (const Error& error) {
    check.find(unreadable, error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    check.find("file-unreadable", error.path1().string() + ": " + error.code().message());
  }
  patient.checks.push_back(std::move(check));
}

void open(Patient& patient, Check& check) {
  patient.database = open_state(patient.world, patient.home, check);
  if (!patient.database) return;
  const DoctorRequest& r = patient.request;
  patient.world_of_state = with_clock_ahead(patient.world, patient.database->clock_ahead());
  Session& session = patient.session.emplace(patient.world_of_state, patient.home, *patient.database,
                                             actor_of(patient.home, ::getuid(), r.sudo_uid));
  session.key_access = access_of(patient);
  session.version = r.version;
  session.now = r.now;
  session.accept_clock = r.accept_clock || r.reset_clock;
  check_state(*patient.session, check);
  check_clock(*patient.session, r.reset_clock, check);
}

void look(Patient& patient) {
  patient.checks.clear();
  patient.session.reset();
  patient.database.reset();
  look_at(patient, "state", "state-unreadable", [&](Check& check) { open(patient, check); });
  if (patient.session) {
    Session& session = *patient.session;
    look_at(patient, "events", "state-unreadable", [&](Check& check) { check_events(session, check); });
    look_at(patient, "certificates", "state-unreadable", [&](Check& check) { check_certificates(session, check); });
    look_at(patient, "decisions", "state-unreadable", [&](Check& check) { check_decisions(session, check); });
    look_at(patient, "requests", "state-unreadable", [&](Check& check) {
      check_requests(session, check);
      check_jobs(session, check);
    });
    look_at(patient, "gateways", "state-unreadable", [&](Check& check) { check_intents(session, check); });
    look_at(patient, "publications", "publication-failed", [&](Check& check) {
      check_publications(session, check);
      check_store_changes(session, check);
      check_authority_files(session, check);
      check_kept_keys(session, check);
    });
    look_at(patient, "vaults", "file-unreadable", [&](Check& check) { check_vaults(session, check); });
  }
  look_at(patient, "modes", "file-unreadable", [&](Check& check) {
    check_modes(patient.home, check);
    check_leftovers(patient.home, check);
  });
  look_at(patient, "config", "config-fault", [&](Check& check) {
    const Time now = patient.request.now.value_or(patient.world.now());
    check_config(patient.world, patient.home, patient.database.get(), access_of(patient), now, check);
  });
}

std::vector<const Finding*> mendable(const Patient& patient) {
  std::vector<const Finding*> findings;
  for (const Check& check : patient.checks)
    for (const Finding& finding : check.findings)
      if (finding.damage.mends && finding.mend) findings.push_back(&finding);
  return findings;
}

/// Mends what can be; what was mended. Without a state that takes an event nothing is.
Value mend(Patient& patient) {
  Value mended = Value::list();
  const std::vector<const Finding*> findings = mendable(patient);
  if (!patient.session || findings.empty()) return mended;
  Session& session = *patient.session;
  const Time now = operation_time(session, true);
  for (const Finding* finding : findings) {
    const Value told = Value::map({{"damage", finding->damage.name}, {"what", printable(finding->what)}});
    finding->mend();
    session.database.write(
        [&](store::Write& write) { store::events::append(write, now, session.actor, "home.repaired", "", told); });
    mended.push(told);
  }
  return mended;
}

/// What is mended is what is there under the lock, not what was there when we looked first.
Value repair(Patient& patient) {
  look(patient);
  const Fd lock = lock_beside(patient.world, patient.home.database());
  look(patient);
  return mend(patient);
}

Value view_of(const Check& check) {
  Value faults = Value::list();
  for (std::size_t i = 0; i < check.findings.size() && i < kMostShown; ++i) {
    const Finding& finding = check.findings[i];
    const bool mends = finding.damage.mends && finding.mend;
    faults.push(Value::map({{"damage", finding.damage.name},
                            {"what", finding.what},
                            {"mends", mends},
                            {"remedy", mends ? "pkit doctor --repair" : finding.damage.remedy}}));
  }
  return Value::map({{"name", check.name},
                     {"ok", check.findings.empty()},
                     {"note", check.note},
                     {"count", check.findings.size()},
                     {"faults", std::move(faults)}});
}

Outcome told(const Patient& patient) {
  Outcome outcome;
  Value checks = Value::list();
  std::size_t faults = 0;
  for (const Check& check : patient.checks) {
    checks.push(view_of(check));
    faults += check.findings.size();
  }
  const std::size_t mends = mendable(patient).size();
  outcome.data.set("checks", std::move(checks));
  if (faults > 0)
    outcome.error = Error(
        Kind::state, "doctor.unsound", counted(faults, "fault") + " in this home",
        mends == 0 || patient.request.repair ? "" : "pkit doctor --repair mends " + std::to_string(mends) + " of them");
  return outcome;
}

}  // namespace

Outcome doctor(const World& world, const DoctorRequest& request) {
  Patient patient{world, request, found_home(request)};
  Value mended = Value::list();
  if (request.repair) mended = repair(patient);
  look(patient);
  Outcome outcome = told(patient);
  if (request.repair) outcome.data.set("mended", std::move(mended));
  return outcome;
}

}  // namespace pkit
