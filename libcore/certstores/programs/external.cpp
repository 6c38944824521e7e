#include "certstores/programs/external.h"

#include <algorithm>
#include <map>

#include "adapter/kinds.h"
#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/programs/external_path.h"
#include "certstores/snapshot.h"
#include "digest/digest.h"
#include "setup/setup.h"
#include "x509/csr.h"
#include "x509/csr_build.h"
#include "x509/pem.h"
#include "x509/pkcs12.h"

namespace pkit::certstores {

namespace {

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
    {.key = "csr", .type = FieldType::text},
    {.key = "locations", .type = FieldType::text_list},
};
constexpr Shape kAnswer = map_of(kAnswerFields);

adapter::Adapter helper() {
  constexpr adapter::ProcessLimits limits{.time = 30'000, .output = 4 << 20, .error_output = 4 << 10};
  adapter::Adapter program;
  program.name = kPkcs11.name;
  program.program = adapter::helper_program("pkcs11");
  program.limits = limits;
  return program;
}

adapter::Adapter program_of(const ReadSession& session, const std::string& kind) {
  if (kind == kPkcs11.name) return helper();
  const std::string name = kind.substr(kOfAdapter.size());
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

Value public_key(const x509::PublicKey& key) {
  Value view = Value::map();
  if (!key.modulus().empty()) view.set("Modulus", to_base64(key.modulus()));
  if (!key.point().empty()) view.set("Point", to_base64(key.point()));
  return view;
}

/// What a token wants to be told of a certificate: its key, by which its own is found, and its fields.
void add_fields(const x509::Certificate& certificate, Value& given) {
  Bytes serial{0x02, static_cast<std::uint8_t>(certificate.serial.size())};
  serial.insert(serial.end(), certificate.serial.begin(), certificate.serial.end());
  given.set("PublicKey", public_key(certificate.key));
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

/// One call of its program, under its limits. Error{config "certstore.tool"} for whatever it does but succeed.
Value answer_of(const ReadSession& session, const adapter::Adapter& program, const std::string& who,
                const adapter::Call& call, const std::vector<Secret>& secrets) {
  const adapter::Answer answer = adapter::call(program, session.home.directory, call, session.world);
  if (!answer.ok)
    throw Error(Kind::config, "certstore.tool", who + told_by(adapter::told_failure(answer), secrets),
                call.procedure == "discover" ? "" : "pkit store verify tells what is there");
  Value value = answer.value;
  if (value.is_map() && value["message"].is_text()) value.set("message", told_by(value.text_or("message"), secrets));
  require_success(value, who);
  return value;
}

/// The request over the key that was made, with nothing else in it than was asked for.
x509::Csr request_in(const Value& answer, const std::string& who) {
  const auto der = from_base64(answer.text_or("csr"));
  if (!der || der->empty())
    throw Error(Kind::config, "certstore.tool", who + ": the answer has no csr: no key was made there");
  x509::ExaminedCsr request = x509::examine_csr(*der);
  if (!request.csr || !request.faults.empty())
    throw Error(Kind::config, "certstore.tool", who + ": its csr is none that could be taken",
                "it is DER, PKCS#10, signed by the new key", std::move(request.faults));
  return std::move(*request.csr);
}

std::string comma_list(const std::vector<std::string>& texts) {
  for (const std::string& text : texts)
    if (text.find(',') != text.npos)
      throw Error(Kind::usage, "option.value",
                  "'" + printable(text) + "' has a comma in it, and programs are told lists", "once for each");
  return join(texts, ",");
}

}  // namespace

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
    : session_(session), store_(store), program_(program_of(session, store.kind)) {
  require_external_path(store, session.key_access.uid);
}

Value External::ask(const char* procedure, Value parameter, const std::vector<Secret>& secrets) const {
  Value details = Value::map({{"StorePath", store_.path}, {"Type", store_.kind}});
  std::vector<Secret> all;
  for (const Secret& secret : secrets) all.emplace_back(std::string(secret.reveal()));
  all.push_back(password_of(session_, store_));
  if (const Secret& password = all.back(); !password.empty())
    details.set("StorePassword", std::string(password.reveal()));
  parameter.set("CertificateStoreDetails", std::move(details));
  return answer_of(session_, program_, who(procedure) + ": ",
                   {.procedure = procedure,
                    .parameter = parameter,
                    .request_id = random_uuid(session_.world),
                    .answer = program_.limits.output},
                   all);
}

std::string External::who(const char* procedure) const {
  return store_.name + ", " + procedure + " by " + program_.name;
}

Contents External::inventory() const { return inventory_of(ask("inventory", Value::map()), who("inventory")); }

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

std::string External::make_key(const Entry& entry, const std::string& key_type) const {
  const x509::Name& subject = entry.certificate.subject;
  Value parameter = Value::map({{"OperationType", "Reenrollment"},
                                {"JobProperties", Value::map({{"subjectText", subject.text()}, {"keyType", key_type}})},
                                {"JobCertificate", job_certificate(given_name(entry), entry.certificate)},
                                {"Subject", to_base64(subject.der())},
                                {"Attributes", to_base64(x509::request_attributes(subject, entry.certificate.sans))}});
  const x509::Csr request = request_in(ask("reenroll", std::move(parameter)), who("reenroll"));
  if (equal(request.key.key_id(), entry.certificate.key.key_id()))
    throw Error(Kind::config, "certstore.tool", who("reenroll") + ": its csr is over the key that is there already");
  return x509::write_pem("CERTIFICATE REQUEST", request.der);
}

void External::drop_key(const std::string& request) const {
  const x509::ExaminedCsr examined = x509::examine_csr_file(request, "the request");
  if (!examined.csr) return;
  ask("reenroll", Value::map({{"OperationType", "Refused"},
                              {"PublicKey", public_key(examined.csr->key)},
                              {"csr", to_base64(examined.csr->der)}}));
}

std::string External::create() const {
  if (store_.kind == kPkcs11.name)
    throw Error(Kind::usage, "certstore.path", "a token is made by its vendor's program, and not by pkit",
                "pkit store add, once it is there");
  return warning_of(ask("create", Value::map({{"OperationType", "Create"}})));
}

std::vector<std::string> locations_of(const ReadSession& session, const std::string& kind,
                                      const DiscoverRequest& request, std::vector<std::string>& unread) {
  const adapter::Adapter program = program_of(session, kind);
  if (kind == kPkcs11.name)
    for (const std::string& module : request.directories) require_trusted(module, session.key_access.uid);
  const Value parameter = Value::map({{"JobProperties", Value::map({{"dirs", comma_list(request.directories)},
                                                                    {"ignoreddirs", comma_list(request.ignored)},
                                                                    {"extensions", comma_list(request.extensions)},
                                                                    {"patterns", comma_list(request.patterns)}})}});
  const std::string who = "discover by " + program.name;
  const Value answer = answer_of(session, program, who + ": ",
                                 {.procedure = "discover",
                                  .parameter = parameter,
                                  .request_id = random_uuid(session.world),
                                  .answer = program.limits.output},
                                 {});
  if (!answer["locations"].is_list())
    throw Error(Kind::config, "certstore.tool",
                who + ": the answer has no locations, which is not that there are none");
  if (const std::string warning = warning_of(answer); !warning.empty()) unread.push_back(who + ": " + warning);
  std::vector<std::string> locations;
  for (const Value& location : answer["locations"].items()) try {
      store::CertStore store;
      store.kind = kind;
      store.path = location.as_text();
      require_external_path(store, session.key_access.uid);
      if (std::ranges::find(locations, store.path) == locations.end()) locations.push_back(store.path);
    } catch (const Error& error) {
      unread.push_back(who + ": " + error.what());
    }
  return locations;
}

std::string digest_of(const Contents& contents) {
  std::vector<std::string> all;
  for (const Entry& entry : contents.entries) all.push_back(entry.stored_sha256);
  std::sort(all.begin(), all.end());
  return digest::sha256_hex(join(all, "\n"));
}

}  // namespace pkit::certstores
