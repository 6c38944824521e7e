// store add, create and approve: a store is registered, and how it is used is said.
#include "certstores/commands/kind_input.h"
#include "certstores/rows.h"

namespace pkit::certstores {

namespace {

/// Where its password comes from, never the password; from one place.
void put_password(void* request, const std::string& source) {
  std::string& password = static_cast<AddRequest*>(request)->password;
  if (!password.empty())
    throw Error(Kind::usage, "option.combination", "where its password is was said already",
                "--password-file or --password-credential, not both");
  password = source;
}

constexpr Input password_file_input() {
  Input row =
      input<&AddRequest::password>("password-file", "FILE", "the file that its password is read from, each time")
          .is_source();
  row.put = [](void* request, const Value& value) { put_password(request, value.as_text()); };
  return row;
}

constexpr Input password_credential_input() {
  Input row =
      input<&AddRequest::password>("password-credential", "NAME", "the systemd credential that its password is in");
  row.put = [](void* request, const Value& value) { put_password(request, "credential:" + value.as_text()); };
  return row;
}

constexpr Input kKeyFile =
    input<&AddRequest::key_path>("key-file", "FILE", "where its key lies, if that is a file beside it")
        .completes(Completion::file);
constexpr Input kAlias = input<&AddRequest::alias>("alias", "ALIAS", "the entry that is meant where none is named");
constexpr Input kPasswordFile = password_file_input(), kPasswordCredential = password_credential_input();
constexpr Input kProve = input<&AddRequest::prove>(
    "prove", "PLACE", "tls://HOST:PORT or tls+unix:/PATH: where the certificate must be served after a change");
constexpr Input kOnFailure =
    input<&AddRequest::on_failure>("on-failure", "WHAT", "of new bytes that the service does not take")
        .among(kOneOf<"rollback", "keep">);
constexpr Input kReload =
    input<&AddRequest::reload>("reload", "PROGRAM...", "the program and its arguments that is run after a change")
        .takes_the_rest();
constexpr Input kDryRun =
    input<&AddRequest::common, &Common::dry_run>("dry-run", "", "tell what would happen, but change nothing");
constexpr Input kName = input<&AddRequest::name>("name", "NAME", "what it is called from now on");

constexpr Input kAddInputs[] = {
    kName.argument().needed(),
    input<&AddRequest::path>("path", "PATH",
                             "its file, the directory of a certdir, a token's URI, or what its adapter calls it")
        .argument()
        .needed()
        .completes(Completion::file),
    kind_input<AddRequest>(
        "what it has to be; without it the content says",
        kOneOf<"pem", "pkcs12", "jks", "der", "ssh-authorized-keys", "certdir", "k8s-manifest", "pkcs11">),
    adapter_input<AddRequest>("the adapter of pkit.yaml that reaches it"),
    kKeyFile,
    kAlias,
    kPasswordFile,
    kPasswordCredential,
    kProve,
    kOnFailure,
    kDryRun,
    kReload,
};
constexpr Input kCreateInputs[] = {
    kName.argument().needed(),
    input<&AddRequest::path>("path", "PATH", "the file or directory that is made")
        .argument()
        .needed()
        .completes(Completion::file),
    kind_input<AddRequest>("what is made", kOneOf<"pem", "pkcs12", "ssh-authorized-keys", "certdir">),
    adapter_input<AddRequest>("the adapter of pkit.yaml that makes it and keeps it"),
    kAlias,
    kPasswordFile,
    kPasswordCredential,
    kProve,
    kOnFailure,
    kDryRun,
    kReload,
};
constexpr Input kApproveInputs[] = {
    input<&AddRequest::path>("store", "STORE", "the name that discover gave it, or its id").argument().needed(),
    kName,
    kKeyFile,
    kAlias,
    kPasswordFile,
    kPasswordCredential,
    kProve,
    kOnFailure,
    kDryRun,
    kReload,
};

}  // namespace

constinit const Operation kAddStore =
    operation<AddRequest, add_store>({.name = "store add", .inputs = kAddInputs, .data = &shape::store_added});
constinit const Operation kCreateStore =
    operation<AddRequest, create_store>({.name = "store create", .inputs = kCreateInputs, .data = &shape::store_added});
constinit const Operation kApproveStore = operation<AddRequest, approve_store>(
    {.name = "store approve", .inputs = kApproveInputs, .data = &shape::store_added});

}  // namespace pkit::certstores
