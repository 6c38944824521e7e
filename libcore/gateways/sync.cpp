// gateway sync: what another CA has, page by page (B6). Each page is kept with the place where the next one begins, so
// that what was killed goes on there.
#include <unistd.h>

#include "change/change.h"
#include "gateways/operations.h"
#include "gateways/page.h"
#include "gateways/view.h"
#include "home/process.h"

namespace pkit::gateways {

namespace {

constexpr Input kSyncInputs[] = {
    input<&SyncRequest::gateway>("gateway", "GATEWAY", "its name in pkit.yaml").argument().needed(),
    input<&SyncRequest::full>("full", "", "everything that it has, and not what is new alone"),
};

constexpr Duration kSlack = 2 * 60'000;
constexpr std::int64_t kMostPages = 1'000'000;
constexpr int kToldFaults = 20;

bool is_worked_on(const store::GatewaySync& sync, const std::string& self, Time now) {
  return !sync.holder.empty() && sync.holder != self && sync.lease_until > now && !process_ended(sync.holder);
}

void begin_anew(store::GatewaySync& sync, const Session& session, bool full, Time now) {
  sync.run = random_id(session.world, 'y');
  sync.whole = full || !sync.last_sync;
  sync.started = now;
  sync.cursor.clear();
  sync.pages = 0;
  sync.counts = counts_view({});
}

class SyncRun {
 public:
  SyncRun(Session& session, const Peer& peer, Time now) : session_(session), peer_(peer), judge_(peer), now_(now) {}

  Outcome run(bool full) {
    claim(full);
    try {
      while (!sync_.run.empty()) keep(next_page());
    } catch (const Error& error) {
      let_go();
      throw Error(error.kind(), error.code(), error.what(),
                  "the same again goes on behind the " + std::to_string(sync_.pages) +
                      " pages that are kept, --full begins anew",
                  error.details());
    }
    return told();
  }

 private:
  Duration lease() const { return 4 * peer_.time_limit() + kSlack; }

  /// Ours from now on: what was begun, or a new run. A place where a CA cannot go on any more is left by asking for
  /// all.
  void claim(bool full) {
    const std::string self = process_identity(::getpid());
    session_.database.write([&](store::Write& write) {
      const Time real = session_.world.now();
      const auto kept = store::gateway_syncs::find(write, peer_.name());
      sync_ = kept.value_or(store::GatewaySync());
      sync_.name = peer_.name();
      if (is_worked_on(sync_, self, real))
        throw Error(Kind::conflict, "gateway.syncing",
                    "another process synchronises with gateway '" + peer_.name() + "'", "try again later");
      resumed_ = !sync_.run.empty() && !full;
      if (!resumed_) begin_anew(sync_, session_, full, now_);
      sync_.holder = self;
      sync_.lease_until = real + lease();
      require_written(store::gateway_syncs::put(write, sync_), sync_.name);
      sync_.version = kept ? sync_.version + 1 : 1;
    });
    whole_ = sync_.whole;
  }

  Page next_page() {
    Page page = read_page(session_, peer_, sync_, now_);
    if (page.cursor.empty() && !sync_.whole) add_missed(session_, peer_, sync_, page, now_);
    return page;
  }

  /// One commit: the records, and where the next page begins; with the last page the end.
  void keep(const Page& page) {
    store::GatewaySync next = sync_;
    next.cursor = page.cursor;
    next.lease_until = session_.world.now() + lease();
    if (++next.pages > kMostPages)
      throw Error(Kind::config, "gateway.cursor", "gateway '" + peer_.name() + "' does not come to an end");
    Change change;
    begin_change(change, session_, now_);
    change.rows = [&](store::Write& write) {
      Counts counts = counts_from(sync_.counts);
      keep_page(write, judge_, sync_, page, counts);
      next.counts = counts_view(counts);
      if (page.cursor.empty()) end(write, next);
      require_written(store::gateway_syncs::put(write, next), next.name);
    };
    commit_page(change, page.cursor.empty());
    sync_ = std::move(next);
    ++sync_.version;
  }

  /// The history tells of a run that changed something, with its last page.
  void commit_page(Change& change, bool last) {
    if (last)
      change.told = [this](store::Write& write, std::span<const std::int64_t>) {
        const auto ended = store::gateway_syncs::find(write, sync_.name);
        Value facts = ended->counts;
        facts.set("full", whole_);
        store::events::append(write, now_, session_.actor, "gateway.synced", sync_.name, facts);
      };
    commit(session_, change);
  }

  /// What a whole run has not seen is not in the CA's list any more.
  void end(store::Write& write, store::GatewaySync& next) {
    gone_ = sync_.whole ? store::gateway_records::mark_gone(write, sync_.name, sync_.run, sync_.started) : 0;
    store::gateway_faults::forget_others(write, sync_.name, sync_.run);
    next.last_sync = sync_.started;
    if (sync_.whole) next.last_whole = sync_.started;
    next.run.clear();
    next.holder.clear();
    next.lease_until = 0;
  }

  void let_go() {
    sync_.holder.clear();
    session_.database.write([&](store::Write& write) { store::gateway_syncs::put(write, sync_); });
  }

  Outcome told() {
    Outcome outcome;
    outcome.data =
        Value::map({{"gateway", sync_.name}, {"full", whole_}, {"resumed", resumed_}, {"pages", sync_.pages}});
    const Value& counts = sync_.counts;
    for (const auto& [key, value] : counts.members()) outcome.data.set(key, value);
    outcome.data.set("gone", gone_);
    session_.state.read(
        [&](store::Read& read) { outcome.data.set("faults", faults_view(read, sync_.name, kToldFaults)); });
    for (const Value& fault : outcome.data["faults"].items())
      outcome.warnings.push_back("record '" + fault.text_or("CARequestID") +
                                 "' was not taken: " + fault.text_or("reason"));
    const std::int64_t more = counts_from(counts).faulty - static_cast<std::int64_t>(outcome.warnings.size());
    if (more > 0) outcome.warnings.push_back("and " + std::to_string(more) + " more: pkit gateway list " + sync_.name);
    if (gone_ > 0)
      outcome.warnings.push_back(std::to_string(gone_) + " that it told of before are not in its list any more");
    return outcome;
  }

  Session& session_;
  const Peer& peer_;
  const Judge judge_;
  const Time now_;
  store::GatewaySync sync_;
  bool resumed_ = false, whole_ = false;
  std::int64_t gone_ = 0;
};

}  // namespace

Outcome synchronise(Session& session, const SyncRequest& request) {
  const Time now = operation_time(session, true);
  const Setup setup = load_setup(session.home, session.state);
  const Peer peer(session, setup, request.gateway);
  peer.require_enabled();
  return SyncRun(session, peer, now).run(request.full);
}

constinit const Operation kSyncGateway =
    operation<SyncRequest, synchronise>({.name = "gateway sync", .inputs = kSyncInputs, .data = &shape::gateway_sync});

}  // namespace pkit::gateways
