// The binds of the commands about SSH keys.
#pragma once

#include "pkit/command.h"

namespace pkit::app {

Run bind_ssh_key_add(Options& options);
Run bind_ssh_key_scan(Options& options);
Run bind_ssh_key_list(Options& options);
Run bind_ssh_key_generate(Options& options);
Run bind_ssh_key_rotate(Options& options);
Run bind_ssh_key_retire(Options& options);

}  // namespace pkit::app
