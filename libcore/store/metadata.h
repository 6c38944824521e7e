// The metadata of certificates: a row a field.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
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

/// Was metadata generated for it (B8)?
bool generated(Read&, const std::string& certificate);
/// By whom and when it was, in place of an earlier time.
void mark_generated(Write&, const std::string& certificate, const std::string& target, Time at);
/// The next certificates after `id`, at most `limit`: all, or those for which none was generated.
std::vector<std::string> to_generate(Read&, const std::string& after, bool all, int limit);

}  // namespace pkit::store::metadata
