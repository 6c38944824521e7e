// What a user's CSR must contain (D12-D16), and whether it does. Pure.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/value.h"
#include "x509/csr.h"
#include "x509/request_attribute.h"

namespace pkit::bridge {

struct Requirements {
  std::string common_name;
  std::vector<std::pair<std::string, std::string>> subject;     // {"O", "IBM"}, in pkit's words, as they were given
  std::vector<std::pair<std::string, std::string>> attributes;  // {"challengePassword", "..."}, as they were given
};

/// D13's object: exactly {commonName, additionalSubject, additionalAttributes}, and each of them can be in a CSR.
/// Error{input "realm.requirements"} listing every fault, none of which quotes a value.
Requirements read_requirements(const Value& value, const std::string& name);
/// D13's object.
Value requirements_value(const Requirements& requirements);

/// Everything that a CSR lacks of it: kind denied, codes "realm.csr.*". What it has beside is no fault (T-D7), but for
/// a second common name.
std::vector<Fault> faults_against(const Requirements& requirements, const x509::Csr& csr);

/// The subject of a CSR that meets them: the common name is its most specific attribute.
x509::Name subject_for(const Requirements& requirements);
std::vector<x509::RequestAttribute> attributes_for(const Requirements& requirements);

}  // namespace pkit::bridge
