#include "gate/operations.h"

#include <algorithm>
#include <iterator>

#include "accounts/register.h"
#include "agents/messages.h"
#include "bridge/operations.h"
#include "fleet/operations.h"
#include "renewal/operations.h"
#include "vault/objects.h"
#include "vault/operations.h"

namespace pkit {

namespace {

constexpr const Operation* kGateOperations[] = {
    &kRegister,
    &kRenew,
    &kRotateKey,
    &kAuthenticate,
    &kRegisterAccount,
    &kCsrRequirements,
    &kRegisterUser,
    &kRealmLogin,
    &vault::kVaultCreate,
    &vault::kVaultLs,
    &vault::kVaultPut,
    &vault::kVaultPutPart,
    &vault::kVaultPutComplete,
    &vault::kVaultPutAbandon,
    &vault::kVaultGet,
    &vault::kVaultGetPart,
    &vault::kVaultRm,
    &vault::kVaultDelete,
    &vault::kVaultWraps,
    &vault::kMirrorCreate,
    &agents::kSession,
    &agents::kJobConfig,
    &agents::kInventory,
    &agents::kEnroll,
    &agents::kJobComplete,
};

}  // namespace

std::span<const Operation* const> gate_operations() { return kGateOperations; }

const Operation* find_gate_operation(const std::string& name) {
  const auto row = std::find_if(std::begin(kGateOperations), std::end(kGateOperations),
                                [&](const Operation* operation) { return operation->name == name; });
  return row == std::end(kGateOperations) ? nullptr : *row;
}

std::string gate_operation_names() {
  std::vector<std::string> names;
  for (const Operation* operation : kGateOperations) names.emplace_back(operation->name);
  return join(names, ", ");
}

}  // namespace pkit
