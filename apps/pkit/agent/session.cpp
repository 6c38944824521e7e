#include "pkit/agent/session.h"

#include <unistd.h>

#include <algorithm>

#include "agents/messages.h"
#include "agents/own_state.h"
#include "agents/wire.h"
#include "agents/work.h"
#include "base/json.h"
#include "catalog/schedule.h"
#include "change/change.h"
#include "gate/request.h"
#include "home/staging_place.h"
#include "pkit/gate_command.h"
#include "pkit/help.h"
#include "setup/secrets.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

constexpr int kUniversal = 7;  // AgentPlatform

/// Nothing more can be told to that gate.
bool ends_the_session(const Error& error) {
  return error.kind() == Kind::internal || error.kind() == Kind::state || error.code() == "agent.session";
}

std::string reason(const Error& error) {
  return error.hint().empty() ? std::string(error.what()) : std::string(error.what()) + " (" + error.hint() + ")";
}

/// Cut where no character is broken: a platform takes no longer one.
std::string bounded(const std::string& text) {
  constexpr std::size_t longest = 2048;
  const std::string plain = storable(text);
  return plain.substr(0, utf8_prefix(std::string_view(plain).substr(0, longest)));
}

/// One request is all that a gate takes, and document B's message cannot be cut in pieces. It travels as base64, beside
/// a certificate and a signature.
void require_sendable(const Value& update) {
  constexpr std::size_t beside = 64 << 10, most = (kLongestRequest - beside) / 4 * 3;
  const std::size_t size = to_json(update).size();
  if (size <= most) return;
  throw Error(Kind::conflict, "agent.large",
              "the inventory of " + std::to_string(update["Inventory"].items().size()) + " entries has " +
                  std::to_string(size) + " octets, and one message to the platform may have " + std::to_string(most) +
                  ": nothing was sent",
              "several smaller stores in its place");
}

/// What a gate answers is judged before it is believed; a newer one may say more.
void require_form(const Operation& operation, const Value& data) {
  const std::vector<Flaw> flaws = flaws_in(data, *operation.data, "", {.others = Others::taken});
  if (flaws.empty()) return;
  throw Error(Kind::input, "gate.reply",
              std::string("the platform's answer to ") + operation.name + " is none: " + flaws.front().what);
}

class AgentSession {
 public:
  AgentSession(Context& context, const AgentOptions& o)
      : context_(context),
        o_(o),
        directory_(absolute_path(o.directory)),
        alone_(lock_directories(context.world, {directory_})),
        own_(context.world, directory_, "uid:" + std::to_string(::getuid()), key_access()) {
    own_.session().key_access.ask = ask_secrets(own_.session().home, context.world);
    own_.session().version = kVersion;
  }

  Outcome run() {
    const Agent agent = read_agent(directory_).value();
    const Value session = ask_for(agents::kSession, first_message(agent))["Session"];
    token_ = session.text_or("Token");
    if (token_.empty())
      throw Error(Kind::authentication, "agent.session", agent.client_machine + " is given no session",
                  "it must be Approved, and sign with its certificate");
    forget_what_is_over(session["Jobs"]);
    if (session["Jobs"].is_list())
      for (const Value& job : session["Jobs"].items()) take_turn(job);
    Outcome outcome;
    outcome.data = Value::map({{"ClientMachine", agent.client_machine}, {"ran", runs_.items().size()}});
    outcome.data.set("runs", std::move(runs_));
    if (next_due_) outcome.data.set("nextDue", print_time(*next_due_));
    if (failed_ > 0)
      outcome.error = Error(Kind::denied, "job.failed", std::to_string(failed_) + " of the jobs failed",
                            "pkit job history, where the home is, tells why");
    return outcome;
  }

