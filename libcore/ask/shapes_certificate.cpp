// The shapes of what is told of certificates in files: whether they are to be believed, and whose they are.
#include "ask/identify.h"
#include "ask/validate_certificate.h"
#include "bridge/shapes.h"
#include "view/shapes.h"

namespace pkit::shape {

namespace {

/// Of an item among several that was not judged; its error says why.
constexpr Field kItemFields[] = {{.key = "item", .type = FieldType::text, .required = true}};
constexpr Shape kItem = map_of(kItemFields);

constexpr Field kPathFields[] = {
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "issuer", .type = FieldType::text, .required = true},
    {.key = "serial", .type = FieldType::text, .required = true},
    {.key = "notBefore", .type = FieldType::text, .required = true},
    {.key = "notAfter", .type = FieldType::text, .required = true},
    {.key = "fingerprint", .type = shape::sha256, .required = true},
    {.key = "trusted", .type = FieldType::boolean, .required = true},
    {.key = "status",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"not asked", "good", "revoked", "unknown">},
};
constexpr Shape kOnPath = map_of(kPathFields);
constexpr Shape kPath = list_of(kOnPath);
constexpr Field kPeerFields[] = {
    {.key = "program", .type = FieldType::word, .required = true},
    {.key = "sees", .type = FieldType::word, .required = true},
};
constexpr Shape kPeer = map_of(kPeerFields);
constexpr Shape kPeers = list_of(kPeer);
constexpr Field kExplanationFields[] = {
    {.key = "certificate", .type = FieldType::integer, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "extension", .type = FieldType::text, .required = true},
    {.key = "clause", .type = FieldType::text, .required = true},
    {.key = "what", .type = FieldType::word, .required = true},
    {.key = "remedy", .type = FieldType::text, .required = true},
    {.key = "others", .type = kPeers, .required = true},
};
constexpr Shape kExplanation = map_of(kExplanationFields);
constexpr Shape kExplanations = list_of(kExplanation);
constexpr Field kVerdictFields[] = {
    {.key = "file", .type = FieldType::text, .required = true},
    {.key = "valid", .type = FieldType::boolean, .required = true},
    {.key = "at", .type = shape::time, .required = true},
    {.key = "path", .type = kPath, .required = true},
    {.key = "policies", .type = shape::texts, .required = true},
    {.key = "faults", .type = shape::faults, .required = true},
    {.key = "explanation", .type = kExplanations},
    {.key = "item", .type = FieldType::text},
};
constexpr Shape kVerdict = map_of(kVerdictFields);
constexpr const Shape* kVerdictOrItem[] = {&kVerdict, &kItem};

// D26 and D30: the certificate as the document's adapters read it.
constexpr Field kAlgorithmFields[] = {
    {.key = "base64", .type = FieldType::text, .required = true},
    {.key = "algorithm", .type = FieldType::text, .required = true},
};
constexpr Shape kAlgorithm = map_of(kAlgorithmFields);
constexpr Field kIssuerFields[] = {
    {.key = "dn", .type = FieldType::text, .required = true},
    {.key = "cn", .type = FieldType::text, .required = true},
    {.key = "uniqueId", .type = FieldType::text, .required = true},
};
constexpr Shape kIssuer = map_of(kIssuerFields);
constexpr Field kValidFields[] = {
    {.key = "notBefore", .type = FieldType::integer, .required = true},
    {.key = "notAfter", .type = FieldType::integer, .required = true},
};
constexpr Shape kValid = map_of(kValidFields);
constexpr Shape kSerialNumber = text_like("^(0|-?[1-9a-f][0-9a-f]*)$");
constexpr Field kCertificateFields[] = {
    {.key = "publicKey", .type = kAlgorithm, .required = true},
    {.key = "signature", .type = kAlgorithm, .required = true},
    {.key = "subjectUniqueId", .type = FieldType::text, .required = true},
    {.key = "version", .type = FieldType::integer, .required = true},
    {.key = "issuer", .type = kIssuer, .required = true},
    {.key = "dn", .type = FieldType::text, .required = true},
    {.key = "cn", .type = FieldType::text, .required = true},
    {.key = "valid", .type = kValid, .required = true},
    {.key = "serialNumber", .type = kSerialNumber, .required = true},
    {.key = "base64", .type = FieldType::text, .required = true},
};
constexpr Shape kCertificate = map_of(kCertificateFields);
constexpr const Shape* kIdentityOrNullAmong[] = {&shape::identity, &FieldType::null};
constexpr Shape kIdentityOrNull = either_of(kIdentityOrNullAmong);
constexpr Field kIdentifiedFields[] = {
    {.key = "file", .type = FieldType::text, .required = true},
    {.key = "verified", .type = FieldType::boolean, .required = true},
    {.key = "certificate", .type = kCertificate, .required = true},
    {.key = "identity", .type = kIdentityOrNull, .required = true},
    {.key = "item", .type = FieldType::text},
};
constexpr Shape kIdentified = map_of(kIdentifiedFields);
constexpr const Shape* kIdentifiedOrItem[] = {&kIdentified, &kItem};

}  // namespace

constinit const Shape validated_certificate = either_of(kVerdictOrItem);
constinit const Shape identified = either_of(kIdentifiedOrItem);

}  // namespace pkit::shape
