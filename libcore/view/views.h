// Stored rows as the Values that users read; the source documents' spellings where they have one.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "home/session.h"
#include "policy/check.h"
#include "store/certificates.h"
#include "store/deliveries.h"
#include "store/intents.h"
#include "store/principals.h"
#include "store/registrations.h"
#include "x509/certificate.h"

namespace pkit {

/// {id, AgentId, ClientMachine, Status, Capabilities, AgentPlatform, Version, approvedBy, created, lastSeen}
Value orchestrator_view(const store::Principal& principal, const store::Orchestrator& orchestrator);
/// {id, state, ClientMachine, orchestrator, profile, notAfter, csrSha256, csr, ClientParameters, reason, decidedBy,
/// created, updated, digest, certificate}
Value registration_view(const store::Registration& registration, const std::string& name);
/// {id, serial, ClientMachine, subject, sans, key, keyId, profile, issuer, notBefore, notAfter, state, revokedAt,
/// reason, invalidSince, fingerprint, pem}
Value certificate_view(const store::Certificate& certificate, const std::string& name, Time now);
/// The same of one whose DER was read already.
Value certificate_view(const store::Certificate& certificate, const x509::Certificate& parsed, const std::string& name,
                       Time now);
/// {id, state, authority, ClientMachine, csrSha256, created, reason, serial}: what another CA is asked for
Value order_view(const store::Intent& order);
/// {event, target, subject, state, tries, nextAt, reason}
Value delivery_view(const store::Delivery& delivery);
/// What a certificate that may be anybody's says of itself.
Value certificate_contents(const x509::Certificate& certificate);
Value differences_view(const std::vector<policy::Difference>& differences);
Value faults_view(const std::vector<Fault>& faults);

/// "cn:web1", "dns:web1.corp.example", ...: of a certificate or a CSR.
std::vector<std::string> names_of(const x509::Name& subject, const std::vector<x509::San>& sans);

/// SHA-256 over canonical JSON {csrSha256, principal, names, profile, clientParameters}, hex: what --expect-digest
/// demands. The names are those that the CSR asks for.
std::string registration_digest(const store::Registration& registration, const std::string& name);
/// The same object, to tell what differs.
Value registration_essence(const store::Registration& registration, const std::string& name);

/// Adds the certificate and its chain as things to hand out.
void hand_out(const ReadSession& session, Outcome& outcome, const store::Certificate& certificate);

}  // namespace pkit
