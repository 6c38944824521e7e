// The seven procedures of document D's PKI bridge, a row each.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pkit::realm {

/// In the order of document D.
enum class Procedure {
  init,
  identity_validation,
  csr_requirements,
  csr_validation,
  certificate_generation,
  certificate_validation,
  identity_from_certificate,
};

struct ProcedureRow {
  Procedure procedure;
  const char* word;       // for `pkit realm call`
  const char* parameter;  // of the realm (D5)
  bool required;          // of a bridge by adapter; what is not required and not configured takes its default
  const char* help;       // one line
};
std::span<const ProcedureRow> procedure_rows();
const ProcedureRow& row_of(Procedure procedure);
/// By its word or its parameter; null where there is none.
const ProcedureRow* find_procedure(std::string_view word);

/// ADAPTER.PROCEDURE, as a realm's parameter names it.
struct Target {
  std::string adapter, procedure;

  std::string text() const { return adapter + "." + procedure; }
};

}  // namespace pkit::realm
