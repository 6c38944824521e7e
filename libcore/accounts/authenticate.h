// An account is known by its key and a certificate of it, and by nothing else (C15, X24).
#pragma once

#include "home/session.h"
#include "store/accounts.h"
#include "store/certificates.h"
#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit {

struct KnownAccount {
  store::Principal principal;
  store::Account account;
  store::Certificate certificate;
};

/// Any unrevoked certificate of an enabled account that is in force, not just the newest (C18, C19).
/// Error{authentication "cert.unknown" | "cert.revoked" | "cert.expired" | "account.disabled" | "key.compromised"}.
KnownAccount known_account(const ReadSession& session, const store::Certificate& certificate, Time now);
/// The same by what a file holds.
KnownAccount known_account(const ReadSession& session, const x509::Certificate& certificate, Time now);

/// Signs a fresh nonce with the key and verifies it with the certificate: Error{authentication "key.mismatch"}.
void require_possession(const World& world, const x509::PrivateKey& key, const x509::Certificate& certificate);

}  // namespace pkit
