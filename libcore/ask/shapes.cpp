// The shapes of what the answers to questions hold.
#include "view/shapes.h"
#include "ask/operations.h"
#include "kept/operations.h"

namespace pkit::shape {

namespace {

constexpr const Shape* kIdOrNothing[] = {&shape::certificate_id, &FieldType::nothing};
constexpr Shape kItsCertificate = either_of(kIdOrNothing);
constexpr Field kListedRegistrationFields[] = {
    {.key = "id", .type = shape::registration_id, .required = true},
    {.key = "state", .type = shape::registration_state, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "orchestrator", .type = shape::orchestrator_id, .required = true},
    {.key = "reason", .type = FieldType::text, .required = true},
    {.key = "certificate", .type = kItsCertificate, .required = true},
    {.key = "created", .type = shape::time, .required = true},
    {.key = "updated", .type = shape::time, .required = true},
};
constexpr Shape kListedRegistration = map_of(kListedRegistrationFields);
constexpr Shape kListedRegistrations = list_of(kListedRegistration);
constexpr Field kRegistrationsFields[] = {{.key = "registrations", .type = kListedRegistrations, .required = true}};
constexpr Shape kRegistrations = map_of(kRegistrationsFields);

constexpr Field kListedCertificateFields[] = {
    {.key = "id", .type = shape::certificate_id, .required = true},
    {.key = "serial", .type = shape::serial, .required = true},
    {.key = "state", .type = shape::certificate_state, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "profile", .type = FieldType::word, .required = true},
    {.key = "notBefore", .type = shape::time, .required = true},
    {.key = "notAfter", .type = shape::time, .required = true},
};
constexpr Shape kListedCertificate = map_of(kListedCertificateFields);
constexpr Shape kListedCertificates = list_of(kListedCertificate);
constexpr Field kCertificatesFields[] = {{.key = "certificates", .type = kListedCertificates, .required = true}};
constexpr Shape kCertificates = map_of(kCertificatesFields);

constexpr Shape kListedOrchestrators = list_of(shape::orchestrator);
constexpr Field kOrchestratorsFields[] = {{.key = "orchestrators", .type = kListedOrchestrators, .required = true}};
constexpr Shape kOrchestrators = map_of(kOrchestratorsFields);
constexpr Shape kListedDeliveries = list_of(shape::delivery);
constexpr Field kDeliveriesFields[] = {{.key = "deliveries", .type = kListedDeliveries, .required = true}};
constexpr Shape kDeliveries = map_of(kDeliveriesFields);
constexpr Shape kListedKeys = list_of(shape::kept_key);
constexpr Field kKeysFields[] = {{.key = "keys", .type = kListedKeys, .required = true}};
constexpr Shape kKeys = map_of(kKeysFields);
constexpr const Shape* kLists[] = {&kRegistrations, &kCertificates, &kOrchestrators, &kDeliveries, &kKeys};

constexpr Field kShownRegistrationFields[] = {{.key = "registration", .type = shape::registration, .required = true}};
constexpr Shape kShownRegistration = map_of(kShownRegistrationFields);
constexpr Field kShownOrchestratorFields[] = {
    {.key = "orchestrator", .type = shape::orchestrator_with_things, .required = true}};
constexpr Shape kShownOrchestrator = map_of(kShownOrchestratorFields);
constexpr const Shape* kOursOrAnybodys[] = {&shape::certificate, &shape::contents};
constexpr Shape kAnyCertificate = either_of(kOursOrAnybodys);
constexpr Field kShownCertificateFields[] = {{.key = "certificate", .type = kAnyCertificate, .required = true}};
constexpr Shape kShownCertificate = map_of(kShownCertificateFields);
constexpr Field kShownCsrFields[] = {
    {.key = "csr", .type = shape::csr_or_null, .required = true},
    {.key = "faults", .type = shape::faults, .required = true},
};
constexpr Shape kShownCsr = map_of(kShownCsrFields);
constexpr Shape kChain = list_of(shape::contents);
constexpr Field kShownChainFields[] = {{.key = "certificates", .type = kChain, .required = true}};
constexpr Shape kShownChain = map_of(kShownChainFields);
constexpr Field kShownRequestFields[] = {
    {.key = "registration", .type = shape::registration, .required = true},
    {.key = "csrPem", .type = shape::pem, .required = true},
};
constexpr Shape kShownRequest = map_of(kShownRequestFields);
constexpr Field kShownKeyFields[] = {
    {.key = "key", .type = shape::kept_key, .required = true},
    {.key = "csrPem", .type = shape::pem},
};
constexpr Shape kShownKey = map_of(kShownKeyFields);
constexpr const Shape* kShown[] = {&kShownRegistration, &kShownOrchestrator, &kShownCertificate, &kShownChain,
                                   &kShownRequest,      &kShownCsr,          &kShownKey};

constexpr const Shape* kTimeOrNothing[] = {&shape::time, &FieldType::nothing};
constexpr Shape kEnd = either_of(kTimeOrNothing);
constexpr Field kAuthorityFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "notAfter", .type = kEnd, .required = true},
    {.key = "gateway", .type = FieldType::word},
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"valid", "expired", "unreadable">},
};
constexpr Shape kAuthority = map_of(kAuthorityFields);
constexpr Shape kAuthorities = list_of(kAuthority);
constexpr Field kOrchestratorCountFields[] = {
    {.key = "New", .type = FieldType::integer, .required = true},
    {.key = "Approved", .type = FieldType::integer, .required = true},
    {.key = "Disapproved", .type = FieldType::integer, .required = true},
};
constexpr Shape kOrchestratorCounts = map_of(kOrchestratorCountFields);
constexpr Field kCertificateCountFields[] = {
    {.key = "valid", .type = FieldType::integer, .required = true},
    {.key = "expired", .type = FieldType::integer, .required = true},
    {.key = "revoked", .type = FieldType::integer, .required = true},
};
constexpr Shape kCertificateCounts = map_of(kCertificateCountFields);
constexpr Field kDeliveryCountFields[] = {
    {.key = "waiting", .type = FieldType::integer, .required = true},
    {.key = "dead", .type = FieldType::integer, .required = true},
};
constexpr Shape kDeliveryCounts = map_of(kDeliveryCountFields);
constexpr Field kOrderCountFields[] = {
    {.key = "open", .type = FieldType::integer, .required = true},
    {.key = "waiting", .type = FieldType::integer, .required = true},
};
constexpr Shape kOrderCounts = map_of(kOrderCountFields);
constexpr Field kCrlFields[] = {
    {.key = "of", .type = FieldType::word, .required = true},
    {.key = "nextUpdate", .type = shape::time, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"valid", "near its end", "ended">},
};
constexpr Shape kCrl = map_of(kCrlFields);
constexpr Shape kCrls = list_of(kCrl);
constexpr Field kAccountCountFields[] = {
    {.key = "None", .type = FieldType::integer, .required = true},
    {.key = "OneTime", .type = FieldType::integer, .required = true},
    {.key = "Certified", .type = FieldType::integer, .required = true},
    {.key = "Deleted", .type = FieldType::integer, .required = true},
};
constexpr Shape kAccountCounts = map_of(kAccountCountFields);
constexpr Field kUserCountFields[] = {{.key = "Enrolled", .type = FieldType::integer, .required = true}};
constexpr Shape kUserCounts = map_of(kUserCountFields);
constexpr Field kCountFields[] = {
    {.key = "orchestrators", .type = kOrchestratorCounts, .required = true},
    {.key = "accounts", .type = kAccountCounts, .required = true},
    {.key = "users", .type = kUserCounts, .required = true},
    {.key = "certificates", .type = kCertificateCounts, .required = true},
    {.key = "waiting", .type = FieldType::integer, .required = true},
    {.key = "approved", .type = FieldType::integer, .required = true},
    {.key = "events", .type = FieldType::integer, .required = true},
    {.key = "deliveries", .type = kDeliveryCounts, .required = true},
    {.key = "orders", .type = kOrderCounts, .required = true},
};
constexpr Shape kCounts = map_of(kCountFields);
constexpr Field kWaitingFields[] = {
    {.key = "id", .type = shape::registration_id, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "created", .type = shape::time, .required = true},
};
constexpr Shape kWaiting = map_of(kWaitingFields);
constexpr Shape kAllWaiting = list_of(kWaiting);
constexpr Field kExpiringFields[] = {
    {.key = "id", .type = shape::certificate_id, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "notAfter", .type = shape::time, .required = true},
};
constexpr Shape kExpiring = map_of(kExpiringFields);
constexpr Shape kAllExpiring = list_of(kExpiring);
constexpr Field kOpenOrderFields[] = {
    {.key = "id", .type = FieldType::word, .required = true},
    {.key = "state", .type = FieldType::word, .required = true},
    {.key = "authority", .type = FieldType::word, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "created", .type = shape::time, .required = true},
    {.key = "reason", .type = FieldType::text, .required = true},
};
constexpr Shape kOpenOrder = map_of(kOpenOrderFields);
constexpr Shape kOpenOrders = list_of(kOpenOrder);
constexpr Field kFailureFields[] = {
    {.key = "time", .type = shape::time, .required = true},
    {.key = "kind", .type = FieldType::word, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "actor", .type = FieldType::word, .required = true},
    {.key = "ClientMachine", .type = FieldType::text},
    {.key = "caller", .type = FieldType::text},
    {.key = "reason", .type = FieldType::text},
    {.key = "event", .type = FieldType::integer},
};
constexpr Shape kFailure = map_of(kFailureFields);
constexpr Shape kFailures = list_of(kFailure);
constexpr Field kLicenceFields[] = {
    {.key = "quantity", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "used", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "available", .type = FieldType::integer, .required = true, .least = 0},
};
constexpr Shape kLicences = map_of(kLicenceFields);
constexpr Field kServerFields[] = {
    {.key = "engine", .type = FieldType::word, .required = true},
    {.key = "version", .type = FieldType::word, .required = true},
    {.key = "state", .type = FieldType::word, .required = true},
    {.key = "role", .type = FieldType::word, .required = true},
    {.key = "standbys", .type = shape::texts, .required = true},
};
constexpr Shape kServer = map_of(kServerFields);
constexpr Field kStatusFields[] = {
    {.key = "home", .type = FieldType::word, .required = true},
    {.key = "server", .type = kServer},
    {.key = "authorities", .type = kAuthorities},
    {.key = "counts", .type = kCounts, .required = true},
    {.key = "waiting", .type = kAllWaiting, .required = true},
    {.key = "expiring", .type = kAllExpiring, .required = true},
    {.key = "orders", .type = kOpenOrders, .required = true},
    {.key = "failures", .type = kFailures, .required = true},
    {.key = "crls", .type = kCrls},
    {.key = "licences", .type = kLicences},
};

