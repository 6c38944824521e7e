#include "vault/provisioner.h"

#include "store/certificates.h"
#include "x509/certificate.h"
#include "x509/envelope.h"

namespace pkit::vault {

namespace {

/// Keys that CMS cannot address cannot own vaults, and are told so at create.
void require_receiving(store::Read& read, const Owner& owner) {
  for (const store::Certificate& row : store::certificates::of_principal(read, owner.principal.id)) {
    if (row.key_id != owner.key_id) continue;
    const x509::PublicKey key = x509::parse_certificate(row.der).key;
    if (x509::can_receive(key)) return;
    throw Error(Kind::denied, "vault.key", std::string("nothing can be sealed to an ") + key.type_word() + " key",
                "keys that receive are RSA and EC; rotate to one: pkit rotate-key");
  }
}

}  // namespace

void require_provisioner(store::Read& read, const Owner& owner, bool deletes) {
  if (owner.account.role != "vaultProvisioner")
    throw Error(Kind::denied, "vault.role", "the account has no role that lets it provision vaults");
  const std::string& level = owner.account.provisioning;
  if (level != "createAndDelete" && (level != "createOnly" || deletes))
    throw Error(Kind::denied, "vault.provisioning",
                "the account's level of provisioning is " + level + ", which does not let it " +
                    (deletes ? "delete" : "create") + " vaults");
  if (!deletes) require_receiving(read, owner);
}

}  // namespace pkit::vault
