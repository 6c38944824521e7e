// account handoff: what an operator gives to the application's administrator by hand (C4).
#include <charconv>

#include "accounts/account.h"
#include "accounts/credential.h"
#include "accounts/operations.h"
#include "base/json.h"
#include "ca/authorities.h"
#include "home/whole_directory.h"
#include "setup/setup.h"
#include "store/vaults.h"

namespace pkit {

namespace {

constexpr const char *kCertificatesFile = "manager-ca.pem", *kHandoffFile = "handoff.json", *kPasswordFile = "password";

std::int64_t template_number(store::Read& read, const std::string& word, bool mirror) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool is_number = error == std::errc() && end == word.data() + word.size();
  const auto found =
      is_number ? store::vault_templates::find(read, number) : store::vault_templates::find_by_name(read, word);
  if (found && found->mirror == mirror) return found->number;
  throw Error(Kind::not_found, "vault.template",
              "there is no template '" + printable(word) + "' for " + (mirror ? "mirrors" : "vaults"),
              "pkit vault template lists them");
}

/// What an application verifies its certificate by: the issuer and those above it, the root too.
std::string ca_certificates(Session& session) {
  const Setup setup = load_setup(session.home, session.database);
  const std::string& authority = setup.profiles.at("accounts").authority;
  const std::string chain = export_authority(session, authority, "chain");
  const std::string root = export_authority(session, authority, "root");
  return chain.find(root) == std::string::npos ? chain + root : chain;
}

}  // namespace

Outcome hand_off_account(Session& session, const HandoffRequest& request) {
  settle_credentials(session);
  const HeldAccount account = find_account(session, request.account);
  require_permitted(account, "handoff");
  Value told = Value::map({{"accountId", account.account.number},
                           {"username", username_of(session, *account.credential)},
                           {"vaultTemplateId", Value()},
                           {"mirrorTemplateId", Value()}});
  session.state.read([&](store::Read& read) {
    told.set("vaultTemplateId", template_number(read, request.vault_template, false));
    if (!request.mirror_template.empty())
      told.set("mirrorTemplateId", template_number(read, request.mirror_template, true));
  });
  const std::string certificates = ca_certificates(session);
  const WholeDirectory directory{request.directory, {kCertificatesFile, kHandoffFile, kPasswordFile}};
  write_whole_directory(session.world, directory, [&](const Path& staging) {
    create_file(staging / kCertificatesFile, as_bytes(certificates), Mode::shared);
    create_file(staging / kHandoffFile, as_bytes(to_pretty_json(told) + "\n"), Mode::secret);
    if (request.password)
      create_file(staging / kPasswordFile, as_bytes(std::string(request.password->reveal()) + "\n"), Mode::secret);
  });
  Outcome outcome;
  outcome.data = Value::map({{"handoff", told}, {"directory", request.directory.string()}});
  return outcome;
}

}  // namespace pkit
