#include "setup/setup.h"

#include <algorithm>

#include "base/build_id.h"
#include "base/counted.h"
#include "config/tree_bytes.h"
#include "config/yaml.h"
#include "digest/digest.h"
#include "setup/realm_setup.h"
#include "setup/secrets.h"
#include "setup/tables.h"

namespace pkit {

using config::Field;
using config::FieldType;
using config::Section;

const std::vector<Field> kTopFields = {
    {.key = "version",
     .type = FieldType::integer,
     .required = true,
     .least = 1,
     .most = 1,
     .help = "format of this file"},
    {.key = "authorities", .type = FieldType::map, .required = true, .help = "who signs"},
    {.key = "profiles", .type = FieldType::map, .required = true, .help = "what certificates may look like"},
    {.key = "adapters", .type = FieldType::map, .help = "programs that handlers call"},
    {.key = "secrets", .type = FieldType::map, .help = "who has the passwords that secret:NAME{..} stands for"},
    {.key = "chains", .type = FieldType::map, .help = "handlers in their order"},
    {.key = "gateways", .type = FieldType::map, .help = "other CAs that adapters reach"},
    {.key = "registration", .type = FieldType::map, .help = "chain and profile of registrations"},
    {.key = "accounts", .type = FieldType::map, .help = "chain and profile of private accounts"},
    {.key = "user_sources", .type = FieldType::map, .help = "where the users of realms log in"},
    {.key = "realms", .type = FieldType::map, .help = "realms whose users get certificates"},
    {.key = "operations", .type = FieldType::map, .help = "chain and default of the other operations"},
    {.key = "alerts", .type = FieldType::list, .help = "which events are told to which adapter"},
    {.key = "job_types", .type = FieldType::map, .help = "jobs of one's own, which adapters do"},
    {.key = "metadata", .type = FieldType::map, .help = "the fields by which certificates can be tagged"},
    {.key = "kept_keys", .type = FieldType::map, .help = "how the keys that pkit keeps are encrypted"},
    {.key = "store_types", .type = FieldType::map, .help = "the kinds of certificate stores of orchestrators"},
};
const std::vector<Field> kRegistrationFields = {
    {.key = "chain", .type = FieldType::text, .help = "the chain that decides"},
    {.key = "profile", .type = FieldType::text, .help = "the profile where none is named"},
    {.key = "waiting_per_name",
     .type = FieldType::integer,
     .otherwise = "20",
     .least = 1,
     .most = 1000,
     .help = "how many registrations of one name may wait that came through the gate without a proof"},
    {.key = "licences",
     .type = FieldType::integer,
     .otherwise = "any number",
     .least = 0,
     .help = "how many orchestrators may be Approved at once"},
    {.key = "auto", .type = FieldType::list, .help = "rows that approve where every handler defers"},
    {.key = "require_blueprint",
     .type = FieldType::boolean,
     .otherwise = "false",
     .help = "reject an Allow that names no blueprint"},
};
const std::vector<Field> kOperationFields = {
    {.key = "chain", .type = FieldType::text, .otherwise = "registration's", .help = "the chain that decides"},
    {.key = "default",
     .type = FieldType::text,
     .otherwise = "allow",
     .words = kOneOf<"allow", "deny">,
     .help = "the answer where every handler defers"},
};
const std::vector<Field> kAccountsFields = {
    {.key = "chain", .type = FieldType::text, .otherwise = "registration's", .help = "the chain that decides"},
    {.key = "profile",
     .type = FieldType::text,
     .help = "the profile of their certificates; where none is named, one made for them"},
    {.key = "default",
     .type = FieldType::text,
     .otherwise = "allow",
     .words = kOneOf<"allow", "deny">,
     .help = "the answer where every handler defers"},
};
const std::vector<Field> kKeptKeysFields = {
    {.key = "passphrase", .type = FieldType::text, .help = "where their passphrase comes from, as an authority's"},
};
const std::vector<Field> kOperationsFields = {
    {.key = "issue", .type = FieldType::map, .help = "certificates issued by the operator or a pipeline"},
    {.key = "renew", .type = FieldType::map, .help = "certificates that end soon, over the same key"},
    {.key = "rotate-key", .type = FieldType::map, .help = "certificates over a new key"},
};

namespace {

template <class Named>
std::vector<std::string> names_of(const std::map<std::string, Named>& things) {
  std::vector<std::string> names;
  for (const auto& [name, thing] : things) names.push_back(name);
  return names;
}

/// A name that must be one of `known`; an absent one is fine.
std::string reference(const Section& section, const char* key, const char* what,
                      const std::vector<std::string>& known) {
  const std::string name = section.text(key);
  if (section.has(key) && std::find(known.begin(), known.end(), name) == known.end())
    section.faults().unknown(section.at(key), std::string("unknown ") + what, name, known);
  return name;
}

void read_registration(const Value& value, Setup& setup, config::Faults& faults) {
  const Section section(value, "registration", kRegistrationFields, faults);
  setup.registration.chain = reference(section, "chain", "chain", names_of(setup.chains));
  setup.registration_profile = reference(section, "profile", "profile", setup.profile_order);
  setup.waiting_per_name = section.integer("waiting_per_name", setup.waiting_per_name);
  if (section.has("licences")) setup.licences = section.integer("licences", 0);
  setup.auto_rows = catalog::read_auto_rows(section.value("auto"), faults);
  setup.require_blueprint = section.boolean("require_blueprint", false);
}

/// A rule's metadata is known before it runs: a field that there is not would be dropped each time.
void check_rule_metadata(const Setup& setup, config::Faults& faults) {
  std::vector<std::string> known;
  for (const catalog::MetadataField& field : setup.metadata) known.push_back(field.name);
  for (const auto& [name, chain] : setup.chains)
    for (const handler::Handler& handler : chain.handlers) {
      if (!handler.allow["metadata"].is_map()) continue;
      for (const auto& [key, value] : handler.allow["metadata"].members())
        if (!catalog::find_field(setup.metadata, key))
          faults.unknown(value.key_at(), "unknown metadata field", key, known);
    }
}

void read_operations(const Value& value, Setup& setup, config::Faults& faults) {
  const Section section(value, "operations", kOperationsFields, faults);
  if (!value.is_map()) return;
  for (const auto& [name, one] : value.members()) {
    if (!one.is_map()) continue;
    const Section operation(one, "operations." + name, kOperationFields, faults);
    OperationSetup read;
    read.chain = reference(operation, "chain", "chain", names_of(setup.chains));
    if (read.chain.empty()) read.chain = setup.registration.chain;
    read.default_allow = operation.text("default", "allow") == "allow";
    setup.operations[name] = read;
  }
}

/// C5, C9: RSA, a calendar year, and the subject that the CSR has; key encipherment, so that vaults can be sealed to
/// it.
policy::Profile profile_made_for_accounts(const Setup& setup) {
  policy::Profile made;
  made.name = "accounts";
  if (setup.authorities.size() == 1) made.authority = setup.authorities.begin()->first;
  const auto first = setup.profile_order.empty() ? setup.profiles.end() : setup.profiles.find(setup.profile_order[0]);
  if (made.authority.empty() && first != setup.profiles.end()) made.authority = first->second.authority;
  made.lifetime = {0, 1};
  made.keys = {"rsa-2048+"};
  made.key_usage = {"digitalSignature", "keyEncipherment"};
  made.extended_key_usage = {"clientAuth"};
  made.names = policy::NamesMode::from_csr;
  made.allowed.cn.emplace_back(pattern::Compare::name, "*");
  made.unique_keys = true;
  made.renew_expired = 365LL * 24 * 3600 * 1000;  // T-C13: its key is still its own
  return made;
}

void read_accounts(const Value& value, Setup& setup, config::Faults& faults) {
  const Section section(value, "accounts", kAccountsFields, faults);
  OperationSetup read;
  read.chain = reference(section, "chain", "chain", names_of(setup.chains));
  if (read.chain.empty()) read.chain = setup.registration.chain;
  read.default_allow = section.text("default", "allow") == "allow";
  setup.operations["accounts"] = read;
  const std::string profile = reference(section, "profile", "profile", setup.profile_order);
  const auto named = setup.profiles.find(profile);
  // Found by that name from now on, whatever its own is.
  setup.profiles.emplace("accounts", named == setup.profiles.end() ? profile_made_for_accounts(setup) : named->second);
}

/// Its values are held to the fields, so that there must be some.
CallTarget read_generator(const Value& value, const Setup& setup, config::Faults& faults) {
  if (!value.is_map() || !value["generate"].is_text()) return {};
  const Section section(value, "metadata", catalog::kMetadataFields, faults);
  if (setup.metadata.empty())
    faults.add(section.at("generate"), "metadata.generate", "metadata.generate without any field",
               "metadata: { fields: { Owner: { type: string } }, generate: cmdb.describe }");
  return read_call_target(section, "generate", setup.adapters);
}

void read_kept_keys(const Value& value, Setup& setup, config::Faults& faults) {
  const Section section(value, "kept_keys", kKeptKeysFields, faults);
  setup.kept_passphrase = section.text("passphrase");
  if (section.has("passphrase")) secrets::check_source(section, "passphrase");
}

void check_chain_profiles(const Setup& setup, config::Faults& faults, const Value& chains) {
  for (const auto& [name, chain] : setup.chains)
    for (const std::string& profile : chain.profiles)
      if (!setup.profiles.contains(profile))
        faults.unknown(chains[name]["profiles"].at(), "unknown profile", profile, setup.profile_order);
}

void check_gateways(const Setup& setup, config::Faults& faults, const Value& authorities) {
  for (const auto& [name, authority] : setup.authorities)
    if (authority.is_gateway() && !setup.adapters.contains(authority.gateway))
      faults.unknown(authorities[name]["gateway"].at(), "unknown adapter", authority.gateway, names_of(setup.adapters));
}

/// An agent's directory has programs, and no CA.
std::vector<Field> top_fields(const Path& home) {
  std::vector<Field> fields = kTopFields;
  if (std::filesystem::exists(home / "agent.json"))
    for (Field& field : fields) field.required = field.key == std::string_view("version");
  return fields;
}

Setup read_setup(const Value& root, const Path& home, uid_t uid, config::Faults& faults) {
  Setup setup;
  const std::vector<Field> fields = top_fields(home);
  const Section top(root, "", fields, faults);
  setup.authorities = authority::read_authorities(top.value("authorities"), home, faults);
  setup.profiles = policy::read_profiles(top.value("profiles"), names_of(setup.authorities), faults);
  if (top.value("profiles").is_map())
    for (const auto& [name, profile] : top.value("profiles").members()) setup.profile_order.push_back(name);
  setup.adapters = adapter::read_adapters(top.value("adapters"), home, uid, faults);
  setup.secrets = secrets::read_providers(top.value("secrets"), home, uid, faults);
  setup.chains = handler::read_chains(top.value("chains"), setup.adapters, faults);
  check_gateways(setup, faults, top.value("authorities"));
  setup.gateways = read_gateways(top.value("gateways"), setup.adapters, home, faults);
  check_chain_profiles(setup, faults, top.value("chains"));
  read_registration(top.value("registration"), setup, faults);
  read_operations(top.value("operations"), setup, faults);
  read_accounts(top.value("accounts"), setup, faults);
  read_kept_keys(top.value("kept_keys"), setup, faults);
  read_realm_setup(top.value("user_sources"), top.value("realms"), home, setup, faults);
  setup.metadata = catalog::read_metadata_fields(top.value("metadata"), faults);
  setup.alerts =
      read_alerts(top.value("alerts"), {setup.adapters, setup.metadata, setup.profile_order, home, uid}, faults);
  setup.job_types = read_job_types(top.value("job_types"), setup.adapters, faults);
  setup.metadata_generator = read_generator(top.value("metadata"), setup, faults);
  setup.store_types = catalog::read_store_types(top.value("store_types"), faults);
  check_rule_metadata(setup, faults);
  check_references(setup, root, faults);
  return setup;
}

/// A key that is away is no fault of the text: what needs it fails by itself, and the decision stands (X5).
bool is_absent_file(const Fault& fault) { return fault.code == "authority.file"; }

CheckedSetup check_tree(const Value& root, const std::string& file, const Path& home, uid_t uid) {
  config::Faults faults(file);
  Setup setup = read_setup(root, home, uid, faults);
  CheckedSetup checked;
  checked.faults = faults.list();
  checked.warnings = faults.warnings();
  setup.warnings = checked.warnings;
  if (std::all_of(checked.faults.begin(), checked.faults.end(), is_absent_file)) checked.setup = std::move(setup);
  return checked;
}

Setup sound(CheckedSetup checked, const Home& home) {
  if (checked.setup) return std::move(*checked.setup);
  const std::size_t count = checked.faults.size();
  throw Error(Kind::config, "config.invalid", home.config().string() + " has " + counted(count, "fault"),
              "mend it, then: pkit config check", std::move(checked.faults));
}

std::optional<Value> kept_tree(store::Reader& state, const store::KeptTree& wanted) {
  if (wanted.build.empty()) return std::nullopt;
  std::optional<Bytes> bytes;
  state.read([&](store::Read& read) { bytes = store::kept_trees::find(read, wanted.sha256, wanted.build); });
  return bytes ? config::tree_from_bytes(*bytes) : std::nullopt;
}

}  // namespace

const handler::Chain* Setup::chain_for(const std::string& operation) const {
  const auto own = operations.find(operation);
  const std::string& name = own == operations.end() ? registration.chain : own->second.chain;
  const auto found = chains.find(name);
  return found == chains.end() ? nullptr : &found->second;
}

bool Setup::default_allow(const std::string& operation) const {
  const auto own = operations.find(operation);
  return own == operations.end() || own->second.default_allow;
}

std::string Setup::default_profile() const {
  if (!registration_profile.empty()) return registration_profile;
  return profile_order.size() == 1 ? profile_order.front() : std::string();
}

CheckedSetup check_setup(const std::string& text, const std::string& file, const Path& home, uid_t uid) {
  CheckedSetup checked = check_tree(config::parse_yaml(text, file), file, home, uid);
  if (checked.setup) checked.setup->sha256 = digest::sha256_hex(text);
  return checked;
}

Setup load_setup(const Home& home) {
  const std::string text = read_file(home.config(), kConfigLimit);
  return sound(check_setup(text, home.config().string(), home.directory, home.owner), home);
}

Setup load_setup(const Home& home, store::Reader& state) {
  const std::string text = read_file(home.config(), kConfigLimit);
  const digest::Digest digest = digest::sha256(text);
  store::KeptTree known{{digest.begin(), digest.end()}, build_id(), {}};
  std::optional<Value> root = kept_tree(state, known);
  const bool parse = !root;
  if (parse) {
    root = config::parse_yaml(text, home.config().string());
    known.tree = config::tree_to_bytes(*root);
  }
  Setup setup = sound(check_tree(*root, home.config().string(), home.directory, home.owner), home);
  setup.sha256 = to_hex(digest);
  if (parse && !known.build.empty()) setup.to_keep = std::move(known);
  return setup;
}

authority::AuthorityConfigs load_authorities(const Home& home) {
  const std::string file = home.config().string();
  config::Faults faults(file);
  const Value root = config::parse_yaml(read_file(home.config(), kConfigLimit), file);
  CheckedSetup checked{Setup(), {}, {}};
  checked.setup->authorities = authority::read_authorities(root["authorities"], home.directory, faults);
  add_pkcs12_authorities(root["realms"], home.directory, checked.setup->authorities, faults);
  checked.faults = faults.list();
  if (!std::all_of(checked.faults.begin(), checked.faults.end(), is_absent_file)) checked.setup.reset();
  return sound(std::move(checked), home).authorities;
}

}  // namespace pkit
