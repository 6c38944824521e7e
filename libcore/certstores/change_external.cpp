#include "certstores/change_external.h"

#include <algorithm>

#include "base/text.h"
#include "certstores/change_record.h"
#include "certstores/entries.h"
#include "certstores/external.h"
#include "certstores/service.h"

namespace pkit::certstores {

namespace {

/// What is to be done to it; neither: nothing.
struct ExternalStep {
  std::optional<Addition> add;
  const Entry* former = nullptr;  // what goes, of the contents
  std::string alias, unchanged;
};

ExternalStep adding(const store::CertStore& store, const Contents& contents, const EntryChange& change) {
  if (store.kind == kPkcs11.name && change.added->key)
    throw Error(Kind::conflict, "certstore.no_key", "a key is made on its token, and does not come there from outside",
                "leave --key out: the certificate finds the key that it is over");
  Addition asked = copied(*change.added, change.alias);
  const Entry* there = place_by_name(contents, asked);
  ExternalStep step;
  if (there && !asked.overwrite) {
    Edit left = left_as_it_is(*there, asked);
    step.alias = left.alias;
    step.unchanged = left.unchanged;
    return step;
  }
  step.alias = there ? there->alias : new_alias(asked);
  if (!there) require_free_alias(contents, step.alias);
  if (there) require_same_key(*there, asked);
  if (there && !asked.key && equal(there->certificate.der, asked.certificate.der)) return step;
  step.former = there;
  step.add = copied(*change.added, step.alias);
  return step;
}

ExternalStep taking(const Contents& contents, const EntryChange& change) {
  ExternalStep step;
  step.former = contents.find(change.alias);
  step.alias = step.former ? step.former->alias : change.alias;
  if (!step.former) step.unchanged = nothing_to_take(change.alias).unchanged;
  return step;
}

/// One file stands for all of it: what it has before and after are fingerprints of the entry.
store::StoreChange opened(const Session& session, const store::CertStore& store, const EntryChange& change,
                          const ExternalStep& step, Time now) {
  store::StoreChange open;
  open.id = random_id(session.world, 'x');
  open.store = store.id;
  open.operation = change.operation;
  open.alias = step.alias;
  open.started = now;
  open.files.push_back({store.path, "", step.former ? step.former->fingerprint() : "",
                        step.add ? step.add->certificate.fingerprint() : ""});
  return open;
}

bool has(const Contents& contents, const std::string& fingerprint) {
  return std::ranges::any_of(contents.entries, [&](const Entry& e) { return e.fingerprint() == fingerprint; });
}

/// Is what was to come there, and what was to go not?
bool is_done(const Contents& now, const store::StoreChange& open) {
  const store::ChangedFile& file = open.files.front();
  return file.after.empty() ? !has(now, file.before) : has(now, file.after);
}

/// Empty where it is as it was to be; every other entry as it was.
std::string wrong_with(const Contents& before, const Contents& after, const ExternalStep& step) {
  for (const Entry& entry : before.entries) {
    if (&entry == step.former) continue;
    const auto same = [&](const Entry& e) { return e.stored_sha256 == entry.stored_sha256; };
    if (std::ranges::none_of(after.entries, same)) return printable(entry.alias) + " is not as it was";
  }
  if (!step.add) return has(after, step.former->fingerprint()) ? "what was to go is still there" : "";
  const Entry* there = after.find(step.add->certificate.fingerprint());
  if (!there) return "what was put is not there";
  return step.add->key && !there->private_key ? "the key that was put is not there" : "";
}

/// The program's word counts less than what is there afterwards.
Contents carry_out(Session& session, const store::CertStore& store, const External& external, const ExternalStep& step,
                   const store::StoreChange& open, Time now) {
  std::optional<Error> failed;
  try {
    step.add ? external.add(*step.add, step.former) : external.remove(*step.former);
  } catch (const Error& error) {
    failed = error;
  }
  Contents after = external.inventory();  // where that fails too the change stays open, and the next command ends it
  const bool was_there = open.files.front().before == open.files.front().after;
  if (is_done(after, open) && !(failed && was_there)) return after;
  const std::string why = failed ? failed->what() : store.name + ": its program has changed nothing";
  close_change(session, store, open, now, false, why);
  throw failed ? *failed : Error(Kind::config, "certstore.tool", why);
}

void tell_service(Session& session, const store::CertStore& store, const ExternalStep& step, Performed& performed) {
  const Refusal refused = reload(session.world, store);
  if (!store.reload.items().empty()) performed.reload = refused.empty() ? "done" : "failed";
  if (!refused.empty()) return performed.warnings.push_back(refused.why);
  if (store.prove.empty() || !step.add) return;
  const std::string unproven = prove(session.world, store, step.add->certificate.der);
  performed.proof = unproven.empty() ? "done" : "failed";
  if (!unproven.empty()) performed.warnings.push_back(unproven);
}

}  // namespace

Outcome change_external(Session& session, const store::CertStore& store, const EntryChange& change) {
  const Time now = operation_time(session, !change.dry_run);
  const External external(session, store);
  const Contents before = external.inventory();
  const std::string digest = digest_of(before);
  require_expected(store, digest, change.expect_digest);
  if (!before.unread.empty())
    throw Error(Kind::input, "certstore.unread", store.name + " cannot be read whole: " + before.unread.front());
  const ExternalStep step = change.added ? adding(store, before, change) : taking(before, change);
  Outcome outcome;
  outcome.data = change_view(store, change.operation, step.alias);
  outcome.data.set("digest", digest);
  if (!step.unchanged.empty()) {
    outcome.data.set("Result", "Warning");
    outcome.warnings.push_back(store.name + ": " + step.unchanged);
  }
  if (!step.add && !step.former) return outcome;
  if (step.former) outcome.data.set("gone", Value::list(std::vector<std::string>(1, step.former->alias)));
  outcome.data.set("changed", true);
  if (store.kind == kPkcs11.name && !step.add && step.former->private_key)
    outcome.warnings.push_back("its private key stays on the token");
  if (step.add && !step.add->key && !step.add->chain.empty())
    outcome.warnings.push_back("the certificate goes there alone, without its chain");
  if (change.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  const store::StoreChange open = opened(session, store, change, step, now);
  record_change(session, open);
  const Contents after = carry_out(session, store, external, step, open, now);
  const std::string wrong = wrong_with(before, after, step);
  Performed performed;
  tell_service(session, store, step, performed);
  if (!wrong.empty()) performed.warnings.push_back(store.name + ": " + wrong);
  close_change(session, store, open, now, true, join(performed.warnings, "; "));
  tell_performed(performed, outcome);
  outcome.data.set("digest", digest_of(after));
  return outcome;
}

bool is_done_at(const ReadSession& session, const store::CertStore& store, const store::StoreChange& change) {
  return is_done(External(session, store).inventory(), change);
}

Settled settle_external(Session& session, const store::CertStore& store, Time now) {
  std::optional<store::StoreChange> left;
  session.state.read([&](store::Read& read) { left = store::store_changes::open_one(read, store.id); });
  if (!left) return {};
  const std::string begun = "an earlier " + left->operation + " of " + printable(left->alias) + " was cut short: ";
  const bool done = is_done_at(session, store, *left);
  close_change(session, store, *left, now, done, done ? "finished later" : "cut short");
  if (!done) return {begun + "the store is as it was before", {}};
  return {begun + "it was done, and nobody knows whether the service was told", *left};
}

}  // namespace pkit::certstores
