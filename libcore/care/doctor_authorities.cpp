// doctor's look at the authorities: their certificates, chains and keys, and the keys of the CAs above that are here.
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "authority/ca_key.h"
#include "ca/authority_change.h"
#include "ca/untold.h"
#include "care/doctor.h"
#include "store/authorities.h"
#include "store/certificates.h"
#include "x509/pem.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

/// Nobody is asked for a passphrase here: such a key is taken on trust.
authority::KeyAccess unasked(authority::KeyAccess access) {
  access.prompt = [](const std::string& what) -> Secret {
    throw Error(Kind::config, "terminal.missing", what + " is not asked for");
  };
  return access;
}

/// The id of an authority's key; nothing where it cannot be read.
std::optional<std::string> key_id_here(const authority::AuthorityConfig& config, const authority::KeyAccess& access) {
  if (config.is_gateway()) return std::nullopt;
  try {
    const x509::PrivateKey key = authority::open_ca_key(config.name, {config.key, config.passphrase}, access);
    return to_hex(key.public_key().key_id());
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// The certificate that an authority had: the newest that the state knows over its key, and where that cannot be read
/// the only one. Nothing where it could be one or another.
std::optional<Bytes> former_certificate(store::Database& database, const authority::AuthorityConfig& config,
                                        const authority::KeyAccess& access) {
  const std::optional<std::string> key = key_id_here(config, access);
  std::vector<store::Issuer> fitting;
  database.read([&](store::Read& read) {
    for (store::Issuer& issuer : store::issuers::all(read))  // oldest first
      if (issuer.authority == config.name && (!key || issuer.key_id == *key)) fitting.push_back(std::move(issuer));
  });
  if (fitting.empty()) return std::nullopt;
  const store::Issuer& newest = fitting.back();
  if (fitting.size() > 1 && (!key || fitting[fitting.size() - 2].created == newest.created)) return std::nullopt;
  return newest.certificate;
}

/// What is in its PKCS#12 file comes from there.
bool is_packed(const authority::AuthorityConfig& config) {
  return !config.is_gateway() && authority::is_in_pkcs12({config.key, config.passphrase});
}

void find_missing(const authority::AuthorityConfig& config, store::Database* database,
                  const authority::KeyAccess& access, Check& check) {
  const bool packed = is_packed(config);
  const auto find = [&](const Path& file) {
    check.find(packed ? "authority-packed" : "authority-file-missing",
               file.string() + " is not there" + (packed ? ": pkit authority unpack " + config.name : ""));
  };
  if (!fs::exists(config.certificate)) {
    const std::optional<Bytes> known = database ? former_certificate(*database, config, access) : std::nullopt;
    const std::string what = config.certificate.string() + " is not there";
    if (known)
      check.find("authority-certificate-missing", what, [path = config.certificate, der = *known] {
        create_file(path, as_bytes(x509::write_pem("CERTIFICATE", der)), Mode::shared);
      });
    else
      find(config.certificate);
  }
  if (!config.chain.empty() && !fs::exists(config.chain)) find(config.chain);
  if (!config.is_gateway() && !fs::exists(config.key)) find(config.key);
}

const char* damage_of_authority(const Error& error) {
  return error.code() == "authority.expired"       ? "authority-expired"
         : error.code() == "authority.certificate" ? "authority-certificate"
                                                   : "authority-key";
}

/// An open key in ca/ is one damage, not two.
bool is_told_with_modes(const Path& key) {
  struct stat found {};
  return key.parent_path().filename() == "ca" && key.extension() == ".key" && ::lstat(key.c_str(), &found) == 0 &&
         S_ISREG(found.st_mode) && (found.st_mode & 0077) != 0;
}

bool is_retired(store::Database* database, const std::string& name) {
  std::optional<store::Authority> row;
  if (database) database->read([&](store::Read& read) { row = store::authorities::find(read, name); });
  return row && row->retired_at;
}

/// Is it whole, so that it can be asked for more?
bool check_authority(const authority::AuthorityConfig& config, store::Database* database,
                     const authority::KeyAccess& access, Time now, Check& check) {
  const std::size_t before = check.findings.size();
  find_missing(config, database, access, check);
  if (check.findings.size() != before) return false;
  if (is_told_with_modes(config.key)) return true;
  try {
    authority::require_usable(config, access, now);
  } catch (const Error& error) {
    if (config.passphrase == "prompt" && error.code() == "terminal.missing")
      check.tell("the key of " + config.name + " was not read: its passphrase is asked for");
    else
      check.find(damage_of_authority(error), error.what());
  }
  return check.findings.size() == before;
}

/// The key of the CA above may well be kept elsewhere, or have a passphrase of its own.
void check_key_above(const authority::AuthorityConfig& config, const x509::Certificate& above,
                     const authority::KeyAccess& access, Check& check) {
  const Path file = key_beside_chain(config);
  const std::string whose = "the key of '" + above.subject.text() + "'";
  if (!fs::exists(file)) return check.tell(whose + " is kept elsewhere");
  if (is_told_with_modes(file)) return;
  try {
    authority::read_ca_key(config.name, {file, config.passphrase}, above, access);
  } catch (const Error& error) {
    if (error.code() != "authority.key")
      return check.tell(whose + " was not read: its passphrase is not the one of " + config.name + ", or is asked for");
    check.find("authority-issuer-key", error.what());
  }
}

void check_waiting(Session& session, const std::string& name, Check& check) {
  try {
    const Waiting became = finish_authority(session, name);
    if (became == Waiting::finished) check.tell("the files of authority " + name + " were put in their places");
    if (became == Waiting::lost)
      check.find("authority-files-lost", "the new certificate and key of authority " + name + " are gone",
                 [&session] { session.database.write([&](store::Write& w) { forget_lost(w, session.home); }); });
  } catch (const Error& error) {
    check.find("publication-failed", error.what());
  }
}

}  // namespace

void check_authority_files(Session& session, Check& check) {
  std::vector<store::Authority> rows;
  session.state.read([&](store::Read& read) { rows = store::authorities::all(read); });
  if (std::all_of(rows.begin(), rows.end(), [](const store::Authority& row) { return row.staging.empty(); })) return;
  const Fd lock = lock_authorities(session);
  for (const store::Authority& row : rows) check_waiting(session, row.name, check);
}

void check_untold(const Setup& setup, store::Database& database, Time now, Check& check) {
  std::vector<Untold> all;
  try {
    database.read([&](store::Read& read) { all = untold_revocations(read, setup.authorities, now); });
  } catch (const Error& error) {
    if (error.kind() != Kind::config && error.kind() != Kind::input) throw;
    return;
  }
  for (const Untold& untold : all)  // of another CA's, that CA may well have been told
    untold.gateway ? check.tell(untold.text()) : check.find("revocation-untold", untold.text());
}

void check_authorities(const Setup& setup, store::Database* database, const authority::KeyAccess& given, Time now,
                       Check& check) {
  const authority::KeyAccess access = unasked(given);
  std::vector<const authority::AuthorityConfig*> whole;
  for (const auto& [name, config] : setup.authorities)
    if (is_retired(database, name))
      check.tell("authority " + name + " is retired: its files were not looked at");
    else if (check_authority(config, database, access, now, check))
      whole.push_back(&config);
  std::set<Path> looked_at;  // several may be below one CA
  for (const authority::AuthorityConfig* config : whole) {
    if (config->is_gateway() || config->chain.empty() || !looked_at.insert(config->chain).second) continue;
    const std::vector<x509::Certificate> chain = authority::read_issuers(*config);
    if (chain.size() > 1) check_key_above(*config, chain[1], access, check);
  }
}

}  // namespace pkit
