#include "pkit/vault_owner.h"

#include "accounts/authenticate.h"
#include "pkit/files.h"

namespace pkit::app {

void declare_owner(Options& options, OwnerOptions& o) {
  options.file("--cert", "FILE", "the account's certificate", o.certificate).must_be_given();
  options.file("--key", "FILE", "its key", o.key).must_be_given();
}

OwnerWithKey owner_of(Context& context, const OwnerOptions& o) {
  const x509::Certificate certificate =
      x509::parse_certificate_file(read_document(context, o.certificate), document_name(o.certificate));
  x509::PrivateKey key = x509::PrivateKey::read(read_document(context, o.key), Secret(), document_name(o.key));
  pkit::require_possession(context.world, key, certificate);
  pkit::Session& session = context.session();
  pkit::KnownAccount known = pkit::known_account(session, certificate, pkit::operation_time(session, false));
  return {{std::move(known.principal), std::move(known.account), known.certificate.key_id}, std::move(key)};
}

}  // namespace pkit::app
