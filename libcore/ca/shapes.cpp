// The shapes of what is told of authorities.
#include "view/shapes.h"
#include "ca/authorities.h"

namespace pkit::shape {

namespace {

constexpr Field kIssuerFields[] = {
    {.key = "subject", .type = FieldType::text, .required = true},
    {.key = "issuer", .type = FieldType::text, .required = true},
    {.key = "serial", .type = shape::serial, .required = true},
    {.key = "key", .type = FieldType::word, .required = true},
    {.key = "keyId", .type = shape::sha256, .required = true},
    {.key = "notBefore", .type = shape::time, .required = true},
    {.key = "notAfter", .type = shape::time, .required = true},
    {.key = "fingerprint", .type = shape::sha256, .required = true},
};
constexpr Shape kIssuer = map_of(kIssuerFields, "issuer", "the certificate of an authority");
constexpr Field kStateFields[] = {
    {.key = "state",
     .type = FieldType::text,
     .required = true,
     .words = kOneOf<"current", "former", "expired", "revoked">},
    {.key = "id", .type = FieldType::word},
    {.key = "revokedAt", .type = shape::time},
    {.key = "reason", .type = FieldType::word},
};
constexpr auto kItsIssuerFields = joined(kStateFields, kIssuerFields);
constexpr Shape kItsIssuer = map_of(kItsIssuerFields);
constexpr Shape kItsIssuers = list_of(kItsIssuer);

constexpr Shape kProfiles = list_of(FieldType::word);
constexpr Shape kAuthorityState = one_of(kOneOf<"active", "expired", "retired", "unreadable", "unlisted">);
constexpr Field kAuthorityFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "state", .type = kAuthorityState, .required = true},
    {.key = "subject", .type = FieldType::text},
    {.key = "serial", .type = shape::serial},
    {.key = "key", .type = FieldType::word},
    {.key = "notBefore", .type = shape::time},
    {.key = "notAfter", .type = shape::time},
    {.key = "gateway", .type = FieldType::word},
    {.key = "fault", .type = FieldType::word},
    {.key = "retiredAt", .type = shape::time},
    {.key = "profiles", .type = kProfiles, .required = true},
};
constexpr Field kListedFields[] = {{.key = "issuers", .type = FieldType::integer, .required = true, .least = 0}};
constexpr auto kListedAuthorityFields = joined(kAuthorityFields, kListedFields);
constexpr Shape kListedAuthority = map_of(kListedAuthorityFields);
constexpr Shape kListedAuthorities = list_of(kListedAuthority);
constexpr Field kListFields[] = {{.key = "authorities", .type = kListedAuthorities, .required = true}};

constexpr Field kWholeFields[] = {
    {.key = "issuers", .type = kItsIssuers, .required = true},
    {.key = "certificate", .type = FieldType::word},
    {.key = "keyFile", .type = FieldType::word},
    {.key = "chain", .type = shape::texts, .required = true},
};
constexpr auto kWholeAuthorityFields = joined(kAuthorityFields, kWholeFields);
constexpr Shape kAuthority = map_of(kWholeAuthorityFields, "authority");

constexpr Field kShowFields[] = {
    {.key = "authority", .type = kAuthority},
    {.key = "name", .type = FieldType::word},
    {.key = "export", .type = FieldType::text, .words = kOneOf<"issuer", "chain", "root", "issuers">},
    {.key = "pem", .type = FieldType::word},
    {.key = "file", .type = FieldType::word},
};

constexpr Field kRenewFields[] = {
    {.key = "authority", .type = kAuthority},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kIssuer, .with = "dryRun"},
};

constexpr Field kFileFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "certificate", .type = FieldType::word, .required = true},
    {.key = "keyFile", .type = FieldType::word, .required = true},
};
constexpr auto kAddedFields = joined(kIssuerFields, kFileFields);
constexpr Shape kAdded = map_of(kAddedFields);
constexpr Field kAddFields[] = {
    {.key = "authority", .type = kAdded},
    {.key = "yaml", .type = FieldType::word},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kIssuer, .with = "dryRun"},
};

constexpr Shape kSignedCa = map_of(kIssuerFields);
constexpr Field kSignFields[] = {
    {.key = "authority", .type = kSignedCa},
    {.key = "pem", .type = shape::pem},
    {.key = "file", .type = FieldType::word},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kIssuer, .with = "dryRun"},
};

constexpr Field kPassphraseChangedFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "keys", .type = shape::texts, .required = true},
    {.key = "encrypted", .type = FieldType::boolean, .required = true},
};
constexpr Shape kPassphraseChanged = map_of(kPassphraseChangedFields);
constexpr Field kPassphraseFields[] = {
    {.key = "authority", .type = kPassphraseChanged},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kPassphraseChanged, .with = "dryRun"},
};

constexpr Field kUnpackFields[] = {
    {.key = "authority", .type = kAdded},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kAdded, .with = "dryRun"},
};

constexpr Field kRetiredFields[] = {
    {.key = "name", .type = FieldType::word, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"retired">},
};
constexpr Shape kRetired = map_of(kRetiredFields);
constexpr Field kRetireFields[] = {
    {.key = "authority", .type = kAuthority},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kRetired, .with = "dryRun"},
};

constexpr Field kAbandonedFields[] = {
    {.key = "exit", .type = FieldType::integer, .required = true, .least = 0, .most = 0},
    {.key = "order", .type = FieldType::word, .required = true},
    {.key = "state", .type = FieldType::text, .required = true, .words = kOneOf<"abandoned">},
};
constexpr Shape kAbandoned = map_of(kAbandonedFields);
constexpr Field kAbandonFields[] = {
    {.key = "order", .type = shape::order},
    {.key = "dryRun", .type = FieldType::yes, .with = "would"},
    {.key = "would", .type = kAbandoned, .with = "dryRun"},
};

}  // namespace

constinit const Shape authority_list = map_of(kListFields);
constinit const Shape authority_shown = some_of(kShowFields);
constinit const Shape authority_renewed = some_of(kRenewFields);
constinit const Shape authority_added = some_of(kAddFields);
constinit const Shape authority_signed = some_of(kSignFields);
constinit const Shape authority_passphrase = some_of(kPassphraseFields);
constinit const Shape authority_unpacked = some_of(kUnpackFields);
constinit const Shape authority_retired = some_of(kRetireFields);
constinit const Shape authority_revoked = some_of(kRenewFields);
constinit const Shape order_abandoned = some_of(kAbandonFields);

}  // namespace pkit::shape
