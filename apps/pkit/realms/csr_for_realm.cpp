#include "pkit/realms/csr_for_realm.h"

#include "pkit/realms/requirements_file.h"
#include "pkit/render.h"
#include "x509/csr_build.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

/// A key that no request goes with is of no use.
void write_both(const RealmCsrOptions& o, const Secret& key, const std::string& csr) {
  create_file(o.key, as_bytes(key.reveal()), Mode::secret);
  if (!o.out.is_file()) return;
  try {
    if (o.out.force)
      replace_file(o.out.path, as_bytes(csr), Mode::shared);
    else
      create_file(o.out.path, as_bytes(csr), Mode::shared);
  } catch (const Error&) {
    std::error_code ignored;
    std::filesystem::remove(o.key, ignored);
    throw;
  }
}

}  // namespace

int make_csr_for_realm(Context& context, const RealmCsrOptions& o) {
  const bridge::Requirements requirements = read_requirements_file(context, o.requirements);
  check_target(context, {o.key, false}, "");
  check_target(context, o.out, "");
  const Secret passphrase = o.key_passphrase_file.empty() ? Secret() : secret_in(context, o.key_passphrase_file);
  const x509::PrivateKey key = x509::PrivateKey::generate(o.key_type);
  const x509::Name subject = bridge::subject_for(requirements);
  const Bytes der = x509::build_csr(key, subject, {}, bridge::attributes_for(requirements));
  const std::string pem = x509::write_pem("CERTIFICATE REQUEST", der);
  write_both(o, key.to_pem(passphrase), pem);
  Outcome outcome;
  outcome.data = Value::map(
      {{"subject", subject.text()}, {"keyId", to_hex(key.public_key().key_id())}, {"keyFile", o.key}, {"csrPem", pem}});
  return context.output.show(outcome, [&](Screen& screen) {
    if (o.out.is_file()) return screen.line("made a request for " + subject.text() + "; its key is in " + o.key);
    for (const std::string& line : split(pem, '\n'))
      if (!line.empty()) screen.line(line);
    screen.aside("pkit: made a request for " + printable(subject.text()) + "; its key is in " + o.key);
  });
}

}  // namespace pkit::app
