// store plan: what stores are against what they are to be, change by change, and nothing is done.
#include "certstores/commands/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/material.h"
#include "certstores/view.h"
#include "digest/digest.h"

namespace pkit::certstores {

namespace {

constexpr const char* kChangeWords[] = {"add", "replace", "remove"};

[[noreturn]] void impossible(const std::string& where, const std::string& what, const char* hint) {
  throw Error(Kind::conflict, "certstore.plan", where + ": " + what, hint);
}

std::string alias_for(const StoreKind& kind, const std::string& name) {
  if (!kind.directory) return name;
  std::string file = name + ".pem";
  std::replace_if(
      file.begin(), file.end(), [](unsigned char c) { return c <= 0x20 || c == '/' || c == ':'; }, '-');
  return file;
}

/// Roots go by a name of their own, and never by that of the store's own entry: by their CN, and where another
/// certificate has that name, in the store or among those that are wanted, by a part of their fingerprint too.
class RootNames {
 public:
  RootNames(const StoreKind& kind, const Contents& contents) : kind_(kind) {
    for (const Entry& entry : contents.entries)
      if (!entry.ssh) names_.emplace(lower(entry.alias), entry.certificate.fingerprint());
  }

  std::string name(const x509::Certificate& certificate) {
    if (!kind_.aliases) return {};
    constexpr std::size_t part = 8;
    const std::vector<std::string> names = certificate.subject.values("CN");
    const std::string called = names.empty() ? thumbprint(certificate) : names.front();
    const std::string fingerprint = certificate.fingerprint();
    const std::string plain = alias_for(kind_, called);
    const std::string longer = alias_for(kind_, called + "-" + fingerprint.substr(0, part));
    const bool is_plain = is(plain, fingerprint) || (!is(longer, fingerprint) && !names_.contains(lower(plain)));
    const std::string& alias = is_plain ? plain : longer;
    names_.emplace(lower(alias), fingerprint);
    return alias;
  }

 private:
  bool is(const std::string& alias, const std::string& fingerprint) const {
    const auto found = names_.find(lower(alias));
    return found != names_.end() && found->second == fingerprint;
  }

  const StoreKind& kind_;
  std::map<std::string, std::string> names_;  // lower case: the fingerprint of what is called so
};

bool has_chain(const Contents& contents, const std::vector<Bytes>& chain) {
  return std::ranges::all_of(chain, [&](const Bytes& der) {
    return std::ranges::any_of(contents.entries, [&](const Entry& entry) {
      return equal(entry.certificate.der, der) || std::ranges::find(entry.chain, der) != entry.chain.end();
    });
  });
}

/// The entry that is what is wanted already; null where there is none.
const Entry* there_already(const Contents& contents, const StoreKind& kind, const std::string& alias,
                           const Addition& wanted) {
  for (const Entry& entry : contents.entries) {
    if (!equal(entry.certificate.der, wanted.certificate.der) || (wanted.key && !entry.private_key)) continue;
    if (kind.aliases && !alias.empty() && lower(entry.alias) != lower(alias)) continue;
    if (has_chain(contents, wanted.chain)) return &entry;
  }
  return nullptr;
}

Value seen_certificate(const x509::Certificate& certificate) {
  return Value::map({{"subject", certificate.subject.text()},
                     {"fingerprint", certificate.fingerprint()},
                     {"notAfter", print_time(certificate.not_after)}});
}

/// Of an SSH key, which has no certificate.
Value ssh_step_view(const Step& step, const Entry& entry) {
  Value view = Value::map({{"change", kChangeWords[static_cast<int>(step.is)]},
                           {"alias", step.alias},
                           {"fingerprint", entry.fingerprint()},
                           {"keytype", entry.ssh->key.keytype},
                           {"keylength", entry.ssh->key.keylength},
                           {"PrivateKeyEntry", false}});
  if (!entry.ssh->comment.empty()) view.set("comment", entry.ssh->comment);
  return view;
}

Value step_view(const Step& step, const x509::Certificate& certificate, bool key, const std::vector<Bytes>& chain) {
  Value view = Value::map({{"change", kChangeWords[static_cast<int>(step.is)]}, {"alias", step.alias}});
  const Value seen = seen_certificate(certificate);
  for (const auto& [name, value] : seen.members()) view.set(name, value);
  view.set("PrivateKeyEntry", key);
  Value above = Value::list();
  for (const Bytes& der : chain) above.push(digest::sha256_hex(der));
  if (!chain.empty()) view.set("chain", std::move(above));
  if (!step.gone.empty()) view.set("gone", Value::list(step.gone));
  return view;
}

/// The steps of one store.
class Planner {
 public:
  Planner(Session& session, DesiredStore& desired, Plan& plan)
      : session_(session),
        desired_(desired),
        plan_(plan),
        store_(find_kept_store(session, desired.name)),
        kind_(kind_named(store_.kind)) {
    require_closed_changes(session, store_);
    Snapshot snapshot = snapshot_of(session, store_);
    if (!snapshot.contents.unread.empty())
      throw Error(Kind::input, "certstore.unread",
                  store_.name + " cannot be read whole: " + snapshot.contents.unread.front());
    contents_ = std::move(snapshot.contents);
    roots_.emplace(kind_, contents_);
    of_store_ = {.id = store_.id, .name = store_.name, .path = store_.path, .sha256 = snapshot.sha256, .steps = {}};
  }

