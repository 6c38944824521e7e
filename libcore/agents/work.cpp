#include "agents/work.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "agents/local_store.h"
#include "agents/wire.h"
#include "base/json.h"
#include "certstores/done_before.h"
#include "certstores/inventory.h"
#include "certstores/keys.h"
#include "certstores/operations.h"
#include "certstores/reenroll.h"
#include "certstores/snapshot.h"
#include "certstores/view.h"
#include "jobs/custom.h"

namespace pkit::agents {

namespace {

AgentDone done_as(const jobs::JobDone& done) {
  AgentDone told;
  told.result = done.result;
  told.message = done.message;
  return told;
}

Value sent_item(const Value& item) {
  return Value::map({{"Alias", item["Alias"]},
                     {"PrivateKeyEntry", item["PrivateKeyEntry"]},
                     {"UseChainLevel", says(item["UseChainLevel"])},
                     {"ItemStatus", item_status_number(item.text_or("ItemStatus"))},
                     {"Certificates", item["Certificates"].is_list() ? item["Certificates"] : Value::list()}});
}

void keep_inventory(Session& own, const certstores::TakenInventory& taken) {
  Change change;
  begin_change(change, own, operation_time(own, true));
  change.rows = [&](store::Write& write) { taken.write(write); };
  change.events = taken.events;
  commit(own, change);
}

/// Of an inventory each entry has a certificate, by document B's message.
void require_certificates(const Value& view) {
  const std::string removed = certstores::item_status_word(certstores::ItemStatus::removed);
  for (const Value& item : view["items"].items())
    if (!item["Certificates"].is_list() && item.text_or("ItemStatus") != removed)
      refuse_job(view.text_or("path") + " holds keys without certificates, of which a platform takes no inventory",
                 "pkit ssh-key scan, on that machine");
}

/// What could not be read whole is a Failure with nothing sent: it is never an empty success.
AgentDone look_into(Session& own, const Value& job) {
  const std::string store = store_at(own, job.text_or("StorePath"));
  const auto taken = std::make_shared<certstores::TakenInventory>(
      certstores::look_at_stores(own, {.stores = {store}, .record = true}));
  AgentDone done = done_as(jobs::done_of(taken->outcome));
  const Value& view = taken->outcome.data["stores"].items().at(0);
  if (!view["complete"].as_bool()) return done;
  require_certificates(view);
  Value items = Value::list();
  for (const Value& item : view["items"].items()) items.push(sent_item(item));
  done.inventory = std::move(items);
  done.keep = [&own, taken] { keep_inventory(own, *taken); };
  return done;
}

certstores::Material material_of(const Value& job) {
  const std::optional<Bytes> contents = from_base64(job.text_or("EntryContents"));
  if (!contents || contents->empty()) refuse_job("the job brings nothing that could be added");
  certstores::Material material;
  const std::string password = job.text_or("PfxPassword");
  if (password.empty()) {
    material.certificate = std::string(as_text(*contents));
    material.certificate_name = "EntryContents";
  } else {
    material.pkcs12 = Secret(std::string(as_text(*contents)));
    material.pkcs12_password = Secret(password);
  }
  return material;
}

AgentDone add_entry(Session& own, const Value& job, const Resumed& resumed) {
  certstores::PutRequest request;
  request.store = store_at(own, job.text_or("StorePath"));
  request.material = material_of(job);
  request.alias = job.text_or("Alias");
  request.overwrite = says(job["Overwrite"]);
  if (resumed) {
    std::vector<std::string> warnings;
    if (certstores::has_entry(own, request, warnings)) return done_as(jobs::already_done(std::move(warnings)));
  }
  return done_as(jobs::done_of(certstores::put_entry(own, request)));
}

AgentDone remove_entry(Session& own, const Value& job, const Resumed& resumed) {
  certstores::TakeRequest request;
  request.store = store_at(own, job.text_or("StorePath"));
  request.alias = job.text_or("Alias");
  const Outcome outcome = certstores::take_entry(own, request);
  if (resumed && !outcome.data["changed"].as_bool()) return done_as(jobs::already_done({}));
  return done_as(jobs::done_of(outcome));
}

AgentDone manage(Session& own, const Value& job, const Resumed& resumed) {
  const std::int64_t operation = job["OperationType"].as_int();
  if (operation == operation_number(store::JobOperation::add)) return add_entry(own, job, resumed);
  if (operation == operation_number(store::JobOperation::remove)) return remove_entry(own, job, resumed);
  if (operation != operation_number(store::JobOperation::create))
    refuse_job("this agent knows no operation of type " + std::to_string(operation));
  return done_as(make_store(own, job.text_or("StorePath"), resumed.has_value()));
}

/// The entry with a key that has the subject.
std::string alias_of(const certstores::Contents& contents, const std::string& subject) {
  std::string alias;
  for (const certstores::Entry& entry : contents.entries) {
    if (!entry.private_key || entry.certificate.subject.text() != subject) continue;
    if (!alias.empty()) refuse_job("several entries with a key are '" + printable(subject) + "'");
    alias = entry.alias;
  }
  if (alias.empty()) refuse_job("there is no entry with a key that is '" + printable(subject) + "'");
  return alias;
}

/// It shows the platform that this agent has what it asks to replace.
std::optional<x509::PrivateKey> present_key(const Session& own, const store::CertStore& store,
                                            const certstores::Entry& entry) {
  if (certstores::kind_named(store.kind).external) return std::nullopt;  // it does not leave its program
  certstores::Keys keys =
      certstores::keys_of(own.world, certstores::place_of(store), certstores::kind_named(store.kind),
                          certstores::password_of(own, store), {&entry});
  if (keys.empty()) return std::nullopt;
  return std::move(keys.front());
}

AgentDone reenroll_entry(Session& own, const Value& told, const Resumed& resumed, const Enrol& enrol) {
  certstores::ReenrollRequest request;
  request.store = store_at(own, told.text_or("StorePath"));
  // Whatever entry: an agent does one job after the other, and this one began at that time.
  if (resumed && certstores::holds_change(own, request.store, "reenroll", "", *resumed))
    return done_as(jobs::already_done({}));
  const store::CertStore store = certstores::find_kept_store(own, request.store);
  const certstores::Snapshot snapshot = certstores::snapshot_of(own, store);
  request.alias = alias_of(snapshot.contents, told.text_or("Subject"));
  request.key_type = key_word({told.text_or("KeyType"), told["KeySize"].is_int() ? told["KeySize"].as_int() : 0});
  const certstores::Decider platform{{}, [&](const certstores::Entry& entry, const WaitingKey& key) {
                                       return enrol({key.request, key.request_id, present_key(own, store, entry)});
                                     }};
  return done_as(jobs::done_of(certstores::reenroll_by(own, request, platform)));
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> all;
  if (list.is_list())
    for (const Value& item : list.items())
      if (item.is_text()) all.push_back(item.as_text());
  return all;
}

/// As the platform asks for it, which takes no place elsewhere: a directory may be named by a link.
std::string as_asked(const std::string& found, const std::vector<std::string>& directories) {
  for (const std::string& directory : directories) {
    std::error_code unknown;
    const Path relative = Path(found).lexically_relative(std::filesystem::canonical(directory, unknown));
    if (!unknown && !relative.empty() && *relative.begin() != "..")
      return (Path(directory) / relative).lexically_normal().string();
  }
  return found;
}

/// As many as one message to the platform takes.
Value fitting(const std::vector<Value>& found, const std::vector<std::string>& directories) {
  Value locations = Value::list();
  std::int64_t octets = 0;
  for (const Value& store : found) {
    if (static_cast<std::int64_t>(locations.items().size()) == kMostLocations) break;
    const std::string path = as_asked(store.text_or("path"), directories);
    const auto size = static_cast<std::int64_t>(to_json(Value(path)).size()) + 1;
    if (static_cast<std::int64_t>(path.size()) > kLongestLocation || octets + size > kMostLocationOctets) continue;
    locations.push(path);
    octets += size;
  }
  return locations;
}

/// Places alone: none becomes a store of this agent before a job is about it. Its own directory is not entered.
AgentDone discover(Session& own, const Value& job) {
  certstores::DiscoverRequest request;
  request.directories = texts(job["Dirs"]);
  request.ignored = texts(job["IgnoredDirs"]);
  request.ignored.push_back(own.home.directory.string());
  request.extensions = texts(job["Extensions"]);
  request.patterns = texts(job["NamePatterns"]);
  request.common.dry_run = true;
  Outcome outcome = certstores::discover_stores(own, request);
  Value locations = fitting(outcome.data["found"].items(), request.directories);
  const std::size_t found = outcome.data["found"].items().size(), told = locations.items().size();
  if (found > told)
    outcome.warnings.push_back("of " + std::to_string(found) + " places " + std::to_string(told) +
                               " are told, as many as one message takes: name directories further down");
  AgentDone done = done_as(jobs::done_of(outcome));
  done.locations = std::move(locations);
  return done;
}

AgentDone tell_log(const Session& own, const Value& configuration) {
  AgentDone done;
  done.log = log_end(own, std::min(configuration["MaxCharactersToReturn"].as_int(), kMostLog));
  return done;
}

/// By the agent's own pkit.yaml: what the platform says of it runs nothing here.
AgentDone do_custom(Session& own, const Value& job, std::int64_t audit) {
  const jobs::JobDone done =
      jobs::do_custom_job(own, {.id = job.text_or("JobId"),
                                .type = job.text_or("JobType"),
                                .properties = job["JobProperties"],
                                .requested = job.text_or("RequestTimestamp"),
                                .tries = job["CurrentRetryCount"].is_int() ? job["CurrentRetryCount"].as_int() : 0,
                                .request_id = job.text_or("JobId") + "-" + std::to_string(audit)});
  AgentDone told = done_as(done);
  if (!done.output["data"].is_text()) return told;
  const std::string data = done.output.text_or("data");
  if (static_cast<std::int64_t>(data.size()) > kMostData)
    return failed_because("it brought " + std::to_string(data.size()) + " octets of data, and at most " +
                          std::to_string(kMostData) + " go to the platform");
  told.data = data;
  return told;
}

AgentDone done_by_agent(Session& own, const Value& configuration, const Resumed& resumed, const Enrol& enrol) {
  if (configuration["EnrollEndpoint"].is_text()) return reenroll_entry(own, configuration, resumed, enrol);
  if (configuration["MaxCharactersToReturn"].is_int()) return tell_log(own, configuration);
  const Value& job = configuration["Job"];
  if (job["Dirs"].is_list()) return discover(own, job);
  if (!job.is_map()) refuse_job("this agent knows no such job");
  if (job["JobType"].is_text()) return do_custom(own, job, configuration["AuditId"].as_int());
  return job["OperationType"].is_int() ? manage(own, job, resumed) : look_into(own, job);
}

}  // namespace

AgentDone failed_because(const std::string& why) {
  AgentDone done;
  done.result = store::JobResult::failure;
  done.message = why;
  return done;
}

AgentDone work(Session& own, const Value& configuration, const Resumed& resumed, const Enrol& enrol) {
  try {
    return done_by_agent(own, configuration, resumed, enrol);
  } catch (const Error& error) {
    if (error.kind() == Kind::internal) throw;
    const std::string hint = error.hint().empty() ? "" : " (" + error.hint() + ")";
    return failed_because(error.what() + hint);
  }
}

}  // namespace pkit::agents
