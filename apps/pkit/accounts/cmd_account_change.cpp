// pkit account set, rename, enable, disable, delete: what an account's state still permits.
#include "pkit/account_credentials.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_changed(Screen& screen, const Outcome& outcome) { print_account(screen, outcome.data); }

}  // namespace

Run bind_account_set(Options& options) { return bind_local<kSetAccount, print_changed>(options); }
Run bind_account_rename(Options& options) { return bind_local<kRenameAccount, print_changed>(options); }
Run bind_account_enable(Options& options) { return bind_local<kEnableAccount, print_changed>(options); }
Run bind_account_disable(Options& options) { return bind_local<kDisableAccount, print_changed>(options); }
Run bind_account_delete(Options& options) { return bind_local<kDeleteAccount, print_changed>(options); }

}  // namespace pkit::app