  StorePlan planned() {
    require_names();
    for (Wanted& wanted : desired_.wanted) look(wanted);
    put_back_what_goes();
    if (desired_.remove_others) remove_others();
    return std::move(of_store_);
  }

 private:
  /// Which of several is meant where is said.
  void require_names() {
    const auto unnamed = [](const Wanted& wanted) { return !wanted.root && wanted.put.alias.empty(); };
    const auto named = [](const Wanted& wanted) { return !wanted.root; };
    if (!kind_.aliases) return;
    if (std::ranges::count_if(desired_.wanted, named) < 2 || std::ranges::none_of(desired_.wanted, unnamed)) return;
    impossible("stores." + store_.name, "several certificates are wanted there, and not each has an alias",
               "alias: says which entry each of them is");
  }

  void look(Wanted& wanted) {
    try {
      wanted.put.store = store_.id;
      const Addition addition = addition_of(wanted.put.material);
      if (wanted.root) wanted.put.alias = roots_->name(addition.certificate);
      const std::string alias = wanted.put.alias.empty() && !wanted.root ? store_.alias : wanted.put.alias;
      kept_.insert(addition.certificate.fingerprint());
      for (const Bytes& der : addition.chain) kept_.insert(digest::sha256_hex(der));
      if (const Entry* there = there_already(contents_, kind_, alias, addition))
        there_.push_back({&wanted, there});
      else
        add(wanted, addition);
    } catch (const Error& error) {
      if (error.code() == "certstore.plan") throw;
      throw error.within(wanted.where);
    }
  }

  /// What a put would do, as it says itself.
  void add(Wanted& wanted, const Addition& addition) {
    wanted.put.common.dry_run = true;
    wanted.put.expect_digest = of_store_.sha256;
    const Outcome would = put_entry(session_, wanted.put);
    if (!would.data["changed"].as_bool()) return;
    for (const std::string& warning : would.warnings) plan_.warnings.push_back(store_.name + ": " + warning);
    Step step{.is = Step::Is::add, .alias = would.data.text_or("alias"), .gone = {}, .wanted = &wanted, .view = {}};
    if (would.data["gone"].is_list())
      for (const Value& alias : would.data["gone"].items()) step.gone.push_back(alias.as_text());
    if (kind_.directory && contents_.find(step.alias)) step.gone.push_back(step.alias);
    if (!step.gone.empty()) step.is = Step::Is::replace;
    const Entry* former = step.gone.empty() ? nullptr : contents_.find(step.gone.front());
    const bool key = addition.key || (former && former->private_key);
    step.view = step_view(step, addition.certificate, key, addition.chain);
    take_place(step, wanted, addition);
    of_store_.steps.push_back(std::move(step));
  }

  /// No two of them can be one entry.
  void take_place(const Step& step, const Wanted& wanted, const Addition& addition) {
    const char* hint = kind_.aliases ? "give each an alias of its own" : "a store for each of them";
    bool taken = !aliases_.insert(lower(step.alias)).second;
    for (const std::string& alias : step.gone) taken |= !gone_.insert(lower(alias)).second;
    if (taken) impossible(wanted.where, "it would take the place of another one that is wanted", hint);
    if (kind_.aliases || !addition.key) return;
    const bool another = std::ranges::any_of(there_, [](const auto& pair) { return pair.second->private_key; });
    if (another || keyed_)
      impossible(wanted.where, std::string("a ") + kind_.name + " store is planned with one certificate with a key",
                 "a store for each of them");
    keyed_ = true;
  }

