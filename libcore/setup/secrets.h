// The `secrets:` section among the others, and who asks its providers.
#pragma once

#include "home/home.h"
#include "secrets/provider.h"
#include "secrets/source.h"
#include "setup/setup.h"

namespace pkit {

/// Every reference of the setup must be to a provider, with parameters that its kind takes.
void check_references(const Setup& setup, const Value& root, config::Faults& faults);

/// Asks the providers of home's pkit.yaml, which is read at each call, and of it that section alone: what must work
/// although something else in it is faulty may have a passphrase too. Error{config "config.invalid"} where the section
/// is. Both outlive it.
secrets::Ask ask_secrets(const Home& home, const World& world);

}  // namespace pkit
