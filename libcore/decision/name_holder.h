// C6: a subject is one principal's, and no CA's.
#pragma once

#include <string>

#include "decision/kinds.h"
#include "store/database.h"
#include "x509/name.h"

namespace pkit {

/// Would this subject be the other name, as it is or with its CN alone, as some profiles sign it?
bool collides(const x509::Name& subject, const x509::Name& other);
/// Who has this subject already, or one that only differs in case and spaces (C6): another principal's name, or that of
/// a CA of this home; empty: nobody.
std::string holder_of_name(store::Read& read, const x509::Name& subject, const std::string& principal);
/// For kinds whose subjects are their own, at every door: rejected where a CA of pkit.yaml has the CSR's; the state
/// knows those alone that have signed already.
KindEffectsPtr no_name_of_a_ca(const ReadSession& session, const Setup& setup, const Run& run);

}  // namespace pkit
