// Every error, fault and finding code pkit can print: one append-only table. A test compares it with the sources and
// with the man page.
#pragma once

#include <span>

#include "base/error.h"

namespace pkit {

struct CodeRow {
  const char* code;
  Kind kind;            // the kind it usually comes with
  const char* meaning;  // one line, for the man page
};

std::span<const CodeRow> codes();
/// Those of them that certificates, the lint, and operations have.
std::span<const CodeRow> x509_codes();
std::span<const CodeRow> lint_codes();
std::span<const CodeRow> rooms_codes();
std::span<const CodeRow> certstore_codes();
std::span<const CodeRow> job_codes();

}  // namespace pkit
