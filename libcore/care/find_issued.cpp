// Which files below a directory hold certificates by an issuer of this home.
#include <algorithm>
#include <map>

#include "care/take_in.h"
#include "setup/setup.h"
#include "x509/pem.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = 1 << 20;

struct KnownIssuer {
  store::Issuer row;
  x509::Certificate certificate;
};

store::Issuer row_of(const std::string& authority, const x509::Certificate& certificate) {
  store::Issuer row;
  row.authority = authority;
  row.key_id = to_hex(certificate.key.key_id());
  row.certificate = certificate.der;
  row.not_after = certificate.not_after;
  return row;
}

/// Those of the state, and those that the authorities name where the state does not know them yet.
std::vector<KnownIssuer> issuers_of(Session& session) {
  std::vector<KnownIssuer> known;
  session.state.read([&](store::Read& read) {
    for (store::Issuer& row : store::issuers::all(read)) {
      x509::Certificate certificate = x509::parse_certificate(row.certificate);
      known.push_back({std::move(row), std::move(certificate)});
    }
  });
  const Setup setup = load_setup(session.home);
  for (const auto& [name, authority] : setup.authorities) {
    if (!fs::exists(authority.certificate)) continue;
    x509::Certificate certificate =
        x509::parse_certificate_file(read_file(authority.certificate, kLargestFile), authority.certificate.string());
    const bool is_known = std::any_of(known.begin(), known.end(), [&](const KnownIssuer& issuer) {
      return issuer.row.certificate == certificate.der;
    });
    if (!is_known) known.push_back({row_of(name, certificate), std::move(certificate)});
  }
  return known;
}

struct Content {
  std::vector<x509::Certificate> certificates;
  bool readable = true;
};

/// The certificates of a file; none where it is something else.
Content content_of(const Path& file) {
  const std::string text = read_file(file, kLargestFile);
  const bool is_pem = text.find("-----BEGIN CERTIFICATE-----") != std::string::npos;
  Content content;
  try {
    if (text.starts_with("0") && !is_pem) content.certificates = {x509::parse_certificate(as_bytes(text))};  // SEQUENCE
    for (const x509::PemBlock& block : is_pem ? x509::read_pem(text) : std::vector<x509::PemBlock>())
      if (block.label == "CERTIFICATE") content.certificates.push_back(x509::parse_certificate(block.der));
  } catch (const Error& error) {
    if (error.kind() != Kind::input) throw;
    content.readable = !is_pem;  // other things are in DER too
  }
  return content;
}

/// Does it say that it is by this issuer? Another CA may have the same name, but not the same key.
bool names(const x509::Certificate& certificate, const x509::Certificate& issuer) {
  const bool same_key = certificate.authority_key_id.empty() || issuer.subject_key_id.empty() ||
                        certificate.authority_key_id == issuer.subject_key_id;
  return same_key && certificate.issuer.same_as(issuer.subject);
}

/// Sorts the certificates of one file after another into ours, others' and false ones.
class Sorting {
 public:
  explicit Sorting(std::vector<KnownIssuer> known) : known_(std::move(known)) {}

  void take(const Path& file) {
    Content content = content_of(file);
    bool strange = !content.readable;
    for (x509::Certificate& certificate : content.certificates) strange = !place(certificate, file) || strange;
    if (strange) strangers.push_back(file.string());
  }

  std::vector<FoundCertificate> ours;
  std::vector<std::string> strangers;
  std::vector<Fault> faults;

 private:
  /// False where it is none of ours.
  bool place(x509::Certificate& certificate, const Path& file) {
    if (certificate.is_ca.value_or(false)) return true;  // issuers come by pkit.yaml
    bool named = false;
    for (const KnownIssuer& issuer : known_) {
      if (!names(certificate, issuer.certificate)) continue;
      named = true;
      if (!x509::issued_by(certificate, issuer.certificate)) continue;
      ours.push_back({std::move(certificate), issuer.row, file.string()});
      return true;
    }
    if (named)
      faults.push_back({Kind::input, "restore.issued", file.string(),
                        "serial " + certificate.serial_hex() + " names an issuer of this home, but is not by it", ""});
    return named;
  }

  std::vector<KnownIssuer> known_;
};

}  // namespace

std::vector<FoundCertificate> find_issued(Session& session, const Path& directory,
                                          std::vector<std::string>& strangers) {
  Sorting sorting(issuers_of(session));
  std::vector<Path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory))
    if (!entry.is_symlink() && entry.is_regular_file() && entry.file_size() <= kLargestFile)
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const Path& file : files) sorting.take(file);
  if (!sorting.faults.empty()) throw error_of(directory.string(), std::move(sorting.faults));
  strangers = std::move(sorting.strangers);
  return std::move(sorting.ours);
}

}  // namespace pkit
