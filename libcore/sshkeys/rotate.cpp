// ssh-key rotate: a new key beside the old one, wherever that lets in; a login by it is proven; the old one retires.
#include <unistd.h>

#include "adapter/process.h"
#include "base/text.h"
#include "sshkeys/pair_files.h"
#include "sshkeys/rows.h"

namespace pkit::sshkeys {

namespace {

constexpr Duration kProofPatience = 60'000;

/// The key that an earlier run of the same command made, and that nobody retired the old one for yet.
std::optional<store::SshKey> begun(const ReadSession& session, const store::SshKey& former, const std::string& file) {
  std::vector<store::SshKey> all;
  session.state.read([&](store::Read& read) { all = store::ssh_keys::all(read); });
  for (store::SshKey& key : all)
    if (key.replaces == former.id && key.state == "managed" && key.file == file) return std::move(key);
  return std::nullopt;
}

void require_program(const std::vector<std::string>& words, uid_t uid) {
  if (words.empty()) return;
  if (words[0].empty() || words[0].front() != '/' || ::access(words[0].c_str(), X_OK) != 0)
    throw Error(Kind::usage, "ssh.program", "--prove: '" + printable(words[0]) + "' is no program by an absolute path");
  require_trusted(words[0], uid);
}

/// What the program says against it; empty where it logs in.
std::string unproven(const Session& session, const std::vector<std::string>& prove, const std::string& file) {
  std::vector<std::string> arguments;
  for (std::size_t i = 1; i < prove.size(); ++i) arguments.push_back(prove[i] == "{}" ? file : prove[i]);
  const adapter::ProcessLimits limits{.time = kProofPatience};
  const adapter::ProcessResult result = adapter::run_process(prove[0], arguments, "/", "", limits, session.world);
  if (result.end == adapter::ProcessResult::End::exited && result.status == 0) return {};
  return prove[0] + " " + adapter::end_of(result, limits) + (result.errors.empty() ? "" : ": " + result.errors);
}

/// Where the former key lets in, with the options and behind the line that it has there.
void put_beside(Session& session, const std::vector<Place>& places, const store::SshKey& former,
                const store::SshKey& next, Outcome& outcome) {
  const ssh::PublicKey key = ssh::read_key_line(next.public_key).key;
  for (const Place& place : places) {
    const certstores::Entry* there = place.find(former.fingerprint);
    if (!there || place.find(next.fingerprint)) continue;
    const std::string line = ssh::key_line(key, there->ssh->options, next.comment);
    const Outcome put = put_line(session, place.store, line, former.fingerprint, false);
    outcome.warnings.insert(outcome.warnings.end(), put.warnings.begin(), put.warnings.end());
  }
}

/// The new key lets in nowhere, and the old one as before.
void withdraw(Session& session, store::SshKey next, const GenerateRequest& request, const std::string& why, Time now) {
  for (const Place& place : places_of(session, {}))
    if (place.find(next.fingerprint)) take_line(session, place.store, next.fingerprint, false);
  Value data = event_data(next);
  data.set("reason", why);
  next.state = "retired";
  next.rotate_by = std::nullopt;
  record_changed(session, {next}, {{"ssh-key.withdrawn", next.fingerprint, std::move(data)}}, now);
  remove_files(request);
}

void settle(Session& session, store::SshKey former, const store::SshKey& next, Duration overlap, Time now) {
  former.state = "retiring";
  former.retire_after = now + overlap;
  Value data = event_data(former);
  data.set("successor", next.fingerprint);
  data.set("retireAfter", print_time(*former.retire_after));
  record_changed(session, {former}, {{"ssh-key.rotated", former.fingerprint, std::move(data)}}, now);
}

store::SshKey made_beside(Session& session, const store::SshKey& former, const GenerateRequest& next, Time now) {
  if (std::optional<store::SshKey> earlier = begun(session, former, next.out)) return *earlier;
  const ssh::PublicKey key = make_files(session, next);
  const store::SshKey row =
      row_of(session, {key, next.comment, next.username, next.lifetime, next.out, former.id}, now);
  record_added(session, {row}, now);
  return row;
}

/// As the former one, where nothing else is said.
GenerateRequest like(const store::SshKey& former, const GenerateRequest& asked) {
  GenerateRequest next = {.out = asked.out,
                          .key_type = asked.key_type,
                          .passphrase = Secret(std::string(asked.passphrase.reveal())),
                          .comment = asked.comment,
                          .username = asked.username,
                          .lifetime = asked.lifetime,
                          .stores = {},
                          .options = {},
                          .common = asked.common};
  if (next.key_type.empty()) next.key_type = ssh::word_for(ssh::read_key_line(former.public_key).key);
  if (next.comment.empty()) next.comment = former.comment;
  if (next.username.empty()) next.username = former.username;
  if (!next.lifetime && former.lifetime != 0) next.lifetime = former.lifetime;
  return next;
}

Value stores_of(const std::vector<Place>& places, const std::string& fingerprint) {
  Value stores = Value::list();
  for (const Place& place : places)
    if (place.find(fingerprint)) stores.push(place.store.name);
  return stores;
}

}  // namespace

Outcome rotate_key(Session& session, const RotateRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const store::SshKey former = find_key(session, request.key);
  if (former.state != "managed")
    throw Error(Kind::conflict, "ssh.state", former.fingerprint + " is " + former.state, "pkit ssh-key list");
  require_program(request.prove, session.key_access.uid);
  const std::vector<Place> places = places_of(session, {});
  require_read(places);
  const GenerateRequest next = like(former, request.next);
  Outcome outcome;
  outcome.data.set("stores", stores_of(places, former.fingerprint));
  if (request.common.dry_run) {
    require_free(session, next);
    outcome.data.set("former", key_view(former, places));
    outcome.data.set("dryRun", true);
    return outcome;
  }
  const store::SshKey made = made_beside(session, former, next, now);
  try {
    put_beside(session, places, former, made, outcome);
    const std::string refused = request.prove.empty() ? std::string() : unproven(session, request.prove, made.file);
    if (!refused.empty())
      throw Error(Kind::config, "ssh.unproven", "the new key does not log in: " + refused,
                  "it was taken out again, and the old key lets in as before");
  } catch (const Error& error) {
    if (error.kind() == Kind::internal) throw;
    withdraw(session, made, next, error.what(), now);
    throw;
  }
  settle(session, former, made, request.overlap, now);
  const std::vector<Place> after = places_of(session, {});
  outcome.data.set("key", key_view(made, after));
  outcome.data.set("former", key_view(find_key(session, former.fingerprint), after));
  outcome.data.set("proof", request.prove.empty() ? "none" : "done");
  return outcome;
}

}  // namespace pkit::sshkeys
