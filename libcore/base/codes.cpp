#include "base/codes.h"

namespace pkit {

namespace {

// Append within a section; never rename or remove a row: scripts compare these words.
constexpr CodeRow kCodes[] = {
    // base
    {"internal", Kind::internal, "a fault in pkit itself"},
    {"crypto", Kind::internal, "the cryptographic library failed where it must not"},
    // config
    // pattern
    // x509
    // store
    // adapter
    // handler
    // policy
    // authority
    // lifecycle
    // apps
};

}  // namespace

std::span<const CodeRow> codes() { return kCodes; }

}  // namespace pkit
