// pkit.yaml as a whole: faults, each of a code and with its place, or a setup in which every name leads somewhere.
#include <algorithm>

#include "setup/setup.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

void require_told(const Fault& fault) {
  PROMISE(refused_as(Error(fault.kind, fault.code, fault.what), {""}));
  PROMISE(fault.where.starts_with("pkit.yaml:"));
  PROMISE(!fault.what.empty());
}

void whole(const pkit::Setup& setup) {
  for (const auto& [name, profile] : setup.profiles) PROMISE(setup.authorities.contains(profile.authority));
  for (const auto& [name, chain] : setup.chains) {
    for (const std::string& profile : chain.profiles) PROMISE(setup.profiles.contains(profile));
    for (const handler::Handler& handler : chain.handlers)
      PROMISE(handler.act != handler::Handler::Act::call || setup.adapters.contains(handler.adapter));
  }
  for (const char* operation : {"register", "issue", "approve"}) setup.chain_for(operation);
  PROMISE(setup.default_profile().empty() || setup.profiles.contains(setup.default_profile()));
}

}  // namespace

int fuzz_config(BytesView bytes) {
  const std::string text(as_text(bytes));
  const auto checked = accepted({"yaml."}, [&] { return pkit::check_setup(text, "pkit.yaml", "/", 0); });
  if (!checked) return 0;
  PROMISE(checked->setup || !checked->faults.empty());
  std::for_each(checked->faults.begin(), checked->faults.end(), require_told);
  if (checked->setup) whole(*checked->setup);
  return 0;
}

}  // namespace pkit::fuzz
