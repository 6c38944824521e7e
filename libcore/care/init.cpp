// init: a home with a working pkit.yaml, an empty state and two CA certificates, or nothing at all.
#include "authority/ceremony.h"
#include "authority/import.h"
#include "base/file.h"
#include "ca/crl_entries.h"
#include "care/imported_crls.h"
#include "care/new_home.h"
#include "care/operations.h"
#include "care/template.h"
#include "home/new_state.h"
#include "home/staging_place.h"
#include "setup/setup.h"
#include "store/events.h"
#include "store/meta.h"
#include "x509/issuer_urls.h"
#include "x509/pem.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

/// What the home begins with: two CAs made here, or one made elsewhere and what is above it.
struct Ceremony {
  std::optional<authority::CaPair> root;
  authority::CaPair issuing;
  std::vector<Bytes> above;
  std::vector<std::string> warnings;
  std::optional<store::Crl> root_crl = {};  // good until the root's key is brought out again
  std::vector<authority::ImportedCrl> crls = {};
};

Ceremony take_over(const World& world, const ImportRequest& request, Time now) {
  authority::ImportedCa ca = authority::import_ca({request.certificate, request.key, request.chain,
                                                   Secret(std::string(request.key_passphrase.reveal())), request.alias},
                                                  now);
  for (std::string& warning : authority::require_trial(ca.chain, ca.key, template_profiles(), world, now))
    ca.warnings.push_back(std::move(warning));
  Ceremony taken{std::nullopt, {std::move(ca.key), ca.chain.front().der}, {}, std::move(ca.warnings)};
  if (!request.crls.empty()) taken.crls = authority::import_crls(request.crls, ca.chain);
  for (std::size_t i = 1; i < ca.chain.size(); ++i) taken.above.push_back(ca.chain[i].der);
  return taken;
}

/// Nothing is revoked yet; but who checks a whole chain wants a CRL of every CA in it.
store::Crl first_root_crl(const authority::CaPair& root, const InitRequest& request, const Path& directory, Time now) {
  return sign_root_crl(x509::parse_certificate(root.certificate), root.key, CrlEntries{Spool(directory)}, std::nullopt,
                       now, request.root_next_update);
}

Ceremony make_authorities(const World& world, const InitRequest& request, const Path& directory, Time now) {
  if (request.imported) return take_over(world, *request.imported, now);
  const std::string name = request.name + (request.test_clock ? " TEST" : "");
  authority::CaPair root =
      authority::make_root({.common_name = name + " Root CA",
                            .key_type = request.root_key_type.empty() ? request.key_type : request.root_key_type,
                            .years = static_cast<int>(request.root_years),
                            .permitted = {},
                            .excluded = {},
                            .subject = request.root_subject},
                           world, now);
  authority::CaPair issuing = authority::make_issuing({.common_name = name + " Issuing CA",
                                                       .key_type = request.key_type,
                                                       .years = static_cast<int>(request.years),
                                                       .permitted = {},
                                                       .excluded = {},
                                                       .subject = request.subject},
                                                      root, world, now);
  std::vector<Bytes> above = {root.certificate};
  store::Crl root_crl = first_root_crl(root, request, directory, now);
  return {std::move(root), std::move(issuing), std::move(above), {}, std::move(root_crl)};
}

void write_pair(const Path& directory, const std::string& name, const authority::CaPair& pair,
                const Secret& passphrase) {
  create_file(directory / (name + ".key"), as_bytes(pair.key.to_pem(passphrase).reveal()), Mode::secret);
  create_file(directory / (name + ".crt"), as_bytes(x509::write_pem("CERTIFICATE", pair.certificate)), Mode::shared);
}

Value imported_crls_view(const std::vector<authority::ImportedCrl>& crls) {
  Value list = Value::list();
  for (const authority::ImportedCrl& imported : crls)
    list.push(Value::map({{"issuer", imported.issuer.subject.text()},
                          {"number", to_hex(imported.number)},
                          {"entries", static_cast<std::int64_t>(imported.crl.entries.size())}}));
  return list;
}

