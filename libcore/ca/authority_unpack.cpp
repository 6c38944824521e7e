// authority unpack: the certificates of a CA whose key is in a PKCS#12 file become files of their own, so that they are
// known without its password. The key stays where it is.
#include <algorithm>
#include <filesystem>

#include "authority/ca_key.h"
#include "ca/authority_change.h"
#include "ca/authority_files.h"
#include "change/change.h"
#include "setup/setup.h"
#include "x509/pem.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

struct Unpacked {
  Path file;
  std::string pem;
};

/// The chain's file begins with the issuer: one that is a root would leave it empty.
std::vector<Unpacked> files_of(const authority::AuthorityConfig& config, const std::vector<x509::Certificate>& chain) {
  std::string all;
  for (const x509::Certificate& each : chain) all += x509::write_pem("CERTIFICATE", each.der);
  std::vector<Unpacked> files{{config.certificate, x509::write_pem("CERTIFICATE", chain.front().der)}};
  if (!config.chain.empty()) files.push_back({config.chain, std::move(all)});
  return files;
}

bool is_there(const Unpacked& one) {
  constexpr std::size_t kLongest = 1 << 20;
  return fs::exists(one.file) && read_file(one.file, kLongest) == one.pem;
}

Value told(const ReadSession& session, const authority::AuthorityConfig& config, const x509::Certificate& issuer) {
  Value told = issuer_view(issuer);
  told.set("name", config.name);
  told.set("certificate", stored_path(session.home, config.certificate));
  told.set("keyFile", stored_path(session.home, config.key));
  return told;
}

void record(Session& session, const std::string& name, Value data, Time now) {
  Change change;
  begin_change(change, session, now);
  change.events = {{"authority.unpacked", name, std::move(data)}};
  commit(session, change);
}

}  // namespace

Outcome unpack_authority(Session& session, const UnpackAuthorityRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Fd lock = lock_authorities(session);
  const authority::AuthorityConfigs all = load_authorities(session.home);
  const authority::AuthorityConfig& config = authority_named(all, request.name);
  require_in_service(session, config.name);
  const authority::ImportedCa ca =
      authority::open_pkcs12_ca(config.name, {config.key, config.passphrase}, session.key_access, now);
  const std::vector<Unpacked> files = files_of(config, ca.chain);
  Outcome outcome;
  outcome.warnings = ca.warnings;
  Value data = told(session, config, ca.chain.front());
  if (request.common.dry_run) {
    outcome.data.set("dryRun", true);
    outcome.data.set("would", std::move(data));
    return outcome;
  }
  if (!std::all_of(files.begin(), files.end(), is_there)) {
    record(session, config.name, data, now);
    for (const Unpacked& one : files) replace_file(one.file, as_bytes(one.pem), Mode::shared);
  }
  outcome.data.set("authority", std::move(data));
  return outcome;
}

}  // namespace pkit
