// The shapes of what is told of CRLs and of OCSP answers.
#include "view/shapes.h"
#include "revocation/crl.h"
#include "revocation/ocsp.h"

namespace pkit::shape {

namespace {

constexpr Field kMadeCrlFields[] = {
    {.key = "authority", .type = FieldType::word, .required = true},
    {.key = "role", .type = FieldType::text, .required = true, .words = kOneOf<"current", "former", "above">},
    {.key = "issuer", .type = FieldType::text, .required = true},
    {.key = "keyId", .type = shape::sha256, .required = true},
    {.key = "number", .type = shape::hex, .required = true},
    {.key = "thisUpdate", .type = shape::time, .required = true},
    {.key = "nextUpdate", .type = shape::time, .required = true},
    {.key = "entries", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "signed", .type = FieldType::boolean, .required = true},
};
constexpr Shape kMadeCrl = map_of(kMadeCrlFields);
constexpr Shape kMadeCrls = list_of(kMadeCrl);
constexpr Field kCrlsFields[] = {
    {.key = "file", .type = FieldType::word, .required = true},
    {.key = "due", .type = FieldType::boolean, .required = true},
    {.key = "until", .type = shape::time},
    {.key = "crls", .type = kMadeCrls},
};

constexpr Field kStatusFields[] = {
    {.key = "serial", .type = shape::serial, .required = true},
    {.key = "status", .type = FieldType::text, .required = true, .words = kOneOf<"good", "revoked", "unknown">},
    {.key = "revokedAt", .type = shape::time},
    {.key = "reason", .type = FieldType::word},
};
constexpr Shape kStatus = map_of(kStatusFields);
constexpr Shape kStatuses = list_of(kStatus);
constexpr Field kAnswerFields[] = {
    {.key = "status",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"successful", "malformedRequest", "tryLater", "unauthorized">},
    {.key = "answers", .type = kStatuses},
    {.key = "thisUpdate", .type = shape::time},
    {.key = "nextUpdate", .type = shape::time},
    {.key = "response", .type = FieldType::word, .required = true},
};

constexpr Field kPreparedFields[] = {
    {.key = "directory", .type = FieldType::word, .required = true},
    {.key = "answers", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "revoked", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "thisUpdate", .type = shape::time, .required = true},
    {.key = "nextUpdate", .type = shape::time, .required = true},
};

}  // namespace

constinit const Shape made_crls = map_of(kCrlsFields);
constinit const Shape ocsp_answer = map_of(kAnswerFields);
constinit const Shape prepared_answers = map_of(kPreparedFields);

}  // namespace pkit::shape
