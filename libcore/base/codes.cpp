#include "base/codes.h"

namespace pkit {

namespace {

// Append within a section; never rename or remove a row: scripts compare these words.
constexpr CodeRow kCodes[] = {
    // base
    {"internal", Kind::internal, "a fault in pkit itself"},
    {"crypto", Kind::internal, "the cryptographic library failed where it must not"},
    {"file.missing", Kind::not_found, "there is no such file"},
    {"file.read", Kind::state, "a file cannot be read"},
    {"file.write", Kind::state, "a file or directory cannot be written"},
    {"file.exists", Kind::conflict, "a file or directory is there already and is not replaced"},
    {"file.size", Kind::input, "a file is larger than anything of its kind may be"},
    {"file.permission", Kind::state, "a file or one of its directories can be changed by others than its owner"},
    {"file.secret", Kind::state, "a secret file can be read by others than its owner"},
    {"json.syntax", Kind::input, "a text is not JSON (RFC 8259)"},
    {"json.duplicate", Kind::input, "a JSON object has the same key twice"},
    {"json.number", Kind::input, "a JSON number is not an integer"},
    {"json.range", Kind::input, "a JSON integer does not fit into 64 bits"},
    {"json.utf8", Kind::input, "a text is not UTF-8"},
    {"json.nul", Kind::input, "a JSON text contains a NUL"},
    {"json.size", Kind::input, "a JSON text has too many bytes"},
    {"json.depth", Kind::input, "a JSON text is nested too deep"},
    {"json.nodes", Kind::input, "a JSON text has too many values"},
    // config
    {"yaml.syntax", Kind::config, "a text is not YAML"},
    {"yaml.duplicate", Kind::config, "a YAML map has the same key twice"},
    {"yaml.key", Kind::config, "a YAML key is not a text"},
    {"yaml.anchor", Kind::config, "YAML anchors are not taken"},
    {"yaml.alias", Kind::config, "YAML aliases are not taken"},
    {"yaml.tag", Kind::config, "YAML tags are not taken"},
    {"yaml.merge", Kind::config, "YAML merge keys are not taken"},
    {"yaml.documents", Kind::config, "there is more than one YAML document"},
    {"yaml.integer", Kind::config, "a YAML integer does not fit into 64 bits"},
    {"yaml.utf8", Kind::config, "a YAML text is not UTF-8"},
    {"yaml.nul", Kind::config, "a YAML text contains a NUL"},
    {"yaml.character", Kind::config, "a YAML text contains a control character"},
    {"yaml.size", Kind::config, "a YAML text has too many bytes"},
    {"yaml.depth", Kind::config, "a YAML text is nested too deep"},
    {"yaml.nodes", Kind::config, "a YAML text has too many values"},
    {"config.unknown", Kind::config, "a key or name that does not exist"},
    {"config.missing", Kind::config, "a key that must be there is not"},
    {"config.type", Kind::config, "a value is of the wrong type"},
    {"config.word", Kind::config, "a value is not among the words that can stand here"},
    {"config.bounds", Kind::config, "a number or duration is too small or too large"},
    // pattern
    {"pattern.glob", Kind::usage, "a glob that cannot be read"},
    {"pattern.regex", Kind::usage, "a regular expression that RE2 does not take"},
    {"pattern.cidr", Kind::usage, "a text that is no range of IP addresses"},
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
    {"name.length", Kind::denied, "a value in a name is longer or shorter than RFC 5280 allows"},
    {"name.rdn", Kind::input, "an RDN has no attribute"},
    {"name.size", Kind::input, "a name has more than 64 attributes"},
    {"name.text", Kind::usage, "a name cannot be read, or has an unknown attribute"},
    {"name.type", Kind::input, "a value in a name is of no string type"},
    {"name.value", Kind::input, "a value in a name is empty, has a NUL or what its string type does not allow"},
    {"pem.base64", Kind::input, "a PEM block is not base64"},
    {"pem.empty", Kind::input, "there is no content"},
    {"pem.end", Kind::input, "a PEM block does not end, or ends under another label"},
    {"pem.format", Kind::input, "the content is neither PEM nor DER nor base64 of DER"},
    {"pem.header", Kind::input, "a PEM block has headers, which RFC 7468 does not allow"},
    {"pem.label", Kind::input, "a PEM block of another kind, or none, is there"},
    {"pem.several", Kind::input, "there is more than one PEM block"},
    {"san.ascii", Kind::input, "a name in subjectAltName is not ASCII"},
    {"san.dns", Kind::input, "a dns name in subjectAltName is none"},
    {"san.email", Kind::input, "an email address in subjectAltName is none"},
    {"san.empty", Kind::input, "subjectAltName or a name in it is empty"},
    {"san.ip", Kind::input, "an address in subjectAltName is none"},
    {"san.nul", Kind::input, "a name in subjectAltName has a NUL"},
    {"san.text", Kind::usage, "a name cannot be read as TYPE:VALUE"},
    {"san.uri", Kind::input, "a uri in subjectAltName is not absolute or not well formed"},
    {"usage.constraints", Kind::input, "basicConstraints has an impossible path length"},
    {"usage.extended", Kind::input, "extKeyUsage names no purpose"},
    {"usage.key", Kind::input, "keyUsage has no bit, an unknown bit or bits too many"},
    {"usage.word", Kind::usage, "a key usage or an extended key usage does not exist"},
    // store
    {"store.locked", Kind::state, "the database is locked by another process for too long"},
    {"store.full", Kind::state, "the database cannot grow: disk, quota or file size limit"},
    {"store.io", Kind::state, "the database cannot be opened, read or written"},
    {"store.corrupt", Kind::state, "the database is damaged, or not pkit's"},
    {"store.schema", Kind::state, "the database has a schema that this pkit does not know"},
    {"store.network", Kind::state, "the database would lie on a network file system"},
    {"store.constraint", Kind::conflict, "the state has such a row already, or lacks one that is referred to"},
    // adapter
    {"adapter.name", Kind::config, "an adapter's name has a character that names cannot have"},
    {"adapter.program", Kind::config, "an adapter's program is missing or not executable"},
    {"adapter.writable", Kind::config, "an adapter's program can be written by somebody else"},
    // handler
    // policy
    // authority
    // lifecycle
    // apps
};

}  // namespace

std::span<const CodeRow> codes() { return kCodes; }

}  // namespace pkit