 private:
  Value first_message(const Agent& agent) const {
    Value message = Value::map({{"AgentPlatform", kUniversal},
                                {"AgentVersion", kVersion},
                                {"ClientMachine", agent.client_machine},
                                {"Capabilities", Value::list(o_.capabilities)}});
    if (!agent.agent_id.empty()) message.set("AgentId", agent.agent_id);
    return message;
  }

  Outcome answer_to(const Operation& operation, const Value& message, const std::string& request_id) {
    GateCommand command(operation);
    command.via = o_.via;
    command.certificate = (directory_ / "tls" / "fullchain.pem").string();
    command.key = (directory_ / "tls" / "key.pem").string();
    auto& request = *static_cast<agents::MessageRequest*>(command.request.get());
    request.message = to_json(message);
    request.message_name = "the message";
    request.common.request_id = request_id;
    Outcome outcome = ask(context_, command);
    if (!outcome.error) require_form(operation, outcome.data);
    return outcome;
  }

  /// What is answered; what is refused is thrown.
  Value ask_for(const Operation& operation, const Value& message) {
    Outcome outcome = answer_to(operation, message, "");
    if (outcome.error) throw *outcome.error;
    return std::move(outcome.data);
  }

  Outcome enrolled(const Value& job, const agents::NewKey& key) {
    Value asked = message(job);
    asked.set("CSRText", key.csr);
    if (key.replaced) {
      const Bytes csr = x509::one_document(key.csr, {"CERTIFICATE REQUEST"}, "the request");
      const Bytes proof = agents::possession_message(token_, csr, job.text_or("JobId"));
      asked.set("PresentKeyProof", to_base64(key.replaced->sign(proof)));
    }
    Outcome outcome = answer_to(agents::kEnroll, asked, key.request_id);
    if (!outcome.error)
      outcome.certificate = x509::one_document(outcome.data.text_or("Certificate"), {"CERTIFICATE"}, "the certificate");
    return outcome;
  }

  Value message(const Value& job) const {
    return Value::map({{"SessionToken", token_}, {"JobId", job.text_or("JobId")}});
  }

  /// Of a job that an earlier session began, whose end the platform has: it comes no more.
  void forget_what_is_over(const Value& jobs) const {
    const std::optional<BegunJob> begun = begun_job(directory_);
    if (!begun) return;
    const auto is_it = [&](const Value& job) { return job.text_or("JobId") == begun->id; };
    if (!jobs.is_list() || std::none_of(jobs.items().begin(), jobs.items().end(), is_it)) end_job(directory_);
  }

  /// A job that is due is done; of the others the first is told. One of another platform's is not for us.
  void take_turn(const Value& job) {
    if (job.text_or("ConfigurationEndpoint") != agents::kJobConfig.name) return;
    const auto schedule = catalog::parse_compact_schedule(job.text_or("Schedule"));
    if (!schedule || schedule->is == catalog::Schedule::Is::immediate) return runs_.push(run_one(job));
    if (schedule->is == catalog::Schedule::Is::once)
      next_due_ = std::min(next_due_.value_or(schedule->at), schedule->at);
  }

  /// One that cannot be had keeps no other from its turn.
  Value run_one(const Value& job) {
    Value told = Value::map({{"JobId", job.text_or("JobId")}, {"kind", job.text_or("JobTypeId")}});
    try {
      const Value configuration = ask_for(agents::kJobConfig, message(job));
      if (configuration["JobCancelled"].as_bool()) {
        told.set("Result", "Cancelled");
        return told;
      }
      const bool flat = configuration["StorePath"].is_text();
      told.set("store", (flat ? configuration : configuration["Job"]).text_or("StorePath"));
      tell(told, done_once(job, configuration));
    } catch (const Error& error) {
      if (ends_the_session(error)) throw;
      tell(told, agents::failed_because(error.what()));
    }
    log("agent.job", job.text_or("JobId"), told);
    return told;
  }

  /// In the agent's own history, which is its log.
  void log(const char* kind, const std::string& subject, const Value& told) {
    Change change;
    begin_change(change, own_.session(), operation_time(own_.session(), true));
    change.events = {{kind, subject, told}};
    commit(own_.session(), change);
  }

