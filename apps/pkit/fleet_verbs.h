// The binds of the commands about policy, about what orchestrators have, and about kept keys: each in the file of its
// noun.
#pragma once

#include "pkit/command.h"

namespace pkit::app {

Run bind_adapter_test(Options& options);
Run bind_chain_test(Options& options);
Run bind_chain_replay(Options& options);
Run bind_agent_init(Options& options);
Run bind_agent_register(Options& options);
Run bind_agent_run(Options& options);
Run bind_agent_status(Options& options);
Run bind_orchestrator_stores(Options& options);
Run bind_orchestrator_jobs(Options& options);
Run bind_orchestrator_reset(Options& options);
Run bind_orchestrator_reenroll(Options& options);
Run bind_orchestrator_delete(Options& options);
Run bind_blueprint_capture(Options& options);
Run bind_blueprint_list(Options& options);
Run bind_blueprint_show(Options& options);
Run bind_blueprint_apply(Options& options);
Run bind_blueprint_delete(Options& options);
Run bind_blueprint_export(Options& options);
Run bind_blueprint_import(Options& options);
Run bind_csr_new(Options& options);
Run bind_csr_marry(Options& options);
Run bind_export(Options& options);
Run bind_metadata_get(Options& options);
Run bind_metadata_set(Options& options);
Run bind_metadata_unset(Options& options);
Run bind_metadata_generate(Options& options);

}  // namespace pkit::app