void write_state(const World& world, const Path& home, const std::string& actor, const InitRequest& request,
                 const Ceremony& made, Time now) {
  const std::unique_ptr<store::Database> database = create_database({.directory = home}, request.store, world);
  store::Meta meta;
  meta.home_id.resize(16);
  world.random(meta.home_id);
  meta.test_clock = request.test_clock;
  meta.created = meta.highest_time = now;
  const auto fingerprint = [](const Bytes& der) { return x509::parse_certificate(der).fingerprint(); };
  Value data = Value::map({{"name", request.name},
                           {"keyType", made.issuing.key.public_key().word()},
                           {"issuing", fingerprint(made.issuing.certificate)},
                           {"testClock", request.test_clock}});
  if (made.root) data.set("root", fingerprint(made.root->certificate));
  if (made.root_crl) data.set("rootCrlNextUpdate", print_time(made.root_crl->next_update));
  if (request.imported) data.set("imported", true);
  if (!made.crls.empty()) data.set("importedCrls", imported_crls_view(made.crls));
  database->write([&](store::Write& write) {
    store::meta::create(write, meta);
    store::events::append(write, now, actor, "home.created", "", data);
    if (made.root_crl) store::crls::put(write, *made.root_crl);
    put_imported_crls(write, made.crls, to_hex(made.issuing.key.public_key().key_id()));
  });
}

std::string chain_pem(const std::vector<Bytes>& certificates) {
  std::string text;
  for (const Bytes& der : certificates) text += x509::write_pem("CERTIFICATE", der);
  return text;
}

/// What this process made outside of the home; removed again unless the home appeared.
class Made {
 public:
  Made() = default;
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() {
    std::error_code ignored;
    for (const Path& file : files_) fs::remove(file, ignored);
  }
  void file(const Path& path, std::string_view content, Mode mode) {
    create_file(path, as_bytes(content), mode);
    files_.push_back(path);
  }
  void keep() { files_.clear(); }

 private:
  std::vector<Path> files_;
};

/// The root's key goes where --root-out says; the certificates above the issuing CA are always in the home.
void write_keys(const Path& home, const InitRequest& request, const Ceremony& made, const Secret& passphrase,
                Made& outside) {
  const Path ca = home / "ca";
  create_directory(ca, 0700);
  write_pair(ca, "issuing", made.issuing, passphrase);
  const Secret& of_root = request.root_passphrase ? *request.root_passphrase : passphrase;
  if (made.root && !request.root_directory) return write_pair(ca, "root", *made.root, of_root);
  if (!made.above.empty())
    create_file(ca / (made.root ? "root.crt" : "chain.crt"), as_bytes(chain_pem(made.above)), Mode::shared);
  if (!made.root) return;
  // In this order: where the certificate is one that a killed init left, so is the key.
  outside.file(*request.root_directory / "root.crt", x509::write_pem("CERTIFICATE", made.root->certificate),
               Mode::shared);
  outside.file(*request.root_directory / "root.key", made.root->key.to_pem(of_root).reveal(), Mode::secret);
}

void require_root_directory(const InitRequest& request) {
  if (!request.root_directory || fs::is_directory(*request.root_directory)) return;
  throw Error(Kind::usage, "init.root_out", request.root_directory->string() + " is not a directory", "make it first");
}

void require_no_root(const InitRequest& request) {
  if (!request.root_directory) return;
  for (const char* name : {"root.crt", "root.key"})
    if (fs::exists(fs::symlink_status(*request.root_directory / name)))
      throw Error(Kind::conflict, "file.exists", (*request.root_directory / name).string() + " exists already",
                  "another home's root may be there: name another directory. What a killed init left is removed by the "
                  "same init with the same --home");
}

/// A home that was never finished has no root either: its certificate tells whether what lies there is its own.
void remove_root_of(const Path& unfinished, const Path& directory) {
  const Path made = unfinished / "ca" / "root.crt", there = directory / "root.crt";
  constexpr std::size_t kLimit = 1 << 16;
  if (!fs::exists(made) || !fs::exists(there) || read_file(made, kLimit) != read_file(there, kLimit)) return;
  for (const char* name : {"root.key", "root.crt"}) fs::remove(directory / name);
}

/// All that an init writes into: beside its home, and where its root goes.
std::vector<Fd> lock_places(const World& world, const InitRequest& request) {
  std::vector<Path> places{request.directory.parent_path()};
  if (request.root_directory) places.push_back(*request.root_directory);
  return lock_directories(world, places);
}

