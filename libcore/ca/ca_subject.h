// What is asked before a CA's certificate is signed: whose name it bears, and who signs it.
#pragma once

#include "home/session.h"
#include "setup/setup.h"
#include "x509/certificate.h"

namespace pkit {

/// A name is one CA's (RFC 5280 4.1.2.6): name constraints and path lengths pass over a CA that issued itself, and a
/// CRL is found by its issuer's name. Error{conflict "authority.subject"} where a CA of this home, or one above it, has
/// it, over another key than `key_id`.
void require_free_subject(const ReadSession& session, const Setup& setup, const x509::Name& subject, BytesView key_id);

/// Error{conflict "authority.ended"} where `signer` is the certificate of an authority that is retired.
void require_signs(Session& session, const Setup& setup, const x509::Certificate& signer);

}  // namespace pkit
