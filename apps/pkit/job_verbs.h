// The binds of the commands about jobs.
#pragma once

#include "pkit/command.h"

namespace pkit::app {

Run bind_job_schedule(Options& options);
Run bind_job_list(Options& options);
Run bind_job_show(Options& options);
Run bind_job_run(Options& options);
Run bind_job_history(Options& options);
Run bind_job_data(Options& options);
Run bind_job_ack(Options& options);
Run bind_job_reschedule(Options& options);
Run bind_job_cancel(Options& options);

}  // namespace pkit::app