constexpr const Shape* kAttemptOrBlanked[] = {&shape::attempt, &FieldType::map};
constexpr Shape kAttempt = either_of(kAttemptOrBlanked);
constexpr Shape kAttempts = list_of(kAttempt);
constexpr Field kExplainFields[] = {{.key = "attempts", .type = kAttempts, .required = true}};

constexpr Field kEventFields[] = {
    {.key = "sequence", .type = FieldType::integer, .required = true},
    {.key = "time", .type = shape::time, .required = true},
    {.key = "actor", .type = FieldType::word, .required = true},
    {.key = "kind", .type = FieldType::word, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "data", .type = FieldType::map},
    {.key = "hash", .type = shape::sha256, .required = true},
};

constexpr Field kValidatedCsrFields[] = {
    {.key = "file", .type = FieldType::text, .required = true},
    {.key = "csr", .type = shape::csr_or_null, .required = true},
    {.key = "faults", .type = shape::faults, .required = true},
    {.key = "differences", .type = shape::differences},
    {.key = "item", .type = FieldType::text},
};

}  // namespace

constinit const Shape list = either_of(kLists);
constinit const Shape shown = either_of(kShown);
constinit const Shape status = map_of(kStatusFields);
constinit const Shape explanation = map_of(kExplainFields);
constinit const Shape event = map_of(kEventFields);
constinit const Shape validated_csr = map_of(kValidatedCsrFields);

}  // namespace pkit::shape
