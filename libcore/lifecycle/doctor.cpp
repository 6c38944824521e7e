// doctor: is the home sound? Finishes publications that a crash cut short; changes nothing else.
#include <sys/stat.h>

#include <set>

#include "lifecycle/operations.h"
#include "lifecycle/publish.h"
#include "store/events.h"

namespace pkit::lifecycle {

namespace {

struct Check {
  std::string name;
  std::vector<std::string> faults;
  std::string note;
};

void check_database(Session& session, Check& check) { check.faults = session.database.check(); }

void check_events(Session& session, Check& check) {
  session.database.read([&](store::Read& read) {
    check.faults = store::events::verify(read);
    check.note = std::to_string(store::events::count(read)) + " in one chain";
  });
}

/// Every certificate in the state was told of by an event, and no event tells of one that is not there.
void check_certificates(Session& session, Check& check) {
  std::set<std::string> told;
  session.database.read([&](store::Read& read) {
    store::events::each(read, std::nullopt, [&](const store::Event& event) {
      if (event.kind == "certificate.issued" || event.kind == "certificate.taken_in") told.insert(event.subject);
      return true;
    });
    store::ListFilter filter;
    filter.now = 0;
    store::certificates::each(read, filter, [&](const store::certificates::Listed& row) {
      if (told.erase(row.certificate.id) == 0)
        check.faults.push_back(row.certificate.id + " is in the state, but no event tells of its issue");
    });
  });
  for (const std::string& id : told) check.faults.push_back(id + " was issued by the events, but is not in the state");
}

void check_publications(Session& session, Check& check) {
  std::vector<store::Publication> unfinished;
  session.database.read([&](store::Read& read) { unfinished = store::publications::unfinished(read); });
  int finished = 0;
  for (const store::Publication& publication : unfinished) {
    std::optional<store::Certificate> certificate;
    session.database.read(
        [&](store::Read& read) { certificate = store::certificates::find(read, publication.certificate); });
    const bool possible =
        certificate && (std::filesystem::exists(publication.staging) || std::filesystem::exists(publication.target));
    if (!possible) {
      check.faults.push_back("the key of " + publication.certificate + " for " + publication.target +
                             " is gone: revoke the certificate");
      continue;
    }
    try {
      finish_publication(session, publication, *certificate);
      ++finished;
    } catch (const Error& error) {
      check.faults.push_back(error.what());
    }
  }
  if (finished > 0) check.note = std::to_string(finished) + " finished that had been cut short";
}

void check_mode(const Path& path, mode_t permitted, Check& check) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) {
    check.faults.push_back(path.string() + " is missing");
    return;
  }
  const mode_t excess = found.st_mode & 07777 & ~permitted;
  if (excess != 0) check.faults.push_back(path.string() + " is open to others: chmod go-rwx " + path.string());
}

void check_modes(Session& session, Check& check) {
  const Home& home = session.home;
  check_mode(home.directory, 0700, check);
  check_mode(home.config(), 0600, check);
  check_mode(home.database(), 0600, check);
  check_mode(home.ca(), 0700, check);
  if (!std::filesystem::is_directory(home.ca())) return;
  for (const auto& entry : std::filesystem::directory_iterator(home.ca()))
    if (entry.path().extension() == ".key") check_mode(entry.path(), 0600, check);
}

/// The configuration, and that each authority can be opened (its key is not read).
void check_config(Session& session, Time now, Check& check) {
  const CheckedSetup checked = check_setup(read_file(session.home.config(), 1 << 20), session.home.config().string(),
                                           session.home.directory, session.home.owner);
  for (const Fault& fault : checked.faults) check.faults.push_back(fault.where + ": " + fault.what);
  if (!checked.setup) return;
  for (const auto& [name, config] : checked.setup->authorities) {
    const x509::Certificate certificate =
        x509::parse_certificate_file(read_file(config.certificate, 1 << 16), config.certificate.string());
    if (now > certificate.not_after) check.faults.push_back("the certificate of authority " + name + " has expired");
  }
}

/// What cannot be looked at is a fault of its own and does not end the other checks.
template <class Look>
Check make(const char* name, Look look) {
  Check check{name, {}, ""};
  try {
    look(check);
  } catch (const Error& error) {
    check.faults.push_back(error.what());
  }
  return check;
}

Value view_of(const Check& check) {
  return Value::map({{"name", check.name},
                     {"ok", check.faults.empty()},
                     {"note", check.note},
                     {"faults", Value::list(check.faults)}});
}

}  // namespace

Outcome doctor(Session& session) {
  const Time now = operation_time(session, false);
  Outcome outcome;
  Value checks = Value::list();
  std::size_t faults = 0;
  const auto add = [&](const char* name, const auto& look) {
    const Check check = make(name, look);
    faults += check.faults.size();
    checks.push(view_of(check));
  };
  add("state", [&](Check& check) { check_database(session, check); });
  add("events", [&](Check& check) { check_events(session, check); });
  add("certificates", [&](Check& check) { check_certificates(session, check); });
  add("publications", [&](Check& check) { check_publications(session, check); });
  add("modes", [&](Check& check) { check_modes(session, check); });
  add("config", [&](Check& check) { check_config(session, now, check); });
  outcome.data.set("checks", std::move(checks));
  if (faults > 0)
    outcome.error = Error(Kind::state, "doctor.unsound",
                          std::to_string(faults) + (faults == 1 ? " fault" : " faults") + " in this home");
  return outcome;
}

}  // namespace pkit::lifecycle
