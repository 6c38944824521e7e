// What path validation needs of one certificate, read once: its extensions as values, its names made comparable.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "x509/certificate.h"
#include "x509/constraints.h"
#include "x509/distribution.h"
#include "x509/general_names.h"

namespace pkit::path {

struct Facts {
  const x509::Certificate* certificate = nullptr;  // outlives this
  bool anchor = false;
  std::string subject, issuer;           // normalized
  std::vector<x509::GeneralName> names;  // of subjectAltName
  std::optional<x509::NameConstraints> name_constraints;
  std::optional<std::vector<std::string>> policies;
  std::vector<std::pair<std::string, std::string>> mappings;
  x509::PolicyConstraints policy_constraints;
  std::optional<int> inhibit_any;
  std::vector<x509::DistributionPoint> points;
  std::vector<std::pair<std::string, std::string>> malformed;  // extension, why it cannot be read

  bool self_issued() const { return subject == issuer; }
  bool has(std::string_view oid) const { return certificate->extension(oid) != nullptr; }
};

Facts facts_of(const x509::Certificate& certificate, bool anchor);

/// The leaf first, the trust anchor last.
using Path = std::vector<const Facts*>;

/// "nameConstraints" for its OID, the OID itself where there is no name.
std::string extension_name(std::string_view oid);

}  // namespace pkit::path
