// C6: a subject is one principal's, and no CA's.
#pragma once

#include <string>

#include "store/database.h"
#include "x509/name.h"

namespace pkit {

/// Would this subject be the other name, as it is or with its CN alone, as some profiles sign it?
bool collides(const x509::Name& subject, const x509::Name& other);
/// Who has this subject already, or one that only differs in case and spaces (C6): another principal's name, or that of
/// a CA of this home; empty: nobody.
std::string holder_of_name(store::Read& read, const x509::Name& subject, const std::string& principal);

}  // namespace pkit
