// ssh-key add: a key that somebody has is looked after from now on, and let in where that is asked for.
#include "sshkeys/inputs.h"
#include "sshkeys/rows.h"

namespace pkit::sshkeys {

namespace {

constexpr Input kAddKeyInputs[] = {
    document<&AddRequest::public_key>("file", "FILE", "its public key, like id_ed25519.pub").argument().needed(),
    input<&AddRequest::comment>("comment", "TEXT", "in place of the comment in FILE"),
    input<&AddRequest::username>("username", "NAME", "whose key it is"),
    input_as<AsDuration, &AddRequest::lifetime>("lifetime", "after which it is to be another one"),
    stores_input<&AddRequest::stores>(),
    options_input<&AddRequest::options>(),
    dry_run_input<AddRequest>(),
};

/// The row that is there, which can only be let in somewhere more; nothing where there is none.
std::optional<store::SshKey> known_row(const ReadSession& session, const AddRequest& request,
                                       const std::string& fingerprint) {
  std::optional<store::SshKey> row;
  session.state.read([&](store::Read& read) { row = store::ssh_keys::find(read, fingerprint); });
  if (!row) return row;
  if (row->state == store::SshKeyState::retired)
    throw Error(Kind::conflict, "ssh.retired", fingerprint + " was retired, and does not come back",
                "pkit ssh-key generate makes another one");
  if (request.stores.empty())
    throw Error(Kind::conflict, "ssh.exists", fingerprint + " is there already", "--store STORE lets it in there");
  return row;
}

}  // namespace

Outcome add_key(Session& session, const AddRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const ssh::AuthorizedKey given = ssh::read_key_line(request.public_key);
  const std::string comment = request.comment.empty() ? given.comment : request.comment;
  // What restricts the key where it comes from restricts it here too, unless it is said otherwise.
  const std::string& options = request.options.empty() ? given.options : request.options;
  const std::vector<std::string> lines = {ssh::key_line(given.key, options, comment)};
  const std::vector<Place> places = request.stores.empty() ? std::vector<Place>() : places_of(session, request.stores);
  require_read(places);
  for (const Place& place : places) missing_lines(place.store, place.contents, lines);
  const std::optional<store::SshKey> known = known_row(session, request, given.key.fingerprint());
  const store::SshKey row =
      known ? *known : row_of(session, {given.key, comment, request.username, request.lifetime}, now);
  Outcome outcome;
  if (!known && !request.common.dry_run) record_added(session, {row}, now);
  for (const Place& place : places) {
    const Outcome put = put_lines(session, place.store, lines, "", request.common.dry_run);
    outcome.warnings.insert(outcome.warnings.end(), put.warnings.begin(), put.warnings.end());
  }
  outcome.data.set("key", key_view(row, request.common.dry_run ? places : places_of(session, {})));
  if (request.common.dry_run) outcome.data.set("dryRun", true);
  return outcome;
}

constinit const Operation kAddKey =
    operation<AddRequest, add_key>({.name = "ssh-key add", .inputs = kAddKeyInputs, .data = &shape::ssh_key});

}  // namespace pkit::sshkeys
