#include "certstores/changes/change_external.h"

#include <algorithm>

#include "base/text.h"
#include "certstores/changes/change_record.h"
#include "certstores/entries.h"
#include "certstores/programs/external.h"
#include "certstores/programs/service.h"
#include "digest/digest.h"

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
  step.alias = there ? given_name(*there) : new_alias(asked);
  if (!there) require_free_alias(contents, step.alias);
  if (there && !change.key_is_there) require_same_key(*there, asked);
  if (there && !asked.key && equal(there->certificate.der, asked.certificate.der)) return step;
  step.former = there;
  step.add = copied(*change.added, step.alias);
  return step;
}

ExternalStep taking(const Contents& contents, const EntryChange& change) {
  ExternalStep step;
  step.former = contents.find(change.alias);
  step.alias = step.former ? given_name(*step.former) : change.alias;
  if (!step.former) step.unchanged = nothing_to_take(change.alias).unchanged;
  return step;
}

/// Of an entry, as SHA-256 in hex: its certificate, its name, and whether its key is there. A program may write names
/// in another case.
std::string mark_of(const x509::Certificate& certificate, const std::string& alias, bool key) {
  return digest::sha256_hex(certificate.fingerprint() + (key ? " key " : " ") + lower(alias));
}

std::string mark_of(const Entry& entry, bool key) { return mark_of(entry.certificate, given_name(entry), key); }

/// One file stands for all of it: what it has before and after are marks of the entry.
store::StoreChange opened(const Session& session, const store::CertStore& store, const EntryChange& change,
                          const ExternalStep& step, Time now) {
  store::StoreChange open;
  open.id = random_id(session.world, 'x');
  open.store = store.id;
  open.operation = change.operation;
  open.alias = step.alias;
  open.started = now;
  const bool key = step.add && (step.add->key || (step.former && step.former->private_key));
  open.files.push_back({store.path, "", step.former ? mark_of(*step.former, step.former->private_key) : "",
                        step.add ? mark_of(step.add->certificate, step.alias, key) : ""});
  return open;
}

/// One that is to have a key has it; one that is to have none may have found its key there.
bool has(const Contents& contents, const std::string& mark, bool key_may_come) {
  return std::ranges::any_of(contents.entries, [&](const Entry& e) {
    return mark_of(e, e.private_key) == mark || (key_may_come && mark_of(e, false) == mark);
  });
}

bool is_there(const Contents& now, const store::ChangedFile& file) {
  return !file.after.empty() && has(now, file.after, true);
}

bool former_is_there(const Contents& now, const store::ChangedFile& file) {
  return !file.before.empty() && has(now, file.before, false);
}

std::size_t count(const Contents& contents, const Entry& entry) {
  return static_cast<std::size_t>(std::ranges::count_if(contents.entries, [&](const Entry& e) {
    return mark_of(e, false) == mark_of(entry, false) && e.private_key >= entry.private_key;
  }));
}

/// Empty where it is as it was to be; every other entry as it was, but for a key that came there with this one.
std::string wrong_with(const Contents& before, const Contents& after, const ExternalStep& step,
                       const store::ChangedFile& file) {
  for (const Entry& entry : before.entries) {
    if (step.former && mark_of(entry, false) == mark_of(*step.former, false)) continue;
    if (count(after, entry) < count(before, entry)) return printable(entry.alias) + " is not as it was";
  }
  if (file.before != file.after && former_is_there(after, file)) return "what was to go is still there";
  if (!step.add || is_there(after, file)) return {};
  const bool without = has(after, mark_of(step.add->certificate, step.alias, false), true);
  return without ? "the key that was put is not there" : "what was put is not there as " + printable(step.alias);
}

/// The program's word counts less than what is there afterwards. Where that is neither what was there nor what was to
/// be, the change is told as done, with what is wrong, and fails: it is for somebody to look at.
Contents carry_out(Session& session, const store::CertStore& store, const External& external, const ExternalStep& step,
                   const Contents& before, const store::StoreChange& open, Time now,
                   std::vector<std::string>& warnings) {
  std::optional<Error> failed;
  try {
    const std::string warning = step.add ? external.add(*step.add, step.former) : external.remove(*step.former);
    if (!warning.empty()) warnings.push_back(store.name + ": " + warning);
  } catch (const Error& error) {
    failed = error;
  }
  Contents after = external.inventory();  // where that fails too the change stays open, and the next command ends it
  const store::ChangedFile& file = open.files.front();
  const std::string wrong = wrong_with(before, after, step, file);
  if (wrong.empty() && !(failed && file.before == file.after)) return after;
  const bool unchanged = digest_of(before) == digest_of(after);
  const std::string said = failed ? failed->what() : store.name + ": its program has changed nothing";
  const std::string why = unchanged ? said : (failed ? said + "; " : store.name + ": ") + wrong;
  close_change(session, store, open, now, !unchanged, why);
  if (failed && unchanged) throw Error(*failed);
  throw Error(Kind::config, "certstore.tool", why,
              unchanged ? "" : "the store is not as it was, and its service was told nothing: pkit store inventory");
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
  if (store.kind == kPkcs11.name && (!step.add || change.key_is_there) && step.former && step.former->private_key)
    outcome.warnings.push_back(step.add ? "the former private key stays on the token"
                                        : "its private key stays on the token");
  if (step.add && !step.add->key && !step.add->chain.empty())
    outcome.warnings.push_back("the certificate goes there alone, without its chain");
  if (change.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  const store::StoreChange open = opened(session, store, change, step, now);
  record_change(session, open);
  Performed performed;
  const Contents after = carry_out(session, store, external, step, before, open, now, performed.warnings);
  tell_service(session, store, step, performed);
  close_change(session, store, open, now, true, join(performed.warnings, "; "));
  tell_performed(performed, outcome);
  outcome.data.set("digest", digest_of(after));
  return outcome;
}

bool is_as_left(const Contents& now, const store::StoreChange& change) {
  const store::ChangedFile& file = change.files.front();
  if (file.before == file.after) return false;
  return is_there(now, file) == !file.after.empty() && !former_is_there(now, file);
}

bool is_done_at(const ReadSession& session, const store::CertStore& store, const store::StoreChange& change) {
  return is_as_left(External(session, store).inventory(), change);
}

Settled settle_external(Session& session, const store::CertStore& store, Time now) {
  std::optional<store::StoreChange> left;
  session.state.read([&](store::Read& read) { left = store::store_changes::open_one(read, store.id); });
  if (!left) return {};
  const std::string begun = "an earlier " + left->operation + " of " + printable(left->alias) + " was cut short: ";
  const Contents there = External(session, store).inventory();
  const store::ChangedFile& file = left->files.front();
  const bool done = is_as_left(there, *left), came = is_there(there, file), stayed = former_is_there(there, file);
  const bool before = file.before != file.after && stayed == !file.before.empty() && !came;
  const char* told = done                        ? "it was done, and nobody knows whether the service was told"
                     : before                    ? "the store is as it was before"
                     : file.before == file.after ? "nobody knows whether it was done: repeat it"
                     : came                      ? "the new entry is there, and the former one too"
                                                 : "neither the former entry nor the new one is there";
  close_change(session, store, *left, now, done, done ? "finished later" : before ? "cut short" : told);
  return {begun + told, done ? left : std::nullopt};
}

}  // namespace pkit::certstores
