// One call of a realm's procedure, to see what it is sent and answers. Nothing is decided by it.
#pragma once

#include <string>

#include "home/session.h"

namespace pkit {

struct RealmCall {
  std::string realm, procedure;  // the word or the parameter of one of the seven
  std::string parameter;         // JSON
  std::string parameter_name;    // for errors
  Common common;
};
/// data: {realm, procedure, called, parameter, answer, failure, verdict}; init is called before, as ever. Error{config
/// "realm.procedure"} in the outcome where there is no answer, or none that the procedure may give.
Outcome call_procedure(Session& session, const RealmCall& call);

}  // namespace pkit
