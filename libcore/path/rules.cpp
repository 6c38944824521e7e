#include "path/rules.h"

namespace pkit::path {

namespace {

constexpr RuleRow kRules[] = {
    {Rule::issuer, "path.issuer", "RFC 5280 6.1",
     "give the issuer's certificate with --intermediate, or trust it with --root"},
    {Rule::signature, "path.signature", "RFC 5280 6.1.3 (a)(1)",
     "the issuer may have a newer key: give the certificate over the key that signed with --intermediate"},
    {Rule::not_yet, "path.not_yet", "RFC 5280 6.1.3 (a)(2)", "wait, or mend the clock; --at asks about another time"},
    {Rule::expired, "path.expired", "RFC 5280 6.1.3 (a)(2)", "have it renewed; --at asks about another time"},
    {Rule::revoked, "path.revoked", "RFC 5280 6.1.3 (a)(3)", "have a new certificate issued over a new key"},
    {Rule::no_status, "path.no_status", "RFC 5280 6.3.3", "give a current, complete CRL of its issuer with --crl"},
    {Rule::not_permitted, "path.not_permitted", "RFC 5280 6.1.3 (b)",
     "have it issued by a CA that may issue for this name"},
    {Rule::excluded, "path.excluded", "RFC 5280 6.1.3 (c)", "have it issued by a CA that may issue for this name"},
    {Rule::unjudged_name, "path.unjudged_name", "RFC 5280 4.2.1.10",
     "names of this form under such constraints cannot be judged: leave one of them out"},
    {Rule::policy, "path.policy", "RFC 5280 6.1.5 (g), RFC 9618 5",
     "have it issued under one of the policies that are asked for"},
    {Rule::policy_mapping, "path.policy_mapping", "RFC 5280 6.1.4 (a)", "anyPolicy is mapped neither to nor from"},
    {Rule::not_ca, "path.not_ca", "RFC 5280 6.1.4 (k)",
     "an issuer must have basicConstraints with cA: it is no CA's certificate that signed this"},
    {Rule::path_length, "path.length", "RFC 5280 6.1.4 (m)",
     "a CA above permits fewer CAs below it: have it issued further up"},
    {Rule::key_usage, "path.key_usage", "RFC 5280 6.1.4 (n)",
     "an issuer's keyUsage must have keyCertSign: have the CA's certificate issued anew"},
    {Rule::critical, "path.critical", "RFC 5280 6.1.4 (o)", "the extension is not known and may not be passed over"},
    {Rule::malformed, "path.malformed", "RFC 5280 4.2",
     "have the certificate issued anew: the extension cannot be read"},
    {Rule::leaf_extension, "path.leaf_extension", "RFC 5280 4.2.1.10",
     "only a CA's certificate may have this extension"},
    {Rule::key, "path.key", "NIST SP 800-57", "have it issued over a key of at least RSA 2048 or P-256"},
    {Rule::digest, "path.digest", "RFC 9155", "have it issued with SHA-256 or better"},
    {Rule::purpose, "path.purpose", "RFC 5280 4.2.1.12", "have it issued with this extendedKeyUsage"},
    {Rule::purpose_usage, "path.purpose_usage", "RFC 5280 4.2.1.12",
     "keyUsage permits nothing that this purpose needs: have it issued anew"},
    {Rule::hostname, "path.hostname", "RFC 9525 6", "have it issued with this dNSName in subjectAltName"},
    {Rule::address, "path.address", "RFC 9525 6.4", "have it issued with this iPAddress in subjectAltName"},
    {Rule::email, "path.email", "RFC 9598 5", "have it issued with this address in subjectAltName"},
    {Rule::no_revocation, "path.no_revocation", "RFC 9608 2",
     "noRevAvail stands in a leaf alone, not critical, and beside no place to ask for its status"},
    {Rule::profile, "path.profile", "RFC 5280 4", "--lenient takes what only breaks the profile for issuing"},
    {Rule::depth, "path.depth", "RFC 5280 6.1", "--max-depth permits longer paths"},
    {Rule::budget, "path.budget", "RFC 4158 2", "give fewer certificates: there are more paths than are tried"},
    {Rule::libcrypto, "path.libcrypto", "OpenSSL X509_verify_cert",
     "OpenSSL does not accept it, so pkit does not either"},
};

constexpr const char* kStrict[] = {
    "lint.version",
    "lint.serial.positive",
    "lint.serial.length",
    "lint.validity.type",
    "lint.subject_key_id.critical",
    "lint.authority_key_id",
    "lint.authority_key_id.empty",
    "lint.authority_key_id.critical",
    "lint.authority_key_id.pair",
    "lint.authority_info.critical",
    "lint.constraints.critical",
    "lint.path_length",
    "lint.key_usage.empty",
    "lint.key_usage.leaf",
    "lint.name_constraints",
    "lint.inhibit_any_policy",
    "lint.policy_mappings",
    "lint.issuer",
    "lint.subject",
    "lint.subject.ca",
    "lint.san",
    "lint.san.empty",
};

}  // namespace

std::span<const RuleRow> rules() { return kRules; }

const RuleRow& row_of(Rule rule) { return kRules[static_cast<std::size_t>(rule)]; }

std::span<const char* const> strict_lint_codes() { return kStrict; }

}  // namespace pkit::path
