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
    {"der.bits", Kind::input, "a BIT STRING is not as DER writes it"},
    {"der.boolean", Kind::input, "a BOOLEAN is not as DER writes it"},
    {"der.default", Kind::input, "a default value is written out, which DER forbids"},
    {"der.depth", Kind::input, "the encoding is nested too deeply"},
    {"der.integer", Kind::input, "an INTEGER is empty, not minimal or too large"},
    {"der.length", Kind::input, "a length is indefinite, not minimal or too large"},
    {"der.null", Kind::input, "a NULL has content"},
    {"der.oid", Kind::input, "an OBJECT IDENTIFIER is cut short, not minimal or too large"},
    {"der.string", Kind::input, "a string is no whole number of characters"},
    {"der.tag", Kind::input, "a tag is one that DER does not allow"},
    {"der.trailing", Kind::input, "bytes are left over"},
    {"der.truncated", Kind::input, "an element is cut short or missing"},
    {"der.type", Kind::input, "an element is of another type than its place demands"},
    {"usage.constraints", Kind::input, "basicConstraints has an impossible path length"},
    {"usage.extended", Kind::input, "extKeyUsage names no purpose"},
    {"usage.key", Kind::input, "keyUsage has no bit, an unknown bit or bits too many"},
    {"usage.word", Kind::usage, "a key usage or an extended key usage does not exist"},
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
