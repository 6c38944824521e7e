#include "gateways/ask.h"

namespace pkit::gateways {

namespace {

constexpr Duration kSlack = 2 * 60'000;
constexpr std::size_t kLongestMessage = 256;

Error running(const Peer& peer, const std::string& why) {
  return Error(Kind::conflict, "gateway.running", "gateway '" + peer.name() + "': " + why, "the same again, later");
}

class AskRun {
 public:
  AskRun(Session& session, const Peer& peer, const Task& task, Time now,
         const std::function<bool(const ToldRecord&)>& is_answer)
      : session_(session), peer_(peer), task_(task), now_(now), is_answer_(is_answer) {}

  Answered run() {
    while (true) {
      HeldIntent intent = claim();
      const bool planned = intent.row().state == store::IntentState::planned;
      if (planned) intent.send(under_way());
      try {
        const Value answer =
            planned ? peer_.act(task_.procedure, task_.parameter, kAnswerShape, intent.row().id) : what_became(intent);
        if (std::optional<ToldRecord> told = read(intent, answer, planned))
          return {std::move(*told), printable(answer.text_or("StatusMessage").substr(0, kLongestMessage)),
                  std::move(intent)};
      } catch (const Error& error) {
        intent.let_go(error.what());
        throw Error(error.kind(), error.code(), error.what(),
                    "the same again asks what became of it, and sends nothing twice", error.details());
      }
      // It was never seen, and nothing of it is under way any more: from now on another may be sent.
      intent.abandon("the other CA has never seen it");
    }
  }

 private:
  /// What was sent may outlive the call that sent it: its process was killed, and the other CA is slow.
  Duration under_way() const { return 2 * peer_.time_limit(); }

  HeldIntent claim() {
    store::Intent planned;
    planned.id = random_id(session_.world, 'g');
    planned.authority = intents_of(peer_);
    planned.name = task_.what;
    planned.csr_sha256 = task_.sha256;
    planned.created = now_;
    ClaimedIntent claimed = claim_planned(session_, now_, planned, under_way() + kSlack, task_.still_so);
    if (claimed.how == ClaimedIntent::How::theirs) throw running(peer_, "another process asks it for the same");
    if (claimed.how == ClaimedIntent::How::stale)
      throw Error(Kind::conflict, "state.changed", "the state changed meanwhile", "try again");
    return std::move(*claimed.intent);
  }

  Value what_became(const HeldIntent& intent) const {
    Value parameter = peer_.parameter({{"requestId", intent.row().id}});
    if (task_.parameter["CARequestID"].is_text()) parameter.set("CARequestID", task_.parameter["CARequestID"]);
    return peer_.look("GetSingleRecord", parameter, kAnswerShape, intent.row().id);
  }

  /// Nothing where the CA never saw what was sent, and nobody can have it on the way any more.
  std::optional<ToldRecord> read(const HeldIntent& intent, const Value& answer, bool sent_now) const {
    const bool absent = answer["found"].is_bool() && !answer["found"].as_bool();
    if (!absent) {
      ToldRecord told = read_record(peer_.name(), answer, now_);
      if (told.fault.empty() && told.lacks_certificate && task_.makes_certificate)
        told.fault = "it has no certificate, although its Status says so";
      if (!told.fault.empty())
        throw Error(Kind::config, "gateway.record",
                    "gateway '" + peer_.name() + "', " + task_.procedure + ": " + told.fault);
      if (sent_now || is_answer_(told)) return told;
    }
    if (sent_now)
      throw Error(Kind::config, "gateway.failed",
                  "gateway '" + peer_.name() + "', " + task_.procedure + ": it has no record of what was asked");
    if (intent.row().sent_until > session_.world.now())
      throw running(peer_, "what was sent may be on its way until " + print_time(intent.row().sent_until));
    return std::nullopt;
  }

  Session& session_;
  const Peer& peer_;
  const Task& task_;
  const Time now_;
  const std::function<bool(const ToldRecord&)>& is_answer_;
};

}  // namespace

std::string intents_of(const Peer& peer) { return "gateway:" + peer.name(); }

Answered ask(Session& session, const Peer& peer, const Task& task, Time now,
             const std::function<bool(const ToldRecord&)>& is_answer) {
  return AskRun(session, peer, task, now, is_answer).run();
}

}  // namespace pkit::gateways
