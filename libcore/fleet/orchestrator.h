// The orchestrator's row among the kinds of principals (document A).
#pragma once

#include "decision/caller.h"
#include "store/belongings.h"

namespace pkit {

// What an orchestrator can be. An unknown one has no row.
inline constexpr const char *kNew = "New", *kApproved = "Approved", *kDisapproved = "Disapproved";

/// What an orchestrator is beside its principal.
struct OrchestratorPart : KindPart {
  explicit OrchestratorPart(store::Orchestrator of) : row(std::move(of)) {}
  store::Orchestrator row;
  store::OrchestratorTies ties;
  // As it shall be, where an Allow ties more to it:
  std::optional<store::Belongings> belongings;  // in place of what is there
  std::optional<store::Blueprint> blueprint;    // that it rests on
  bool takes_client_id = false;                 // which must still be nobody's
  std::optional<std::int64_t> licences;         // so many may be Approved, and it becomes one of them
};
const store::Orchestrator& orchestrator_of(const KindPart& part);
const store::OrchestratorTies& ties_of(const KindPart& part);

const PrincipalKind& orchestrator_kind();
/// Who may try what, and what follows: document A's tables (orchestrator_table.cpp).
std::span<const Admission> orchestrator_admissions();
std::span<const Consequence> orchestrator_consequences();

/// claimed.* of an orchestrator beside its name and its ClientParameters.
Value orchestrator_claims(const Value& capabilities, const std::string& platform, const std::string& version);
/// Does it say other capabilities of itself than it had?
bool capabilities_changed(const Intake& intake, const Caller& caller);

}  // namespace pkit
