// The shapes of what is told of a home's own life.
#include "view/shapes.h"
#include "care/operations.h"

namespace pkit::shape {

namespace {

constexpr Field kInitFields[] = {
    {.key = "home", .type = FieldType::word, .required = true},
    {.key = "created", .type = FieldType::boolean, .required = true},
    {.key = "config", .type = FieldType::word},
    {.key = "state", .type = FieldType::word},
    {.key = "rootCertificate", .type = FieldType::word},
    {.key = "issuingCertificate", .type = FieldType::word},
    {.key = "issuerUrl", .type = FieldType::word},
    {.key = "rootKey", .type = FieldType::word},
    {.key = "issuingKey", .type = FieldType::word},
};

constexpr Field kBackupFields[] = {
    {.key = "file", .type = FieldType::word, .required = true},
    {.key = "keys", .type = FieldType::boolean, .required = true},
    {.key = "events", .type = FieldType::integer, .required = true},
    {.key = "certificates", .type = FieldType::integer, .required = true},
    {.key = "objects", .type = FieldType::integer, .required = true},
    {.key = "files", .type = shape::texts, .required = true},
};

constexpr Field kTakenInFields[] = {
    {.key = "serial", .type = shape::serial, .required = true},
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "file", .type = FieldType::word, .required = true},
};
constexpr Shape kTakenIn = map_of(kTakenInFields);
constexpr Shape kAllTakenIn = list_of(kTakenIn);
constexpr const Shape* kWordOrNull[] = {&FieldType::word, &FieldType::null};
constexpr Shape kPrevious = either_of(kWordOrNull);
constexpr Field kRestoreFields[] = {
    {.key = "home", .type = FieldType::word, .required = true},
    {.key = "made", .type = shape::time, .required = true},
    {.key = "events", .type = FieldType::integer, .required = true},
    {.key = "voided", .type = FieldType::integer, .required = true},
    {.key = "takenIn", .type = kAllTakenIn, .required = true},
    {.key = "previous", .type = kPrevious, .required = true},
};

constexpr Field kDamageFields[] = {
    {.key = "damage", .type = FieldType::word, .required = true},
    {.key = "what", .type = FieldType::word, .required = true},
    {.key = "mends", .type = FieldType::boolean, .required = true},
    {.key = "remedy", .type = FieldType::word, .required = true},
};
constexpr Shape kDamage = map_of(kDamageFields);
constexpr Shape kDamages = list_of(kDamage);
constexpr Field kCheckFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "ok", .type = FieldType::boolean, .required = true},
    {.key = "note", .type = FieldType::text, .required = true},
    {.key = "faults", .type = kDamages, .required = true},
    {.key = "count", .type = FieldType::integer, .required = true, .least = 0},
};
constexpr Shape kCheck = map_of(kCheckFields);
constexpr Shape kChecks = list_of(kCheck);
constexpr Field kMendedFields[] = {
    {.key = "damage", .type = FieldType::word, .required = true},
    {.key = "what", .type = FieldType::word, .required = true},
};
constexpr Shape kMended = map_of(kMendedFields);
constexpr Shape kAllMended = list_of(kMended);
constexpr Field kDoctorFields[] = {
    {.key = "checks", .type = kChecks, .required = true},
    {.key = "mended", .type = kAllMended},
};

constexpr Field kMoveFields[] = {
    {.key = "moved", .type = FieldType::boolean, .required = true},
    {.key = "from", .type = FieldType::word, .required = true},
    {.key = "to", .type = FieldType::word, .required = true},
    {.key = "events", .type = FieldType::integer},
    {.key = "rows", .type = FieldType::integer},
    {.key = "kept", .type = FieldType::word},
};

constexpr Field kConfigFields[] = {
    {.key = "file", .type = FieldType::word, .required = true},
    {.key = "sha256", .type = shape::sha256},
    {.key = "authorities", .type = FieldType::integer},
    {.key = "profiles", .type = FieldType::integer},
    {.key = "adapters", .type = FieldType::integer},
    {.key = "chains", .type = FieldType::integer},
};

}  // namespace

constinit const Shape made_home = map_of(kInitFields);
constinit const Shape backup = map_of(kBackupFields);
constinit const Shape restored_home = map_of(kRestoreFields);
constinit const Shape diagnosis = map_of(kDoctorFields);
constinit const Shape moved_state = map_of(kMoveFields);
constinit const Shape checked_config = map_of(kConfigFields);

}  // namespace pkit::shape