  /// What is wanted in its own right, and went as part of another one's chain.
  void put_back_what_goes() {
    for (const auto& [wanted, entry] : there_) {
      if (!gone_.contains(lower(entry->alias))) continue;
      if (entry->private_key || aliases_.contains(lower(entry->alias)))
        impossible(wanted->where, "another one that is wanted would take its place", "an alias of its own for each");
      Step step{.is = Step::Is::add, .alias = entry->alias, .gone = {}, .wanted = wanted, .view = {}};
      step.view = step_view(step, entry->certificate, false, {});
      of_store_.steps.push_back(std::move(step));
    }
  }

  void remove_others() {
    std::set<std::pair<std::string, std::string>> removed;
    for (const Entry& entry : contents_.entries) {
      const bool wanted = kept_.contains(entry.fingerprint()) && !is_elsewhere(entry);
      if (wanted || !entry.chain_of.empty() || gone_.contains(lower(entry.alias))) continue;
      if (!removed.insert({lower(entry.alias), entry.fingerprint()}).second) continue;  // it goes with its double
      Step step{.is = Step::Is::remove, .alias = entry.alias, .gone = {}, .wanted = nullptr, .view = {}};
      step.view = entry.ssh ? ssh_step_view(step, entry) : step_view(step, entry.certificate, entry.private_key, {});
      of_store_.steps.push_back(std::move(step));
    }
  }

  /// The same certificate is wanted under another alias.
  bool is_elsewhere(const Entry& entry) const {
    if (!kind_.aliases) return false;
    const auto is = [&](const x509::Certificate& certificate) { return equal(certificate.der, entry.certificate.der); };
    const bool here = std::ranges::any_of(there_, [&](const auto& pair) { return pair.second == &entry; });
    const bool other = std::ranges::any_of(there_, [&](const auto& pair) { return is(pair.second->certificate); });
    const bool comes = std::ranges::any_of(of_store_.steps, [&](const Step& step) {
      return step.view.text_or("fingerprint") == entry.certificate.fingerprint();
    });
    return !here && (other || comes);
  }

  Session& session_;
  DesiredStore& desired_;
  Plan& plan_;
  const store::CertStore store_;
  const StoreKind& kind_;
  Contents contents_;
  std::optional<RootNames> roots_;
  StorePlan of_store_;
  std::vector<std::pair<Wanted*, const Entry*>> there_;
  std::set<std::string> kept_;            // fingerprints of all that is wanted
  std::set<std::string> aliases_, gone_;  // lower case
  bool keyed_ = false;
};

}  // namespace

std::size_t Plan::steps() const {
  std::size_t count = 0;
  for (const StorePlan& store : stores) count += store.steps.size();
  return count;
}

std::string Plan::digest() const {
  Value all = Value::list();
  for (const StorePlan& store : stores) {
    Value steps = Value::list();
    for (const Step& step : store.steps) steps.push(step.view);
    all.push(
        Value::map({{"id", store.id}, {"path", store.path}, {"digest", store.sha256}, {"changes", std::move(steps)}}));
  }
  return digest::sha256_hex(canonical_json(Value::map({{"stores", std::move(all)}})));
}

Plan plan_of(Session& session, std::vector<DesiredStore>& desired) {
  Plan plan;
  std::map<std::string, std::string> seen;  // by id: as what it is named
  for (DesiredStore& store : desired) {
    const auto [first, fresh] = seen.emplace(find_kept_store(session, store.name).id, store.name);
    if (!fresh)
      throw Error(Kind::input, "certstore.desired",
                  "stores." + store.name + " is the store that stores." + first->second + " is",
                  "all that belongs there under one of the two names");
    StorePlan planned = Planner(session, store, plan).planned();
    if (!planned.steps.empty()) plan.stores.push_back(std::move(planned));
  }
  return plan;
}

Value plan_view(const Plan& plan) {
  Value stores = Value::list();
  for (const StorePlan& store : plan.stores) {
    Value changes = Value::list();
    for (const Step& step : store.steps) changes.push(step.view);
    stores.push(Value::map(
        {{"store", store.name}, {"path", store.path}, {"digest", store.sha256}, {"changes", std::move(changes)}}));
  }
  return Value::map({{"digest", plan.digest()}, {"changes", plan.steps()}, {"stores", std::move(stores)}});
}

Outcome plan_stores(Session& session, const PlanRequest& request) {
  operation_time(session, false);
  std::vector<DesiredStore> desired = read_desired(session, request.text, request.file);
  const Plan plan = plan_of(session, desired);
  Outcome outcome;
  outcome.data = plan_view(plan);
  outcome.warnings = plan.warnings;
  return outcome;
}

}  // namespace pkit::certstores
