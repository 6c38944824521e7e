// The binds of the commands about certificate stores.
#pragma once

#include "pkit/command.h"

namespace pkit::app {

Run bind_store_add(Options& options);
Run bind_store_create(Options& options);
Run bind_store_discover(Options& options);
Run bind_store_approve(Options& options);
Run bind_store_forget(Options& options);
Run bind_store_verify(Options& options);
Run bind_store_list(Options& options);
Run bind_store_show(Options& options);
Run bind_store_inventory(Options& options);
Run bind_store_diff(Options& options);
Run bind_store_put(Options& options);
Run bind_store_take(Options& options);
Run bind_store_reenroll(Options& options);
Run bind_store_export(Options& options);
Run bind_store_plan(Options& options);
Run bind_store_apply(Options& options);
Run bind_store_restore(Options& options);

}  // namespace pkit::app
