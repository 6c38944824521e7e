#include "certstores/programs/keytool.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <tuple>

#include "adapter/process.h"
#include "base/text.h"
#include "certstores/folder.h"
#include "x509/pem.h"
#include "x509/pkcs12.h"
#include "x509/pkcs12_edit.h"

namespace pkit::certstores {

namespace {

constexpr const char* kKeytool = "/usr/bin/keytool";
constexpr adapter::ProcessLimits kKeytoolLimits{.time = 60'000, .output = 64 << 10, .error_output = 4 << 10};
constexpr const char* kStoreWord = "PKIT_STORE_WORD";
constexpr const char* kTransportWord = "PKIT_TRANSPORT_WORD";

constexpr std::string_view kDirectoryStart = "pkit-keytool-";

/// The lock of a directory of ours as long as the descriptor is open; none where another process has it, or somebody
/// else's directory lies there.
Fd locked_directory(const Path& directory) {
  Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat opened {};
  struct stat there {};
  const bool ours = fd && ::fstat(fd.get(), &opened) == 0 && opened.st_uid == ::geteuid() &&
                    ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0 && ::lstat(directory.c_str(), &there) == 0 &&
                    there.st_ino == opened.st_ino && there.st_dev == opened.st_dev;
  return ours ? std::move(fd) : Fd();
}

/// What a killed process left: nobody has its lock any more.
void sweep(const Path& base) {
  std::error_code unknown;
  for (const auto& entry : std::filesystem::directory_iterator(base, unknown)) {
    if (!entry.path().filename().string().starts_with(kDirectoryStart)) continue;
    if (const Fd lock = locked_directory(entry.path())) std::filesystem::remove_all(entry.path(), unknown);
  }
}

/// In memory where there is such a file system: what is in it is encrypted, and still nobody else's. Locked, so that
/// nobody takes it for left over; whoever swept it before it was has taken an empty one, and there is another.
std::pair<Path, Fd> private_directory() {
  const Path base = ::access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
  sweep(base);
  constexpr int attempts = 10;
  std::string name;
  for (int i = 0; i < attempts; ++i) {
    name = (base / (std::string(kDirectoryStart) + "XXXXXX")).string();
    if (!::mkdtemp(name.data())) break;
    if (Fd lock = locked_directory(name)) return {name, std::move(lock)};
  }
  throw Error(Kind::state, "certstore.write", "cannot make a directory for keytool in " + name);
}

/// Its first line that says what is wrong; it writes errors to where its answers go.
std::string complaint(const adapter::ProcessResult& result) {
  constexpr std::string_view mark = "keytool error: ";
  const std::size_t at = result.output.find(mark);
  if (at == std::string::npos) return printable(result.errors);
  const std::size_t begin = at + mark.size();
  return printable(result.output.substr(begin, result.output.find('\n', begin) - begin));
}

std::string assigned(const char* name, const Secret& value) {
  std::string text;
  text.reserve(std::char_traits<char>::length(name) + 1 + value.reveal().size());
  text.append(name).append("=").append(value.reveal());
  return text;
}

}  // namespace

void require_keytool() {
  if (::access(kKeytool, X_OK) == 0) return;
  throw Error(Kind::conflict, "certstore.read_only",
              std::string("a jks store is changed by Java's keytool, and there is no ") + kKeytool,
              "apt install default-jre-headless; or where Java is, make it PKCS#12, which pkit store put needs no Java "
              "for: keytool -importkeystore -srckeystore FILE -destkeystore NEW -deststoretype pkcs12");
}

Keytool::Keytool(const World& world, std::string_view store, const char* type, const Secret& password)
    : world_(world), type_(type), password_(password), transport_(random_passphrase(world)) {
  require_keytool();
  std::tie(directory_, lock_) = private_directory();
  create_file(directory_ / "store", as_bytes(store), Mode::secret, Sync::file);
}

Keytool::~Keytool() {
  std::error_code unknown;
  std::filesystem::remove_all(directory_, unknown);
}

void Keytool::run(const std::vector<std::string>& words) const {
  // Java takes them for text of the locale, and run_process() gives it one of UTF-8.
  std::vector<std::string> environment{assigned(kStoreWord, password_), assigned(kTransportWord, transport_)};
  const adapter::ProcessResult result =
      adapter::run_process(kKeytool, words, directory_, "", kKeytoolLimits, world_, environment);
  for (std::string& secret : environment) wipe(secret.data(), secret.size());
  if (result.end == adapter::ProcessResult::End::exited && result.status == 0) return;
  const std::string said = complaint(result);
  throw Error(Kind::config, "certstore.tool",
              "keytool " + adapter::end_of(result, kKeytoolLimits) + (said.empty() ? "" : ": " + said),
              "the store is as it was");
}

std::vector<std::string> Keytool::of_store(const char* command, const std::string& alias) const {
  return {command, "-keystore", "store", "-storetype", type_, "-storepass:env", kStoreWord, "-alias", alias};
}

void Keytool::put_key(const std::string& alias, const x509::PrivateKey& key, const x509::Certificate& certificate,
                      const std::vector<Bytes>& chain) {
  std::vector<x509::Pkcs12Added> bags(1);
  bags[0].pkcs8 = Secret(std::string(as_text(x509::read_pem(key.to_pem({}).reveal()).at(0).der)));
  bags[0].certificate = certificate.der;
  bags[0].alias = "entry";
  for (const Bytes& der : chain) bags.emplace_back().certificate = der;
  const Secret transport = x509::edit_pkcs12({}, transport_, {}, bags);
  create_file(directory_ / "in.p12", as_bytes(transport.reveal()), Mode::secret, Sync::file);
  run({"-importkeystore",   "-noprompt",    "-srckeystore",       "in.p12",   "-srcstoretype",    "PKCS12",
       "-srcstorepass:env", kTransportWord, "-srcalias",          "entry",    "-destkeystore",    "store",
       "-deststoretype",    type_,          "-deststorepass:env", kStoreWord, "-destkeypass:env", kStoreWord,
       "-destalias",        alias});
  std::filesystem::remove(directory_ / "in.p12");
}

void Keytool::put_trusted(const std::string& alias, const x509::Certificate& certificate) {
  create_file(directory_ / "in.der", certificate.der, Mode::secret, Sync::file);
  std::vector<std::string> words = of_store("-importcert", alias);
  words.insert(words.end(), {"-noprompt", "-file", "in.der"});
  run(words);
  std::filesystem::remove(directory_ / "in.der");
}

void Keytool::remove(const std::string& alias) { run(of_store("-delete", alias)); }

x509::PrivateKey Keytool::key_of(const std::string& alias) const {
  run({"-importkeystore",   "-noprompt", "-srckeystore",   "store",  "-srcstoretype",      type_,
       "-srcstorepass:env", kStoreWord,  "-srcalias",      alias,    "-srckeypass:env",    kStoreWord,
       "-destkeystore",     "out.p12",   "-deststoretype", "PKCS12", "-deststorepass:env", kTransportWord,
       "-destalias",        "entry"});
  const Secret transport(read_file(directory_ / "out.p12", kStoreLimit));
  std::filesystem::remove(directory_ / "out.p12");
  const x509::Pkcs12Opened opened = x509::open_pkcs12(as_bytes(transport.reveal()), transport_, "entry");
  return x509::PrivateKey::read(opened.key_pem.reveal(), {}, "its key");
}

Secret Keytool::bytes() const { return Secret(read_file(directory_ / "store", kStoreLimit)); }

}  // namespace pkit::certstores
