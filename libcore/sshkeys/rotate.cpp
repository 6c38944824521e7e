// ssh-key rotate: a new key beside the old one, wherever that lets in; a login by it is proven; the old one retires.
#include <unistd.h>

#include <algorithm>

#include "adapter/process.h"
#include "base/text.h"
#include "sshkeys/inputs.h"
#include "sshkeys/pair_files.h"
#include "sshkeys/rows.h"

namespace pkit::sshkeys {

namespace {

constexpr auto kNext = &RotateRequest::next;
constexpr Input kRotateKeyInputs[] = {
    input<&RotateRequest::key>("key", "KEY", "fingerprint or its beginning, comment, or file of the old one")
        .argument()
        .needed(),
    out_input<kNext>(),
    key_type_input<kNext>("what kind of key; without it as the old one"),
    passphrase_input<kNext>(),
    plain_input<kNext>(),
    comment_input<kNext>(),
    username_input<kNext>(),
    lifetime_input<kNext>(),
    input_as<AsDuration, &RotateRequest::overlap>("overlap", "how long both let in, 7d by default"),
    dry_run_input<RotateRequest>(),
    input<&RotateRequest::prove>("prove", "PROGRAM...",
                                 "a program that logs in by the new key; its argument {} is the key's file")
        .takes_the_rest(),
};

constexpr Duration kProofPatience = 60'000;
constexpr Duration kUsualOverlap = 7LL * 24 * 3600 * 1000;

/// The key that an earlier run of the same command made, and that nobody retired the old one for yet.
std::optional<store::SshKey> begun(const ReadSession& session, const store::SshKey& former, const std::string& file) {
  std::vector<store::SshKey> all;
  session.state.read([&](store::Read& read) { all = store::ssh_keys::all(read); });
  for (store::SshKey& key : all)
    if (key.replaces == former.id && key.state == store::SshKeyState::managed && key.file == file)
      return std::move(key);
  return std::nullopt;
}

void require_program(const std::vector<std::string>& words, uid_t uid) {
  if (words.empty()) return;
  if (words[0].empty() || words[0].front() != '/' || ::access(words[0].c_str(), X_OK) != 0)
    throw Error(Kind::usage, "ssh.program", "--prove: '" + printable(words[0]) + "' is no program by an absolute path");
  require_trusted(words[0], uid);
}

/// Error{config "ssh.unproven"} unless the program logs in. What it says itself is a detail: it is nobody's to keep.
void require_login(const Session& session, const std::vector<std::string>& prove, const std::string& file) {
  std::vector<std::string> arguments;
  for (std::size_t i = 1; i < prove.size(); ++i) arguments.push_back(prove[i] == "{}" ? file : prove[i]);
  const adapter::ProcessLimits limits{.time = kProofPatience};
  const adapter::ProcessResult result = adapter::run_process(prove[0], arguments, "/", "", limits, session.world);
  if (result.end == adapter::ProcessResult::End::exited && result.status == 0) return;
  std::vector<Fault> said;
  if (!result.errors.empty()) said.push_back({Kind::config, "ssh.unproven", prove[0], result.errors, {}});
  throw Error(Kind::config, "ssh.unproven",
              "the new key does not log in: " + prove[0] + " " + adapter::end_of(result, limits),
              "it was taken out again, and the old key lets in as before", said);
}

/// Of those that are called so the one for which an earlier run of the same command made a key: that has its comment.
store::SshKey former_of(const ReadSession& session, const RotateRequest& request) {
  const std::vector<store::SshKey> called = find_keys(session, request.key);
  for (const store::SshKey& key : called)
    if (key.state == store::SshKeyState::managed && called.size() > 1 && begun(session, key, request.next.out))
      return key;
  return find_key(session, request.key);
}

/// A line for each of the former key's, with its options.
std::vector<std::string> lines_like(const Place& place, const store::SshKey& former, const store::SshKey& next) {
  const ssh::PublicKey key = ssh::read_key_line(next.public_key).key;
  std::vector<std::string> lines;
  for (const certstores::Entry& entry : place.contents.entries)
    if (entry.alias == former.fingerprint) lines.push_back(ssh::key_line(key, entry.ssh->options, next.comment));
  return lines;
}

/// Wherever the former key lets in, behind its lines.
void put_beside(Session& session, const std::vector<Place>& places, const store::SshKey& former,
                const store::SshKey& next, Outcome& outcome) {
  for (const Place& place : places) {
    const std::vector<std::string> lines = lines_like(place, former, next);
    if (lines.empty() || missing_lines(place.store, place.contents, lines).empty()) continue;
    const Outcome put = put_lines(session, place.store, lines, former.fingerprint, false);
    outcome.warnings.insert(outcome.warnings.end(), put.warnings.begin(), put.warnings.end());
  }
}

/// The new key lets in nowhere, and the old one as before.
void withdraw(Session& session, store::SshKey next, const GenerateRequest& request, const std::string& why, Time now) {
  for (const Place& place : places_of(session, {}))
    if (place.find(next.fingerprint)) take_line(session, place.store, next.fingerprint, false);
  Value data = event_data(next);
  data.set("reason", why);
  next.state = store::SshKeyState::retired;
  next.rotate_by = std::nullopt;
  record_changed(session, {next}, {{"ssh-key.withdrawn", next.fingerprint, std::move(data)}}, now);
  remove_files(request);
}

/// Whoever was first has rotated it.
store::SshKey still_managed(const ReadSession& session, const store::SshKey& former) {
  const store::SshKey now = find_key(session, former.fingerprint);
  if (now.state == store::SshKeyState::managed) return now;
  throw Error(Kind::conflict, "ssh.state", now.fingerprint + " is " + store::state_word(now.state) + " by now",
              "pkit ssh-key list");
}

/// Another run of the same command has rotated to this very key: it is not to be taken out again.
bool is_successor(const ReadSession& session, const store::SshKey& former, const store::SshKey& made) {
  std::vector<store::SshKey> all;
  session.state.read([&](store::Read& read) { all = store::ssh_keys::all(read); });
  const auto rotated = [&](const store::SshKey& key) {
    return key.id == former.id && key.state == store::SshKeyState::retiring;
  };
  const auto other = [&](const store::SshKey& key) {
    return key.replaces == former.id && key.id != made.id && key.state != store::SshKeyState::retired;
  };
  return std::ranges::any_of(all, rotated) && std::ranges::none_of(all, other);
}

void settle(Session& session, store::SshKey former, const store::SshKey& next, Duration overlap, Time now) {
  former = still_managed(session, former);
  former.state = store::SshKeyState::retiring;
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
  record_made(session, key, row, next, now);
  return row;
}

/// As the former one, where nothing else is said.
GenerateRequest like(const store::SshKey& former, const GenerateRequest& asked) {
  GenerateRequest next = {.out = asked.out,
                          .key_type = asked.key_type,
                          .passphrase = {},
                          .plain = asked.plain,
                          .comment = asked.comment,
                          .username = asked.username,
                          .lifetime = asked.lifetime,
                          .stores = {},
                          .options = {},
                          .common = asked.common};
  if (asked.passphrase) next.passphrase.emplace(std::string(asked.passphrase->reveal()));
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
  const store::SshKey former = former_of(session, request);
  if (former.state != store::SshKeyState::managed)
    throw Error(Kind::conflict, "ssh.state", former.fingerprint + " is " + store::state_word(former.state),
                "pkit ssh-key list");
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
    if (!request.prove.empty()) require_login(session, request.prove, made.file);
    settle(session, former, made, request.overlap.value_or(kUsualOverlap), now);
  } catch (const Error& error) {
    if (error.kind() == Kind::internal) throw;
    if (!is_successor(session, former, made)) withdraw(session, made, next, error.what(), now);
    throw;
  }
  const std::vector<Place> after = places_of(session, {});
  outcome.data.set("key", key_view(made, after));
  outcome.data.set("former", key_view(find_key(session, former.fingerprint), after));
  outcome.data.set("proof", request.prove.empty() ? "none" : "done");
  return outcome;
}

constinit const Operation kRotateKey = operation<RotateRequest, rotate_key>(
    {.name = "ssh-key rotate", .inputs = kRotateKeyInputs, .data = &shape::ssh_key_rotated});

}  // namespace pkit::sshkeys
