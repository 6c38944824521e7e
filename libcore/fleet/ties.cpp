#include "fleet/ties.h"

#include "base/address.h"
#include "decision/intake.h"
#include "fleet/blueprint.h"

namespace pkit {

namespace {

Fault rejected(const char* code, const std::string& what, const std::string& hint) {
  return Fault{Kind::pending, code, "", "the answer is rejected: " + what, hint};
}

/// A blueprint is applied once, and never taken back by a claim.
void tie_blueprint(store::Read& read, const Setup& setup, const handler::Outputs& outputs, const Tied& tied,
                   const World& world, Ties& ties) {
  const std::string& name = outputs.blueprint;
  if (name.empty()) {
    if (setup.require_blueprint && tied.present.blueprint.empty())
      ties.rejected =
          rejected("register.blueprint", "it names no blueprint", "registration.require_blueprint wants one");
    return;
  }
  if (!tied.present.blueprint.empty()) {
    if (lower(tied.present.blueprint) != lower(name))
      ties.warnings.push_back("the blueprint " + printable(name) + " is not applied: it has " + tied.present.blueprint);
    return;
  }
  const std::optional<store::Blueprint> blueprint = store::blueprints::find(read, name);
  if (!blueprint) {
    ties.rejected =
        rejected("register.blueprint", "there is no blueprint '" + printable(name) + "'", "pkit blueprint list");
    return;
  }
  const std::string& principal = tied.present.principal;
  const store::Belongings present = store::belongings::of(read, principal);
  const std::string why = hindrance(*blueprint, tied.capabilities, setup.store_types, present);
  if (!why.empty()) {
    ties.rejected = rejected("register.blueprint", "the blueprint " + blueprint->name + " cannot be applied: " + why,
                             "pkit blueprint show " + blueprint->name);
    return;
  }
  ties.blueprint = *blueprint;
  ties.belongings = applied(*blueprint, principal, present, world);
}

void tie_client_id(store::Read& read, const handler::Outputs& outputs, const Tied& tied, Ties& ties) {
  const std::string& id = outputs.client_id;
  if (id.empty() || tied.present.client_id == id) return;
  if (!tied.present.client_id.empty()) {
    ties.warnings.push_back("the ClientID " + printable(id) + " is ignored: it has " + tied.present.client_id +
                            " for good");
  } else if (tied.only_claimed) {
    ties.warnings.push_back("the ClientID " + printable(id) + " is ignored: nothing shows that the request is its own");
  } else if (!is_client_machine(id)) {
    ties.rejected = rejected("register.clientid", "the ClientID '" + printable(id) + "' is no name that can be sent",
                             "1 to 253 of A-Z a-z 0-9 . _ : -");
  } else if (!is_free(read, id, tied.present.principal)) {
    ties.rejected = rejected("register.clientid", "the ClientID " + id + " is another orchestrator's", "");
  } else {
    ties.client_id = id;
  }
}

}  // namespace

bool is_free(store::Read& read, const std::string& client_id, const std::string& principal) {
  const std::string key = machine_key(client_id);
  const std::string tied = store::ties::holder(read, key);
  if (!tied.empty() && tied != principal) return false;
  const auto named = store::principals::find_by_name(read, "orchestrator", key);
  return !named || named->id == principal;
}

Ties judge_ties(store::Read& read, const Setup& setup, const handler::Outputs& outputs, const Tied& tied,
                const World& world) {
  Ties ties;
  ties.licences = setup.licences;
  if (tied.only_claimed && !outputs.blueprint.empty())
    ties.warnings.push_back("the blueprint " + printable(outputs.blueprint) +
                            " is not applied: nothing shows that the request is its own");
  else
    tie_blueprint(read, setup, outputs, tied, world, ties);
  if (!ties.rejected) tie_client_id(read, outputs, tied, ties);
  return ties;
}

}  // namespace pkit
