// The metadata of certificates: a row a field.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "store/database.h"

namespace pkit::store::metadata {

/// Field -> value, by field.
Value of(Read&, const std::string& certificate);
/// In place of the field's value, if it has one.
void set(Write&, const std::string& certificate, const std::string& field, const std::string& value);
/// False where it has none.
bool unset(Write&, const std::string& certificate, const std::string& field);
/// The certificates with that value in that field.
std::vector<std::string> certificates_with(Read&, const std::string& field, const std::string& value);

}  // namespace pkit::store::metadata
