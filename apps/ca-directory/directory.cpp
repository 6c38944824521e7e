#include "ca-directory/directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>

#include "adapter/process.h"
#include "digest/digest.h"

namespace pkit::ca_directory {

namespace {

constexpr std::size_t kLargestIndex = 256 << 20, kLargestCertificate = 64 << 10;
constexpr const char* kOpenssl = "/usr/bin/openssl";

/// The base64 between the first two markers: openssl writes the certificate as text above it.
std::optional<std::string> base64_in(std::string_view pem) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----", kEnd = "-----END CERTIFICATE-----";
  const std::size_t begin = pem.find(kBegin), end = pem.find(kEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return std::nullopt;
  std::string base64;
  for (const char c : pem.substr(begin + kBegin.size(), end - begin - kBegin.size()))
    if (c != '\n' && c != '\r') base64 += c;
  return base64;
}

std::string last_line(std::string_view text) {
  text = trim(text);
  return std::string(text.substr(text.rfind('\n') + 1));
}

}  // namespace

std::vector<std::string> missing_in(const Path& directory) {
  std::vector<std::string> missing;
  std::error_code ignored;
  for (const char* name : {"ca.crt", "ca.key", "index.txt", "certs"})
    if (!std::filesystem::exists(directory / name, ignored)) missing.push_back((directory / name).string());
  return missing;
}

std::string index_of(const Path& directory) { return read_file(directory / "index.txt", kLargestIndex); }

std::optional<IndexRow> find_row(const std::string& index, const std::string& serial) {
  const std::vector<IndexLine> lines = read_index(index);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if (line->row && line->row->serial == serial) return line->row;
  return std::nullopt;
}

Value record_of(const Path& directory, const IndexRow& row) {
  constexpr int kGenerated = 40, kRevoked = 50, kHistorical = 60;
  Value record = Value::map({{"CARequestID", row.serial}});
  switch (row.state) {
    case RowState::valid:
      record.set("Status", kGenerated);
      break;
    case RowState::expired:
      record.set("Status", kHistorical);
      break;
    case RowState::revoked:
      record.set("Status", kRevoked);
      record.set("RevocationDate", print_time(*row.revoked));
      record.set("RevocationReason", row.reason);
      break;
  }
  try {
    const std::string pem = read_file(directory / "certs" / (row.serial + ".pem"), kLargestCertificate);
    if (const std::optional<std::string> base64 = base64_in(pem)) record.set("Certificate", *base64);
  } catch (const Error&) {  // what became of it is told all the same
  }
  return record;
}

std::string serial_of_request(const std::string& request_id) {
  std::string serial = digest::sha256_hex("pkit-gateway-serial-v1\n" + request_id).substr(0, 32);
  serial[0] = '4';
  for (char& c : serial)
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  return serial;
}

Fd lock(const Path& directory) {
  Fd held(::open((directory / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!held || ::flock(held.get(), LOCK_EX) != 0)
    throw Error(Kind::state, "file.write", (directory / "lock").string() + " cannot be locked");
  return held;
}

Workshop::Workshop() {
  std::string name = "/tmp/pkit-ca-XXXXXX";
  if (!::mkdtemp(name.data())) throw Error(Kind::state, "file.write", "there is no place for a temporary file in /tmp");
  directory_ = name;
}

Workshop::~Workshop() {
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

Path Workshop::file(const std::string& name, const std::string& content) const {
  create_file(directory_ / name, as_bytes(content), Mode::secret, Sync::file);
  return directory_ / name;
}

std::string configuration_of(const Path& directory) {
  const std::string place = directory.string();
  return "[ca]\ndefault_ca = this\n[this]\ncertificate = " + place + "/ca.crt\nprivate_key = " + place +
         "/ca.key\ndatabase = " + place + "/index.txt\nnew_certs_dir = " + place + "/certs\ncrlnumber = " + place +
         "/crlnumber\ncrl_extensions = crl\nunique_subject = no\ndefault_md = sha256\ndefault_crl_days = 30\n"
         "policy = any\nemail_in_dn = no\n"
         "[crl]\nauthorityKeyIdentifier = keyid\n"
         "[any]\ncountryName = optional\nstateOrProvinceName = optional\nlocalityName = optional\n"
         "organizationName = optional\norganizationalUnitName = optional\ncommonName = optional\n"
         "serialNumber = optional\nemailAddress = optional\n";
}

std::string openssl_ca(const Asked& asked, const std::string& configuration,
                       const std::vector<std::string>& arguments) {
  const Workshop workshop;
  std::vector<std::string> words = {"ca", "-batch", "-notext", "-config", workshop.file("config", configuration)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const adapter::ProcessLimits limits{.time = 60'000};
  const adapter::ProcessResult result = adapter::run_process(kOpenssl, words, asked.directory, "", limits, asked.world);
  if (result.end == adapter::ProcessResult::End::exited && result.status == 0) return {};
  const std::string line = last_line(result.errors);
  return "openssl ca " + adapter::end_of(result, limits) + (line.empty() ? "" : ": " + line);
}

Value look_up(const Asked& asked) {
  std::string serial = asked.parameter.text_or("CARequestID");
  if (serial.empty()) serial = serial_of_request(asked.request_id);
  const std::optional<IndexRow> row = find_row(index_of(asked.directory), serial);
  return row ? record_of(asked.directory, *row) : Value::map({{"found", false}});
}

}  // namespace pkit::ca_directory
