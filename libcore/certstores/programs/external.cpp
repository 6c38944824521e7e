#include "certstores/programs/external.h"

#include <algorithm>
#include <map>

#include "adapter/kinds.h"
#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/snapshot.h"
#include "digest/digest.h"
#include "setup/setup.h"
#include "x509/pem.h"
#include "x509/pkcs12.h"

namespace pkit::certstores {

namespace {

constexpr std::size_t kLongestPath = 1024;
constexpr Shape kResult = one_of(kOneOf<"Success", "Warning", "Failure">);
constexpr Field kItemFields[] = {
    {.key = "Alias", .type = FieldType::text, .required = true},
    {.key = "Certificates", .type = FieldType::text_list, .required = true},
    {.key = "PrivateKeyEntry", .type = FieldType::boolean, .required = true},
};
constexpr Shape kItem = map_of(kItemFields);
constexpr Shape kItems = list_of(kItem);
constexpr Field kAnswerFields[] = {
    {.key = "result", .type = kResult, .required = true},
    {.key = "message", .type = FieldType::text},
    {.key = "items", .type = kItems},
    {.key = "remarks", .type = FieldType::text_list},
};
constexpr Shape kAnswer = map_of(kAnswerFields);

[[noreturn]] void no_such_path(const std::string& path, const char* why, const char* hint) {
  throw Error(Kind::usage, "certstore.path", "'" + printable(path) + "' " + why, hint);
}

std::string decoded(const std::string& part) {
  std::string value;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const auto octet = part[i] == '%' ? from_hex(part.substr(i + 1, 2)) : std::nullopt;
    if (octet && octet->size() == 1) i += 2;
    value += octet && octet->size() == 1 ? static_cast<char>(octet->front()) : part[i];
  }
  return value;
}

/// The attributes of the URI, of its path and its query (RFC 7512 2.3, 2.4), decoded, with their names in lower case.
std::multimap<std::string, std::string> attributes_of(const std::string& uri) {
  std::multimap<std::string, std::string> attributes;
  const std::size_t start = uri.find(':') + 1, query = std::min(uri.find('?'), uri.size());
  std::vector<std::string> parts = split(uri.substr(start, query - start), ';');
  for (std::string& part : split(uri.substr(std::min(query + 1, uri.size())), '&')) parts.push_back(std::move(part));
  for (const std::string& part : parts) {
    const std::size_t equals = std::min(part.find('='), part.size());
    if (!part.empty())
      attributes.emplace(lower(decoded(part.substr(0, equals))),
                         decoded(part.substr(std::min(equals + 1, part.size()))));
  }
  return attributes;
}

/// Whoever can write the module does what he likes with the PIN.
void require_token_path(const std::string& uri, uid_t uid) {
  constexpr const char* form = "pkcs11:token=NAME?module-path=/usr/lib/.../MODULE.so";
  if (!uri.starts_with("pkcs11:")) no_such_path(uri, "is no URI of a token (RFC 7512)", form);
  require_plain_uri(uri);
  const auto attributes = attributes_of(uri);
  const auto found = attributes.find("module-path");
  const std::string module = found == attributes.end() ? "" : found->second;
  if (module.empty()) return;  // p11-kit's own configuration says which there are
  if (module.front() != '/') no_such_path(uri, "names a module by no absolute path", form);
  require_trusted(module, uid);
}

void require_path(const store::CertStore& store, uid_t uid) {
  const bool fit = !store.path.empty() && store.path.size() <= kLongestPath && printable(store.path) == store.path;
  if (!fit) no_such_path(store.path, "cannot be the path of a store", "at most 1024 bytes, without control characters");
  if (store.kind == kPkcs11.name) require_token_path(store.path, uid);
}

adapter::Adapter helper() {
  constexpr adapter::ProcessLimits limits{.time = 30'000, .output = 4 << 20, .error_output = 4 << 10};
  adapter::Adapter program;
  program.name = kPkcs11.name;
  program.program = adapter::helper_program("pkcs11");
  program.limits = limits;
  return program;
}

adapter::Adapter program_of(const ReadSession& session, const store::CertStore& store) {
  if (store.kind == kPkcs11.name) return helper();
  const std::string name = store.kind.substr(kOfAdapter.size());
  const Setup setup = load_setup(session.home, session.state);
  const auto found = setup.adapters.find(name);
  if (found != setup.adapters.end()) return found->second;
  throw Error(Kind::config, "certstore.adapter", "pkit.yaml has no adapter '" + printable(name) + "'",
              "adapters: { " + printable(name) + ": { exec: [PROGRAM] } }");
}

/// Has it the form of an answer, and does it not say that it failed?
void require_success(const Value& answer, const std::string& who) {
  const std::vector<Flaw> flaws = flaws_in(answer, kAnswer, "answer", {.others = Others::taken});
  if (!flaws.empty()) throw Error(Kind::config, "certstore.tool", who + printable(flaws.front().what));
  if (answer.text_or("result") == "Failure")
    throw Error(Kind::config, "certstore.tool", who + printable(answer.text_or("message", "Failure")));
}

std::string stored(const Entry& entry) {
  return digest::sha256_hex(entry.certificate.fingerprint() + (entry.private_key ? " key " : " ") + entry.alias);
}

Entry entry_of(const Value& item) {
  Entry entry;
  const auto& certificates = item["Certificates"].items();
  if (certificates.empty()) throw Error(Kind::input, "certstore.unread", "there is no certificate");
  std::vector<Bytes> all;
  for (const Value& text : certificates) {
    auto der = from_base64(text.as_text());
    if (!der) throw Error(Kind::input, "certstore.unread", "its certificate is no base64");
    all.push_back(std::move(*der));
  }
  entry.certificate = x509::parse_certificate(all.front());
  entry.chain.assign(all.begin() + 1, all.end());
  entry.alias = item.text_or("Alias").empty() ? thumbprint(entry.certificate) : item.text_or("Alias");
  entry.private_key = item["PrivateKeyEntry"].as_bool();
  entry.own_name = true;
  entry.stored_sha256 = stored(entry);  // of the name that its program gives it
  return entry;
}

/// Two of one name are told apart by their certificates.
void tell_apart(std::vector<Entry>& entries) {
  std::map<std::string, int> names;
  for (const Entry& entry : entries) ++names[lower(entry.alias)];
  for (Entry& entry : entries)
    if (names[lower(entry.alias)] > 1) entry.alias += ":" + thumbprint(entry.certificate);
}

/// As PKCS#12 under a password of this call alone, which the program is told beside it.
std::vector<Secret> add_key(const World& world, const Addition& addition, Value& given) {
  Secret word = random_passphrase(world);
  const Secret key = addition.key->to_pem({}), plain;
  const Secret pkcs12 =
      x509::make_pkcs12({key.reveal(), plain, addition.certificate.der, addition.chain, addition.alias}, word);
  Secret contents(to_base64(as_bytes(pkcs12.reveal())));
  given.set("Contents", std::string(contents.reveal()));
  given.set("PrivateKeyPassword", std::string(word.reveal()));
  std::vector<Secret> secrets;
  secrets.push_back(std::move(contents));
  secrets.push_back(std::move(word));
  return secrets;
}

/// What a token wants to be told of a certificate: its key, by which its own is found, and its fields.
void add_fields(const x509::Certificate& certificate, Value& given) {
  Value key = Value::map();
  if (!certificate.key.modulus().empty()) key.set("Modulus", to_base64(certificate.key.modulus()));
  if (!certificate.key.point().empty()) key.set("Point", to_base64(certificate.key.point()));
  Bytes serial{0x02, static_cast<std::uint8_t>(certificate.serial.size())};
  serial.insert(serial.end(), certificate.serial.begin(), certificate.serial.end());
  given.set("PublicKey", std::move(key));
  given.set("Subject", to_base64(certificate.subject.der()));
  given.set("Issuer", to_base64(certificate.issuer.der()));
  given.set("SerialNumber", to_base64(serial));
}

Value job_certificate(const std::string& alias, const x509::Certificate& certificate) {
  return Value::map(
      {{"Alias", alias}, {"Thumbprint", thumbprint(certificate)}, {"Contents", to_base64(certificate.der)}});
}

/// What the program says beside its success.
std::string warning_of(const Value& answer) {
  return answer.text_or("result") == "Warning"
             ? answer.text_or("message", "its program warns, and does not say of what")
             : "";
}

}  // namespace

void require_plain_uri(const std::string& uri) {
  const auto attributes = attributes_of(uri);
  for (const auto& [name, value] : attributes)
    if (name.starts_with("pin-"))
      no_such_path(uri.substr(0, uri.find_first_of("?;")), "has a PIN with it, which would be kept with the path",
                   "--password-file FILE");
  for (const auto& [name, value] : attributes)
    if (attributes.count(name) > 1)
      no_such_path(uri, ("has " + printable(name) + " twice").c_str(), "each attribute once (RFC 7512, 2.3)");
}

std::string given_name(const Entry& entry) {
  const std::string mark = ":" + thumbprint(entry.certificate);
  const bool told_apart = entry.own_name && entry.alias.ends_with(mark) && entry.stored_sha256 != stored(entry);
  return told_apart ? entry.alias.substr(0, entry.alias.size() - mark.size()) : entry.alias;
}

std::string told_by(std::string text, const std::vector<Secret>& secrets) {
  constexpr std::size_t longest = 2048;
  for (const Secret& secret : secrets)
    for (std::size_t at = 0; !secret.empty() && (at = text.find(secret.reveal(), at)) != text.npos; at += 3)
      text.replace(at, secret.reveal().size(), "***");
  text = printable(text);
  return text.size() > longest ? printable(text.substr(0, longest - 3)) + "..." : text;
}

Contents inventory_of(const Value& answer, const std::string& who) {
  require_success(answer, who + ": ");
  if (!answer["items"].is_list())
    throw Error(Kind::config, "certstore.tool", who + ": the answer has no items, which is no empty store");
  Contents contents;
  for (const Value& item : answer["items"].items()) try {
      contents.entries.push_back(entry_of(item));
    } catch (const Error& error) {
      contents.unread.push_back("'" + printable(item.text_or("Alias")) + "': " + error.what());
    }
  tell_apart(contents.entries);
  if (answer.text_or("result") == "Warning")
    contents.unread.push_back(printable(answer.text_or("message", "its program warns, and does not say of what")));
  if (answer["remarks"].is_list())
    for (const Value& remark : answer["remarks"].items()) contents.remarks.push_back(printable(remark.as_text()));
  return contents;
}

std::string external_kind(const std::string& kind, const std::string& path) {
  if (kind.starts_with(kOfAdapter) || kind == kPkcs11.name) return kind;
  return kind.empty() && path.starts_with("pkcs11:") ? kPkcs11.name : "";
}

External::External(const ReadSession& session, const store::CertStore& store)
    : session_(session), store_(store), program_(program_of(session, store)) {
  require_path(store, session.key_access.uid);
}

Value External::ask(const char* procedure, Value parameter, const std::vector<Secret>& secrets) const {
  Value details = Value::map({{"StorePath", store_.path}, {"Type", store_.kind}});
  std::vector<Secret> all;
  for (const Secret& secret : secrets) all.emplace_back(std::string(secret.reveal()));
  all.push_back(password_of(session_, store_));
  if (const Secret& password = all.back(); !password.empty())
    details.set("StorePassword", std::string(password.reveal()));
  parameter.set("CertificateStoreDetails", std::move(details));
  const adapter::Answer answer = adapter::call(program_, session_.home.directory,
                                               {.procedure = procedure,
                                                .parameter = parameter,
                                                .request_id = random_uuid(session_.world),
                                                .answer = program_.limits.output},
                                               session_.world);
  const std::string who = store_.name + ", " + procedure + " by " + program_.name + ": ";
  if (!answer.ok)
    throw Error(Kind::config, "certstore.tool", who + told_by(adapter::told_failure(answer), all),
                "pkit store verify tells what is there");
  Value value = answer.value;
  if (value.is_map() && value["message"].is_text()) value.set("message", told_by(value.text_or("message"), all));
  require_success(value, who);
  return value;
}

Contents External::inventory() const {
  return inventory_of(ask("inventory", Value::map()), store_.name + ", inventory by " + program_.name);
}

std::string External::add(const Addition& addition, const Entry* replaced) const {
  Value given = job_certificate(addition.alias, addition.certificate);
  std::vector<Secret> secrets;
  if (addition.key) secrets = add_key(session_.world, addition, given);
  add_fields(addition.certificate, given);
  Value parameter = Value::map({{"OperationType", "Add"}, {"Overwrite", addition.overwrite}});
  parameter.set("JobCertificate", std::move(given));
  if (replaced) parameter.set("Replaces", to_base64(replaced->certificate.der));
  return warning_of(ask("add", std::move(parameter), secrets));
}

std::string External::remove(const Entry& entry) const {
  Value parameter = Value::map({{"OperationType", "Remove"}});
  parameter.set("JobCertificate", job_certificate(given_name(entry), entry.certificate));
  return warning_of(ask("remove", std::move(parameter)));
}

std::string digest_of(const Contents& contents) {
  std::vector<std::string> all;
  for (const Entry& entry : contents.entries) all.push_back(entry.stored_sha256);
  std::sort(all.begin(), all.end());
  return digest::sha256_hex(join(all, "\n"));
}

}  // namespace pkit::certstores
