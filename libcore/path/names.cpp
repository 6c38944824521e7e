// The names that whoever asks expects the leaf to have: subjectAltName alone counts, never the common name (RFC 9525
// 6).
#include <algorithm>

#include "base/address.h"
#include "path/checks.h"
#include "path/name_match.h"
#include "x509/san.h"

namespace pkit::path {

namespace {

using x509::GeneralName;
using x509::NameForm;

bool is_address(const GeneralName& name, BytesView wanted) {
  return name.form == NameForm::ip && equal(name.octets, wanted);
}

bool is_mailbox(const GeneralName& name, const std::string& wanted) {
  if (name.form == NameForm::email) return same_mailbox(name.text, wanted);
  if (name.form != NameForm::other || name.text != kSmtpUtf8Mailbox) return false;
  const auto text = x509::utf8_value(name);
  return text && same_mailbox(*text, wanted);
}

template <class Is>
void demand(const Facts& leaf, Rule rule, const std::string& wanted, Findings& findings, Is&& is) {
  if (wanted.empty() || std::any_of(leaf.names.begin(), leaf.names.end(), is)) return;
  std::vector<std::string> had;
  for (const x509::San& san : leaf.certificate->sans) had.push_back(x509::san_text(san));
  findings.push_back({rule, 0, "subjectAltName",
                      "it is not " + printable(wanted) + "'s; it names " + (had.empty() ? "nobody" : join(had, ", "))});
}

}  // namespace

void check_names(const Path& path, const Question& question, Findings& findings) {
  const Facts& leaf = *path.front();
  demand(leaf, Rule::hostname, question.hostname, findings, [&](const GeneralName& name) {
    return name.form == NameForm::dns && names_host(name.text, question.hostname);
  });
  const Bytes address = parse_address(question.address).value_or(Bytes());
  demand(leaf, Rule::address, question.address, findings,
         [&](const GeneralName& name) { return is_address(name, address); });
  demand(leaf, Rule::email, question.email, findings,
         [&](const GeneralName& name) { return is_mailbox(name, question.email); });
}

}  // namespace pkit::path
