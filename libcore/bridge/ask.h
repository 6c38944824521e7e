// What others ask a realm without enrolling anybody.
#pragma once

#include <string>
#include <vector>

#include "home/session.h"
#include "path/question.h"
#include "setup/setup.h"
#include "x509/certificate.h"
#include "x509/csr.h"

namespace pkit::bridge {

/// Error{not_found "realm.missing"} where there is no such realm.
void require_realm(const Setup& setup, const std::string& realm);
/// What the realm's csr-validation says of a sound CSR: none, or one fault {denied "realm.csr.refused"} (D17 to D19).
/// Error{config "realm.procedure"} where it gives no answer.
std::vector<Fault> csr_faults(Session& session, const Setup& setup, const std::string& realm, const x509::Csr& csr);
/// The same of its certificate-validation and a certificate: {denied "realm.certificate.refused"}. Nothing is kept.
std::vector<Fault> certificate_faults(Session& session, const Setup& setup, const std::string& realm,
                                      const x509::Certificate& certificate);
/// D27's object: by the realm's procedure; of an embedded bridge what was kept when it was made: Error{denied
/// "realm.foreign"} where it is none of the realm's.
Value identity_in(Session& session, const Setup& setup, const std::string& realm, const x509::Certificate& certificate);
/// Anchors and issuers of the realm.
path::Pool pool_in(const ReadSession& session, const Setup& setup, const std::string& realm);

}  // namespace pkit::bridge