/// The whole home is made beside its place and appears by one rename. What is worth a word about an imported CA.
std::vector<std::string> make_home(const World& world, uid_t uid, const std::string& actor, const InitRequest& request,
                                   Time now) {
  const Path parent = request.directory.parent_path();
  fs::create_directories(parent);
  require_room(parent, request.directory);
  require_root_directory(request);
  const std::vector<Fd> locks = lock_places(world, request);
  const StagingPlace place = make_beside(world, request.directory, [&](const Path& unfinished) {
    if (request.root_directory) remove_root_of(unfinished, *request.root_directory);
    return false;
  });
  const Path& staging = place.directory;
  const RemoveAll cleanup{staging};
  sync_directory(parent);         // by it the next init knows what a killed one left in the root's directory
  require_trusted(staging, uid);  // no command would work in it later
  require_no_root(request);
  const Secret none;
  const Secret& passphrase = request.passphrase ? *request.passphrase : none;
  const Ceremony made = make_authorities(world, request, staging, now);
  const std::string chain = made.root ? "ca/root.crt" : made.above.empty() ? "" : "ca/chain.crt";
  create_file(staging / "pkit.yaml", as_bytes(config_template(request, chain)), Mode::secret);
  Made outside;
  write_keys(staging, request, made, passphrase, outside);
  write_state(world, staging, actor, request, made, now);  // last: what a server keeps is not undone
  sync_directory(staging);
  move_into_place(staging, request.directory);
  outside.keep();
  sync_directory(parent);
  return made.warnings;
}

void warn(Outcome& outcome, const InitRequest& request) {
  const auto add = [&](const char* text) { outcome.warnings.emplace_back(text); };
  if (request.base_url.empty()) add("certificates will name no CRL and no issuer URL; init --base-url URL sets them");
  if (!request.passphrase) add("the CA keys are not encrypted");
  if (!request.imported && !request.root_directory)
    add("the root's key lies beside the issuing key; --root-out DIR puts it elsewhere");
  if (request.imported && request.imported->key_passphrase.empty())
    add("the key that was taken over is still where it came from, unencrypted");
}

/// Where certificates say that their issuer's is.
std::string issuer_url(const InitRequest& request) {
  constexpr std::size_t kLimit = 1 << 16;
  const std::string pem = read_file(request.directory / "ca/issuing.crt", kLimit);
  return x509::url_of_issuer(template_issuer_url(request.base_url),
                             x509::parse_certificate(x509::read_pem(pem).at(0).der).key);
}

Outcome described(const InitRequest& request, bool made) {
  Outcome outcome;
  const Path& home = request.directory;
  const Path root = request.root_directory ? *request.root_directory : home / "ca";
  outcome.data = Value::map({{"home", home.string()}, {"created", made}, {"config", (home / "pkit.yaml").string()}});
  if (!request.store.empty()) outcome.data.set("state", request.store);
  if (!request.imported) outcome.data.set("rootCertificate", (home / "ca/root.crt").string());
  outcome.data.set("issuingCertificate", (home / "ca/issuing.crt").string());
  if (made && !request.base_url.empty()) outcome.data.set("issuerUrl", issuer_url(request));
  if (!made) return outcome;
  if (!request.imported) outcome.data.set("rootKey", (root / "root.key").string());
  outcome.data.set("issuingKey", (home / "ca/issuing.key").string());
  warn(outcome, request);
  return outcome;
}

}  // namespace

Outcome init(const World& world, uid_t uid, const std::string& actor, const InitRequest& request) {
  if (fs::exists(request.directory) && (!fs::is_directory(request.directory) || !fs::is_empty(request.directory))) {
    if (!request.if_missing)
      throw Error(Kind::conflict, "home.exists", request.directory.string() + " exists already",
                  "nothing was touched; --if-missing is content with a sound home");
    const Home home = open_home(request.directory, uid);
    if (!request.store.empty() && state_place(home) != request.store)
      throw Error(Kind::conflict, "home.exists",
                  request.directory.string() + " exists already, and its state is not in " + request.store);
    load_setup(home);
    open_database(home, world);
    return described(request, false);
  }
  const std::vector<std::string> warnings = make_home(world, uid, actor, request, world.now());
  Outcome outcome = described(request, true);
  outcome.warnings.insert(outcome.warnings.end(), warnings.begin(), warnings.end());
  return outcome;
}

}  // namespace pkit
