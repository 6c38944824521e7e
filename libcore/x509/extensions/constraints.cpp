#include "x509/constraints.h"

#include <algorithm>

#include "x509/der.h"
#include "x509/names/general_name.h"
#include "x509/san.h"

namespace pkit::x509 {

namespace {

constexpr const char* kNames = "constraints.names";

/// Ones, then zeros (RFC 4632).
bool is_mask(BytesView octets) {
  bool ended = false;
  for (const std::uint8_t octet : octets) {
    for (int bit = 7; bit >= 0; --bit) {
      const bool one = (octet >> bit & 1) != 0;
      if (one && ended) return false;
      ended = ended || !one;
    }
  }
  return true;
}

void check_address(const GeneralName& name, std::size_t at) {
  const BytesView octets = name.octets;
  if (octets.size() != 8 && octets.size() != 32) der::fail(kNames, "an address range of a wrong length", at);
  if (!is_mask(octets.subspan(octets.size() / 2))) der::fail(kNames, "an address range whose mask is no prefix", at);
}

/// A host, or a domain after a dot. A wildcard, a port, a scheme or a final dot is in no name, so that whoever excludes
/// such a thing would exclude nothing.
bool is_host_tree(std::string_view text) {
  if (text.starts_with('.')) text.remove_prefix(1);
  return !text.starts_with('*') && valid_dns_name_but_underscores(text);
}

/// "*@example.com" means a mailbox called "*", and whoever wrote it meant all of them.
bool is_mail_tree(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return is_host_tree(text);
  const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
  const bool visible = std::all_of(local.begin(), local.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '*'; });
  return !local.empty() && visible && !domain.starts_with('.') && is_host_tree(domain);
}

void check_subtree(const GeneralName& name, std::size_t at) {
  if (name.form == NameForm::ip) check_address(name, at);
  const bool text = name.form == NameForm::dns || name.form == NameForm::uri || name.form == NameForm::email;
  if (!text || name.text.empty()) return;  // the empty one has every name in it
  const bool sound = name.form == NameForm::email ? is_mail_tree(name.text) : is_host_tree(name.text);
  if (!sound) der::fail(kNames, std::string("a subtree that no ") + name_form_word(name.form) + " can be in", at);
}

GeneralName read_subtree(der::Reader fields) {
  const der::Element base = fields.next();
  GeneralName name = read_general_name(fields, base);
  check_subtree(name, base.offset);
  if (fields.optional(der::context(0, false)) || fields.optional(der::context(1, false)))
    der::fail(kNames, "a subtree with a minimum or maximum", base.offset);  // "minimum MUST be zero", DER omits it
  fields.end("GeneralSubtree");
  return name;
}

std::vector<GeneralName> read_subtrees(der::Reader list) {
  if (list.empty()) der::fail(kNames, "an empty list of subtrees", list.offset());
  std::vector<GeneralName> all;
  while (!list.empty()) all.push_back(read_subtree(list.enter(der::kSequence, "GeneralSubtree")));
  return all;
}

}  // namespace

NameConstraints decode_name_constraints(BytesView value) {
  der::Reader document(value);
  der::Reader fields = document.enter(der::kSequence, "nameConstraints");
  document.end("nameConstraints");
  if (fields.empty()) der::fail(kNames, "name constraints that constrain nothing", fields.offset());
  NameConstraints constraints;
  if (const auto list = fields.optional(der::context(0, true)))
    constraints.permitted = read_subtrees(fields.inside(*list));
  if (const auto list = fields.optional(der::context(1, true)))
    constraints.excluded = read_subtrees(fields.inside(*list));
  fields.end("nameConstraints");
  return constraints;
}

}  // namespace pkit::x509
