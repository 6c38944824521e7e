// What is decided is what is signed: names granted, and everything the profile demands of a CSR, all faults listed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/value.h"
#include "policy/profile.h"
#include "x509/certificate.h"
#include "x509/csr.h"

namespace pkit::policy {

/// Who the certificate is for: the fields that profile placeholders can name. {"ClientMachine": "web1"}.
using PrincipalFields = std::map<std::string, std::string>;
/// Beside ClientMachine: what it was called before. No placeholder can name it, and it is granted nowhere.
inline constexpr const char* kFormerMachine = "FormerClientMachine";

struct NamesWanted {
  const x509::Csr* csr = nullptr;                               // may be null (--subject form: then `cn` and `sans`)
  std::optional<std::string> cn;                                // --subject's CN
  std::vector<x509::San> sans;                                  // --san
  std::vector<std::pair<std::string, std::string>> other_rdns;  // --subject's other attributes
  Value granted_by_verdict = Value::map();                      // {dns: [], ip: [], email: [], uri: []}
  std::vector<std::pair<std::string, std::string>> granted_attributes;  // of the subject, where they are asked for
  bool own_host = true;  // the principal's name is granted as dns or ip too, where it is one
};

/// A difference between what the CSR asked for and what is signed.
struct Difference {
  std::string what;   // "dropped", "changed", "added"
  std::string field;  // "subject.OU", "subjectAltName", "keyUsage", "extendedKeyUsage", "basicConstraints", ...
  std::string asked, got;
};

struct GrantedNames {
  x509::Name subject;
  std::vector<x509::San> sans;
};

/// A CSR that profile and names permit, and what of it is signed.
struct Permitted {
  GrantedNames names;
  std::vector<std::string> key_usage, extended_key_usage;  // the profile's, as far as the key can have them
  std::vector<Difference> differences;
};

struct Checked {
  std::optional<Permitted> permitted;  // only where there is no fault
  std::vector<Fault> faults;           // kind denied, codes "policy.*"
};

/// Key type and size, requested usages and extensions, and names against the profile. A usage that the key cannot have
/// (keyEncipherment for anything but RSA) is left out, and told only where it was asked for.
/// Names: what is decided is what is signed. Comparison of dns and cn names and of the ClientMachine ignores case, and
/// a spelling that differs in case alone is no difference.
/// - from-principal: every CN and SAN asked for must be granted (the principal's own, templates', verdict's), else a
/// fault;
///   signed are the templates' and the asked ones; other RDNs are dropped and told.
/// - from-csr: each must match `allowed`; an absent type allows none; signed are the asked ones with the templates'
/// other RDNs.
/// - template: the CSR's names are ignored and told; signed are the templates'.
/// A template whose placeholder is absent is a fault; one whose value is not well formed for its type is a fault in the
/// subject and a skipped entry in san (a machine known by its address has no dns name).
/// A SAN of type `other` that was asked for is a fault "policy.san.type" (template mode: told).
Checked check(const Profile& profile, const PrincipalFields& principal, const x509::PublicKey& key,
              const NamesWanted& wanted);

/// The fields of the certificate to be: everything but serial, issuer and authority key id, which the authority adds.
x509::CertificateFields certificate_fields(const Profile& profile, const Permitted& permitted,
                                           const x509::PublicKey& key, Time not_before, Time not_after);

/// Names as text, sorted: "cn:web1", "dns:web1.corp.example", "o:Acme". For answers and the approval digest.
std::vector<std::string> granted_texts(const GrantedNames& names);

}  // namespace pkit::policy
