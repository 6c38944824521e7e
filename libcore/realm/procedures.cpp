#include "realm/procedures.h"

#include <algorithm>
#include <iterator>

namespace pkit::realm {

namespace {

constexpr ProcedureRow kRows[] = {
    {Procedure::init, "init", "adapter-pki-bridge-init-procedure", true, "is given the realm before each call (D6)"},
    {Procedure::identity_validation, "identity-validation", "adapter-pki-bridge-identity-validation-procedure", false,
     "may this user have a certificate? (D7)"},
    {Procedure::csr_requirements, "csr-requirements", "adapter-pki-bridge-csr-requirements-procedure", false,
     "what a user's CSR must contain (D12)"},
    {Procedure::csr_validation, "csr-validation", "adapter-pki-bridge-csr-validation-procedure", false,
     "does a CSR meet the requirements? (D17)"},
    {Procedure::certificate_generation, "certificate-generation", "adapter-pki-bridge-certificate-generation-procedure",
     true, "makes the certificate (D20)"},
    {Procedure::certificate_validation, "certificate-validation", "adapter-pki-bridge-certificate-validation-procedure",
     false, "is a certificate valid when it is first received? (D22)"},
    {Procedure::identity_from_certificate, "identity-from-certificate",
     "adapter-pki-bridge-identity-from-certificate-procedure", true, "whose a certificate is (D25)"},
};

}  // namespace

std::span<const ProcedureRow> procedure_rows() { return kRows; }

const ProcedureRow& row_of(Procedure procedure) { return kRows[static_cast<std::size_t>(procedure)]; }

const ProcedureRow* find_procedure(std::string_view word) {
  const auto row = std::find_if(std::begin(kRows), std::end(kRows),
                                [&](const ProcedureRow& each) { return word == each.word || word == each.parameter; });
  return row == std::end(kRows) ? nullptr : &*row;
}

}  // namespace pkit::realm
