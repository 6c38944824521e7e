// What operators do about orchestrators and what these have, without any handler. Each takes a session and a request
// and answers an Outcome; what cannot be done is thrown.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "home/operation.h"
#include "home/session.h"

namespace pkit {

// --- an orchestrator's own life (orchestrator_life.cpp) ---
struct OrchestratorRequest {
  std::string who;       // ClientMachine, ClientID or o-...
  std::string reenroll;  // of reenroll: "none", "requested", "required"
  std::string reason;    // of delete
  Common common;
};
/// New again: its stores, jobs and thumbprints are gone; the ClientID stays (T-A24, X4). data: {orchestrator}
Outcome reset_orchestrator(Session& session, const OrchestratorRequest& request);
/// Asks for, or demands, a new certificate at its next registration (T-A25). data: {orchestrator}
Outcome reenroll_orchestrator(Session& session, const OrchestratorRequest& request);
/// For good: its name and its ClientID are free again; what it was and had stays in the record. Error{conflict
/// "orchestrator.holds"} while it holds a valid certificate. data: {orchestrator:{id, ClientMachine, Status}}
Outcome delete_orchestrator(Session& session, const OrchestratorRequest& request);
extern const Operation kResetOrchestrator, kReenrollOrchestrator, kDeleteOrchestrator;

// --- stores and jobs (belongings_change.cpp) ---
struct BelongingsRequest {
  std::string who;
  std::optional<std::string> set;  // a JSON list in place of what is there
  std::string set_name;
  std::string add;    // one more, as JSON
  bool list = false;  // what is done without `set` and `add` too; at most one of the three is given
  Common common;
};
/// data: {ClientMachine, stores: []}. Where stores are set anew, the jobs of those whose path is still there stay.
Outcome orchestrator_stores(Session& session, const BelongingsRequest& request);
/// data: {ClientMachine, jobs: []}
Outcome orchestrator_jobs(Session& session, const BelongingsRequest& request);
extern const Operation kOrchestratorStores, kOrchestratorJobs;

// --- blueprints (blueprint_change.cpp) ---
struct BlueprintRequest {
  std::string name;
  std::string from;                     // of capture: whose stores and jobs
  std::vector<std::string> who;         // of apply
  std::vector<std::string> required;    // of capture: in place of what its stores and jobs need
  std::optional<std::string> document;  // of import
  std::string document_name;
  bool force = false;  // replace one of that name
  Common common;
};
/// data: {blueprint: {...}}
Outcome capture_blueprint(Session& session, const BlueprintRequest& request);
Outcome import_blueprint(Session& session, const BlueprintRequest& request);
Outcome show_blueprint(Session& session, const BlueprintRequest& request);
/// data: {blueprints: [{AgentBlueprintId, Name, Source, RequiredCapabilities, LastModified, stores: N, jobs: N}]}
Outcome list_blueprints(Session& session, const BlueprintRequest& request);
/// data: {applied: [ClientMachine]}; all or none. Error{conflict "blueprint.inapplicable"} names every hindrance.
Outcome apply_blueprint(Session& session, const BlueprintRequest& request);
/// What it was applied to stays as it is (A21).
Outcome delete_blueprint(Session& session, const BlueprintRequest& request);
extern const Operation kCaptureBlueprint, kImportBlueprint, kShowBlueprint, kListBlueprints, kApplyBlueprint,
    kDeleteBlueprint;

// --- metadata (metadata_change.cpp) ---
struct MetadataRequest {
  std::string certificate;                                  // id, serial or fingerprint
  std::vector<std::pair<std::string, std::string>> values;  // of set
  std::vector<std::string> fields;                          // of unset
  Common common;
};
/// data: {certificate: id, metadata: {field: value}}. Error{usage "metadata.value"} or {not_found "metadata.field"},
/// with every fault.
Outcome get_metadata(Session& session, const MetadataRequest& request);
Outcome set_metadata(Session& session, const MetadataRequest& request);
Outcome unset_metadata(Session& session, const MetadataRequest& request);
extern const Operation kGetMetadata, kSetMetadata, kUnsetMetadata;

}  // namespace pkit
