// The tables of pkit.yaml that no other room has.
#pragma once

#include <vector>

#include "config/fields.h"

namespace pkit {

extern const std::vector<config::Field> kTopFields, kRegistrationFields, kOperationFields, kOperationsFields,
    kAccountsFields, kKeptKeysFields;

}  // namespace pkit
