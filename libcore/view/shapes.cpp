#include "view/shapes.h"

#include "base/bytes.h"

namespace pkit::shape {

namespace {

bool is_base64(std::string_view text) {
  const std::optional<Bytes> content = from_base64(text);
  return content && !content->empty();
}

constexpr Shape kKeyType = one_of(kOneOf<"RSA", "RSA-PSS", "EC", "Ed25519">);
constexpr Shape kCurve = one_of(kOneOf<"P-256", "P-384", "P-521">);
constexpr Field kKeyFields[] = {
    {.key = "type", .type = kKeyType, .required = true},
    {.key = "bits", .type = FieldType::integer, .required = true},
    {.key = "id", .type = shape::sha256, .required = true},
    {.key = "curve", .type = kCurve},
};

constexpr Field kSanFields[] = {
    {.key = "type", .type = FieldType::word, .required = true},
    {.key = "value", .type = FieldType::text, .required = true},
};
constexpr Shape kSan = map_of(kSanFields);
constexpr Shape kSans = list_of(kSan);
constexpr Field kRequestedFields[] = {
    {.key = "keyUsage", .type = shape::texts, .required = true},
    {.key = "extendedKeyUsage", .type = shape::texts, .required = true},
};
constexpr Shape kRequested = map_of(kRequestedFields);
constexpr Field kCsrFields[] = {
    {.key = "sha256", .type = shape::sha256, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "cn", .type = FieldType::text},
    {.key = "sans", .type = kSans, .required = true},
    {.key = "dns", .type = shape::texts},
    {.key = "ip", .type = shape::texts},
    {.key = "email", .type = shape::texts},
    {.key = "uri", .type = shape::texts},
    {.key = "key", .type = shape::key, .required = true},
    {.key = "signature", .type = FieldType::word, .required = true},
    {.key = "requested", .type = kRequested, .required = true},
    {.key = "attributes", .type = shape::texts, .required = true},
    {.key = "pem", .type = shape::pem},
};
constexpr const Shape* kCsrOrNull[] = {&shape::csr, &FieldType::null};

constexpr Field kFaultFields[] = {
    {.key = "code", .type = FieldType::word, .required = true},
    {.key = "where", .type = FieldType::text, .required = true},
    {.key = "what", .type = FieldType::word, .required = true},
    {.key = "hint", .type = FieldType::text, .required = true},
};

constexpr Field kDifferenceFields[] = {
    {.key = "what", .type = FieldType::word, .required = true},
    {.key = "field", .type = FieldType::word, .required = true},
    {.key = "asked", .type = FieldType::text, .required = true},
    {.key = "got", .type = FieldType::text, .required = true},
};

constexpr Shape kReenrollment = one_of(kOneOf<"requested", "required">);
constexpr Shape kThumbprint = text_like("^[0-9a-f]{40}$");
constexpr Field kOrchestratorFields[] = {
    {.key = "id", .type = shape::orchestrator_id, .required = true},
    {.key = "AgentId", .type = shape::agent_id, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "Status", .type = shape::orchestrator_state, .required = true},
    {.key = "Capabilities", .type = shape::texts, .required = true},
    {.key = "AgentPlatform", .type = FieldType::text},
    {.key = "Version", .type = FieldType::text},
    {.key = "approvedBy", .type = FieldType::text},
    {.key = "reason", .type = FieldType::text},
    {.key = "ClientID", .type = FieldType::word},
    {.key = "Blueprint", .type = FieldType::word},
    {.key = "AuthCertificateReenrollment", .type = kReenrollment},
    {.key = "Thumbprint", .type = kThumbprint},
    {.key = "LegacyThumbprint", .type = kThumbprint},
    {.key = "created", .type = shape::time, .required = true},
    {.key = "lastSeen", .type = shape::time, .required = true},
};
constexpr Field kItsRegistrationFields[] = {
    {.key = "id", .type = shape::registration_id, .required = true},
    {.key = "state", .type = shape::registration_state, .required = true},
    {.key = "created", .type = shape::time, .required = true},
};
constexpr Shape kItsRegistration = map_of(kItsRegistrationFields);
constexpr Shape kItsRegistrations = list_of(kItsRegistration);
constexpr Field kItsCertificateFields[] = {
    {.key = "id", .type = shape::certificate_id, .required = true},
    {.key = "serial", .type = shape::serial, .required = true},
    {.key = "state", .type = shape::certificate_state, .required = true},
    {.key = "notAfter", .type = shape::time, .required = true},
};
constexpr Shape kItsCertificate = map_of(kItsCertificateFields);
constexpr Shape kItsCertificates = list_of(kItsCertificate);
constexpr Field kThingsFields[] = {
    {.key = "registrations", .type = kItsRegistrations, .required = true},
    {.key = "certificates", .type = kItsCertificates, .required = true},
};
constexpr auto kOrchestratorWithThingsFields = joined(kOrchestratorFields, kThingsFields);

constexpr Field kRegistrationFields[] = {
    {.key = "id", .type = shape::registration_id, .required = true},
    {.key = "state", .type = shape::registration_state, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "orchestrator", .type = shape::orchestrator_id, .required = true},
    {.key = "profile", .type = FieldType::text},
    {.key = "notAfter", .type = FieldType::text},
    {.key = "csrSha256", .type = shape::sha256},
    {.key = "csr", .type = shape::csr},
    {.key = "ClientParameters", .type = shape::text_map, .required = true},
    {.key = "reason", .type = FieldType::text},
    {.key = "askedBy", .type = FieldType::text},
    {.key = "decidedBy", .type = FieldType::text},
    {.key = "certificate", .type = shape::certificate_id},
    {.key = "created", .type = shape::time, .required = true},
    {.key = "updated", .type = shape::time, .required = true},
    {.key = "digest", .type = shape::sha256, .required = true},
};

constexpr Field kContentsFields[] = {
    {.key = "serial", .type = shape::serial, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "sans", .type = shape::texts, .required = true},
    {.key = "issuer", .type = FieldType::text, .required = true},
    {.key = "key", .type = FieldType::word, .required = true},
    {.key = "keyUsage", .type = shape::texts, .required = true},
    {.key = "extendedKeyUsage", .type = shape::texts, .required = true},
    {.key = "notBefore", .type = shape::time, .required = true},
    {.key = "notAfter", .type = shape::time, .required = true},
    {.key = "fingerprint", .type = shape::sha256, .required = true},
    {.key = "faults", .type = shape::texts},
};
constexpr Field kStoredFields[] = {
    {.key = "id", .type = shape::certificate_id, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "keyId", .type = shape::sha256, .required = true},
    {.key = "profile", .type = FieldType::word, .required = true},
    {.key = "state", .type = shape::certificate_state, .required = true},
    {.key = "revokedAt", .type = shape::time},
    {.key = "reason", .type = FieldType::text},
    {.key = "invalidSince", .type = shape::time},
    {.key = "registration", .type = shape::registration_id},
    {.key = "askedBy", .type = FieldType::text},
    {.key = "decidedBy", .type = FieldType::text},
    {.key = "metadata", .type = shape::text_map},
    {.key = "pem", .type = shape::pem, .required = true},
};
constexpr auto kCertificateFields = joined(kContentsFields, kStoredFields);

constexpr Shape kOrderId = text_like("^g-[a-z2-7]{16}$");
constexpr Shape kOrderState = one_of(kOneOf<"planned", "sent", "issued", "bound", "abandoned">);
constexpr Field kOrderFields[] = {
    {.key = "id", .type = kOrderId, .required = true},
    {.key = "state", .type = kOrderState, .required = true},
    {.key = "authority", .type = FieldType::word, .required = true},
    {.key = "ClientMachine", .type = FieldType::word, .required = true},
    {.key = "created", .type = shape::time, .required = true},
    {.key = "csrSha256", .type = shape::sha256, .required = true},
    {.key = "serial", .type = shape::serial},
    {.key = "reason", .type = FieldType::word},
};

constexpr Field kDeliveryFields[] = {
    {.key = "event", .type = FieldType::integer, .required = true, .least = 1},
    {.key = "target", .type = FieldType::word, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"waiting", "dead", "done">},
    {.key = "tries", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "nextAt", .type = shape::time},
    {.key = "reason", .type = FieldType::word},
};

}  // namespace

constinit const Shape time =
    text_like("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$", "time", "RFC 3339, UTC, whole seconds");
constinit const Shape hex = text_like("^([0-9a-f]{2})*$", "hex", "octets, lower case");
constinit const Shape serial = text_like("^-?[0-9a-f]+$", "serial", "lower-case hexadecimal");
constinit const Shape base64 = {.type = Shape::Type::text,
                                .called = "base64 (RFC 4648, section 4)",
                                .least = 4,
                                .pattern = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
                                .is = is_base64};
constinit const Shape sha256 = text_like("^[0-9a-f]{64}$", "sha256");
constinit const Shape agent_id = text_like("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "agentId");
constinit const Shape registration_id = text_like("^r-[a-z2-7]{16}$", "registrationId");
constinit const Shape orchestrator_id = text_like("^o-[a-z2-7]{16}$", "orchestratorId");
constinit const Shape certificate_id = text_like("^c-[a-z2-7]{16}$", "certificateId");
constinit const Shape pem = text_like("^-----BEGIN [A-Z ]+-----\n([A-Za-z0-9+/=]+\n)+-----END [A-Z ]+-----\n$", "pem");
constinit const Shape orchestrator_state = one_of(kOneOf<"New", "Approved", "Disapproved">, "orchestratorState");
constinit const Shape registration_state =
    one_of(kOneOf<"waiting", "approved", "issued", "done", "denied", "refused", "closed">, "registrationState");
constinit const Shape certificate_state = one_of(kOneOf<"valid", "expired", "revoked">, "certificateState");
constinit const Shape texts = list_of(FieldType::text, "texts");
constinit const Shape text_map = names_to(FieldType::text, "textMap");
constinit const Shape key = map_of(kKeyFields, "key");
constinit const Shape csr = map_of(kCsrFields, "csr");
constinit const Shape csr_or_null = either_of(kCsrOrNull);
constinit const Shape fault = map_of(kFaultFields, "fault");
constinit const Shape faults = list_of(fault, "faults");
constinit const Shape difference = map_of(kDifferenceFields, "difference");
constinit const Shape differences = list_of(difference, "differences");
constinit const Shape orchestrator = map_of(kOrchestratorFields, "orchestrator");
constinit const Shape orchestrator_with_things = map_of(kOrchestratorWithThingsFields);
constinit const Shape registration = map_of(kRegistrationFields, "registration");
constinit const Shape contents = map_of(kContentsFields, "contents", "what a certificate says of itself");
constinit const Shape certificate = map_of(kCertificateFields, "certificate");
constinit const Shape delivery = map_of(kDeliveryFields, "delivery", "an event that is told to an adapter");
constinit const Shape order = map_of(kOrderFields, "order", "what another CA is asked for");

}  // namespace pkit::shape
