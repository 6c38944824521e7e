#include "revocation/responder.h"

#include <filesystem>

#include "change/change.h"
#include "store/responders.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr std::size_t kFileLimit = 64 * 1024;
constexpr std::string_view kCertificateBegins = "-----BEGIN CERTIFICATE-----";

authority::KeyPlace place_of(const Session& session, const CrlIssuer& issuer) {
  return {responder_file(session.home, issuer), issuer.places.front().passphrase};
}

x509::PrivateKey read_key(const Session& session, const CrlIssuer& issuer, std::string_view pem) {
  const authority::KeyPlace place = place_of(session, issuer);
  const Secret passphrase =
      x509::PrivateKey::is_encrypted(pem) ? authority::key_passphrase(place, session.key_access) : Secret();
  return x509::PrivateKey::read(pem, passphrase, place.file.filename());
}

bool is_good(const x509::Certificate& certificate, const CrlIssuer& issuer, Time now) {
  return now >= certificate.not_before && now <= certificate.not_after &&
         x509::issued_by(certificate, issuer.certificate);
}

void record(Session& session, const CrlIssuer& issuer, const x509::Certificate& made, Time now) {
  Change change;
  begin_change(change, session, now);
  change.events = {{"responder.issued", issuer.authority,
                    Value::map({{"issuer", issuer.certificate.subject.text()},
                                {"serial", made.serial_hex()},
                                {"fingerprint", made.fingerprint()},
                                {"notAfter", print_time(made.not_after)}})}};
  change.rows = [&](store::Write& write) {
    store::responders::insert(write, {issuer.key_id, made.serial, made.der, made.not_after, now});
  };
  commit(session, change);
}

void write_file(const Session& session, const CrlIssuer& issuer, const authority::Responder& responder) {
  const authority::KeyPlace place = place_of(session, issuer);
  const Secret key = responder.key.to_pem(authority::key_passphrase(place, session.key_access));
  std::string text(key.reveal());
  text += x509::write_pem("CERTIFICATE", responder.certificate.der);
  const Secret content(std::move(text));
  replace_file(place.file, as_bytes(content.reveal()), Mode::secret);
}

}  // namespace

Path responder_file(const Home& home, const CrlIssuer& issuer) {
  return home.ca() / ("ocsp-" + issuer.key_id.substr(0, 16) + ".pem");
}

std::optional<authority::KeyPlace> key_place_of(const CrlIssuer& issuer) {
  for (const authority::KeyPlace& place : issuer.places)
    if (std::filesystem::exists(place.file)) return place;
  return std::nullopt;
}

std::optional<authority::Responder> find_responder(const Session& session, const CrlIssuer& issuer, Time now) {
  const Path file = responder_file(session.home, issuer);
  if (!std::filesystem::exists(file)) return std::nullopt;
  require_secret(file, session.key_access.uid);
  const Secret content(read_file(file, kFileLimit));
  const std::size_t begins = content.reveal().find(kCertificateBegins);
  if (begins == std::string_view::npos) return std::nullopt;
  x509::Certificate certificate =
      x509::parse_certificate_file(content.reveal().substr(begins), file.filename().string());
  if (!is_good(certificate, issuer, now)) return std::nullopt;
  x509::PrivateKey key = read_key(session, issuer, content.reveal().substr(0, begins));
  if (key.public_key().key_id() != certificate.key.key_id()) return std::nullopt;
  return authority::Responder{std::move(key), std::move(certificate)};
}

std::optional<authority::Responder> renewed_responder(Session& session, const CrlIssuer& issuer, Time now) {
  std::optional<authority::Responder> present = find_responder(session, issuer, now);
  if (present && present->certificate.not_after - now > authority::kResponderLife / 2) return present;
  const std::optional<authority::KeyPlace> place = key_place_of(issuer);
  if (!place) return present;
  const x509::PrivateKey key = authority::read_ca_key(issuer.authority, *place, issuer.certificate, session.key_access);
  authority::Responder made = authority::make_responder(issuer.certificate, key, session.world, now);
  record(session, issuer, made.certificate, now);
  write_file(session, issuer, made);
  return made;
}

}  // namespace pkit
