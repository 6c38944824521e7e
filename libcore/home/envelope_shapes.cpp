// The shapes of the envelope around every answer.
#include "home/envelope.h"

namespace pkit::shape {

namespace {

constexpr const Shape* kWordOrNull[] = {&FieldType::word, &FieldType::null};
constexpr Shape kPerhaps = either_of(kWordOrNull);
constexpr Shape kCode = {
    .type = Shape::Type::text, .called = "a code", .least = 1, .pattern = "^[a-z0-9_]+(\\.[a-z0-9_]+)*$"};
constexpr Field kDetailFields[] = {
    {.key = "code", .type = kCode, .required = true},
    {.key = "where", .type = kPerhaps, .required = true},
    {.key = "message", .type = FieldType::word, .required = true},
    {.key = "hint", .type = kPerhaps, .required = true},
};
constexpr Shape kDetail = map_of(kDetailFields);
constexpr Shape kDetails = list_of(kDetail);
constexpr Field kErrorFields[] = {
    {.key = "code", .type = kCode, .required = true},
    {.key = "message", .type = FieldType::word, .required = true},
    {.key = "hint", .type = kPerhaps, .required = true},
    {.key = "details", .type = kDetails, .required = true},
};
constexpr const Shape* kErrorOrNull[] = {&shape::error, &FieldType::null};
constexpr const Shape* kAnythingOrNull[] = {&FieldType::any, &FieldType::null};
constexpr Shape kData = either_of(kAnythingOrNull);
constexpr Field kEnvelopeFields[] = {
    {.key = "version", .type = FieldType::integer, .required = true, .least = 1, .most = 1},
    {.key = "ok", .type = FieldType::boolean, .required = true},
    {.key = "operation", .type = kPerhaps, .required = true},
    {.key = "data", .type = kData, .required = true},
    {.key = "warnings", .type = shape::warnings, .required = true},
    {.key = "error", .type = shape::error_or_null, .required = true},
};

}  // namespace

constinit const Shape error = map_of(kErrorFields, "error");
constinit const Shape error_or_null = either_of(kErrorOrNull);
constinit const Shape warnings = list_of(FieldType::word);
constinit const Shape envelope = map_of(kEnvelopeFields);

}  // namespace pkit::shape