  void tell(Value& told, const agents::AgentDone& done) {
    failed_ += done.result == store::JobResult::failure;
    told.set("Result", store::result_word(done.result));
    if (!done.message.empty()) told.set("Message", done.message);
  }

  /// That it was begun is known from before the work until the platform has its end.
  agents::AgentDone done_once(const Value& job, const Value& configuration) {
    const std::string id = job.text_or("JobId");
    const std::optional<BegunJob> begun = begun_job(directory_);
    const std::int64_t audit = configuration["AuditId"].as_int();
    const bool resumed = begun && begun->id == id && begun->audit == audit;
    if (!resumed) begin_job(directory_, {id, audit, context_.world.now()});
    agents::AgentDone done =
        agents::work(own_.session(), configuration, resumed ? agents::Resumed(begun->at) : std::nullopt,
                     [&](const agents::NewKey& key) { return enrolled(job, key); });
    agents::AgentDone taken = with_inventory_taken(job, std::move(done));
    taken = reported(job, configuration, std::move(taken));
    end_job(directory_);
    return taken;
  }

  /// An inventory that the platform does not take is a Failure of its job, which ends all the same.
  agents::AgentDone with_inventory_taken(const Value& job, agents::AgentDone done) {
    if (!done.inventory) return done;
    Value update = message(job);
    update.set("Inventory", *done.inventory);
    try {
      require_sendable(update);
      ask_for(agents::kInventory, update);
      return done;
    } catch (const Error& error) {
      if (ends_the_session(error)) throw;
      return agents::failed_because(reason(error));
    }
  }

  /// What the platform does not take of an end is a Failure of the job, which ends all the same.
  agents::AgentDone reported(const Value& job, const Value& configuration, agents::AgentDone done) {
    try {
      report(job, configuration, done);
      return done;
    } catch (const Error& error) {
      if (ends_the_session(error) || error.kind() != Kind::input) throw;
      const agents::AgentDone failed = agents::failed_because(reason(error));
      report(job, configuration, failed);
      return failed;
    }
  }

  void report(const Value& job, const Value& configuration, const agents::AgentDone& done) {
    Value completion = message(job);
    completion.set("Status", agents::status_number(done.result));
    completion.set("AuditId", configuration["AuditId"]);
    completion.set("Message", bounded(done.message));
    if (done.log) completion.set("Log", *done.log);
    if (done.data) completion.set("Data", *done.data);
    if (done.locations) completion.set("Locations", *done.locations);
    ask_for(agents::kJobComplete, completion);
    if (done.keep) done.keep();
  }

  Context& context_;
  const AgentOptions& o_;
  const Path directory_;
  const std::vector<Fd> alone_;  // one session at a time
  agents::OwnState own_;
  std::string token_;
  Value runs_ = Value::list();
  std::int64_t failed_ = 0;
  std::optional<Time> next_due_;
};

}  // namespace

Outcome run_session(Context& context, const AgentOptions& o) {
  const Path directory = absolute_path(o.directory);
  SessionRecord record{context.world.now(), 0, 0, std::nullopt, "", ""};
  const AgentOptions said = with_kept(o, read_agent(directory));
  try {
    Outcome outcome = AgentSession(context, said).run();
    record.ran = outcome.data["ran"].as_int();
    record.failed = std::count_if(outcome.data["runs"].items().begin(), outcome.data["runs"].items().end(),
                                  [](const Value& run) { return run.text_or("Result") == "Failure"; });
    if (outcome.data["nextDue"].is_text()) record.next_due = parse_time(outcome.data.text_or("nextDue"));
    write_session_record(directory, record);
    return outcome;
  } catch (const Error& error) {
    record_cut_short(directory, record.at, error);
    throw;
  }
}

}  // namespace pkit::app
