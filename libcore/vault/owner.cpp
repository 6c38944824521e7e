#include "vault/owner.h"

#include "accounts/authenticate.h"

namespace pkit::vault {

Owner owner_by(Session& session, const std::optional<Proof>& proof, Time now) {
  if (!proof)
    throw Error(Kind::authentication, "proof.missing", "nothing shows whose vaults they are",
                "give the account's certificate and key: --cert and --key");
  KnownAccount known = known_account(session, accept_possession(session, *proof, now, false), now);
  return {std::move(known.principal), std::move(known.account), std::move(known.certificate.key_id)};
}

}  // namespace pkit::vault
