// ssh-key generate: a new key pair, in files that are new too.
#include <algorithm>

#include "base/text.h"
#include "sshkeys/inputs.h"
#include "sshkeys/pair_files.h"
#include "sshkeys/rows.h"

namespace pkit::sshkeys {

namespace {

constexpr Input kGenerateKeyInputs[] = {
    out_input(),
    key_type_input("what kind of key; ed25519 by default"),
    passphrase_input(),
    plain_input(),
    comment_input(),
    username_input(),
    lifetime_input(),
    stores_input<&GenerateRequest::stores>(),
    options_input<&GenerateRequest::options>(),
    dry_run_input<GenerateRequest>(),
};

std::string word_of(const GenerateRequest& request) {
  return request.key_type.empty() ? ssh::new_key_words().front() : request.key_type;
}

const Secret& passphrase_of(const GenerateRequest& request) {
  static const Secret none;
  return request.passphrase ? *request.passphrase : none;
}

Path public_file(const GenerateRequest& request) { return request.out + ".pub"; }

}  // namespace

void require_free(const ReadSession& session, const GenerateRequest& request) {
  require_not_own(session.home.directory, request.out);
  const std::vector<std::string>& words = ssh::new_key_words();
  if (std::find(words.begin(), words.end(), word_of(request)) == words.end())
    throw Error(Kind::usage, "key.word", "'" + printable(word_of(request)) + "' is no type of SSH key that is made",
                "one of: " + join(words, " "));
  for (const Path& file : {Path(request.out), public_file(request)})
    if (std::filesystem::exists(std::filesystem::symlink_status(file)))
      throw Error(Kind::conflict, "file.exists", file.string() + " is there already", "another --out");
}

ssh::PublicKey make_files(const ReadSession& session, const GenerateRequest& request) {
  require_free(session, request);
  ssh::KeyPair pair =
      ssh::make_key_pair(word_of(request), request.comment, passphrase_of(request), session.world.random);
  const std::string line = ssh::key_line(pair.public_key, "", request.comment);
  create_file(request.out, as_bytes(pair.file.reveal()), Mode::secret);
  try {
    create_file(public_file(request), as_bytes(line), Mode::shared);
  } catch (const Error&) {
    std::filesystem::remove(request.out);
    throw;
  }
  return std::move(pair.public_key);
}

void remove_files(const GenerateRequest& request) {
  std::error_code ignored;
  std::filesystem::remove(request.out, ignored);
  std::filesystem::remove(public_file(request), ignored);
}

std::string record_made(Session& session, const ssh::PublicKey& key, const store::SshKey& row,
                        const GenerateRequest& request, Time now) {
  try {
    std::string line = ssh::key_line(key, request.options, request.comment);
    record_added(session, {row}, now);
    return line;
  } catch (const Error&) {
    remove_files(request);
    throw;
  }
}

Outcome generate_key(Session& session, const GenerateRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  Outcome outcome;
  const std::vector<Place> places = request.stores.empty() ? std::vector<Place>() : places_of(session, request.stores);
  require_read(places);
  if (request.common.dry_run) {
    require_free(session, request);
    outcome.data = Value::map(
        {{"would",
          Value::map({{"file", request.out}, {"keyType", word_of(request)}, {"stores", Value::list(request.stores)}})},
         {"dryRun", true}});
    return outcome;
  }
  const ssh::PublicKey key = make_files(session, request);
  const store::SshKey row =
      row_of(session, {key, request.comment, request.username, request.lifetime, request.out}, now);
  const std::vector<std::string> lines = {record_made(session, key, row, request, now)};
  for (const Place& place : places) {
    const Outcome put = put_lines(session, place.store, lines, "", false);
    outcome.warnings.insert(outcome.warnings.end(), put.warnings.begin(), put.warnings.end());
  }
  outcome.data.set("key", key_view(row, places_of(session, {})));
  return outcome;
}

constinit const Operation kGenerateKey = operation<GenerateRequest, generate_key>(
    {.name = "ssh-key generate", .inputs = kGenerateKeyInputs, .data = &shape::ssh_key});

}  // namespace pkit::sshkeys
