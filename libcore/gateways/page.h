// One page of a synchronisation: what the CA told, made whole before it is kept.
#pragma once

#include <vector>

#include "gateways/judge.h"
#include "store/gateways.h"

namespace pkit::gateways {

struct Page {
  std::vector<ToldRecord> records;
  std::string cursor;  // where the next one begins; empty: this was the last
};

/// Synchronize from the cursor of `sync` on. What is told without its certificate is asked for by itself, unless the
/// state has it already. Error{config "gateway.failed" | "gateway.cursor"}.
Page read_page(const ReadSession& session, const Peer& peer, const store::GatewaySync& sync, Time now);

/// What became of the records of a run.
struct Counts {
  std::int64_t added = 0, changed = 0, unchanged = 0, faulty = 0;
};
Counts counts_from(const Value& kept);
Value counts_view(const Counts& counts);

/// Writes what is new in a page, and what is wrong in it as faults of the run.
void keep_page(store::Write& write, const Judge& judge, const store::GatewaySync& sync, const Page& page,
               Counts& counts);

/// To the last page: what could not be taken in the last run, each asked for by itself, because a CA that tells what is
/// new does not tell of it again. What the CA does not know is left out.
void add_missed(const ReadSession& session, const Peer& peer, const store::GatewaySync& sync, Page& page, Time now);

}  // namespace pkit::gateways
