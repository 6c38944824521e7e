// rules HOME: the stored traces of a home are read, and its chains run over what their handlers saw, in a bare loop.
// What `pkit chain replay` is measured against: it also takes recorded answers, and tells what differs.
#include <unistd.h>

#include <cstdio>

#include "base/json.h"
#include "handler/chain.h"
#include "home/home.h"
#include "setup/setup.h"
#include "store/registrations.h"

namespace {

using namespace pkit;

constexpr TreeLimits kLimits{.bytes = 16 << 20, .nodes = 1'000'000};

adapter::Answer no_answer(const adapter::Adapter&, const adapter::Call&) { return {}; }

/// True where a handler decided.
bool decide(const Setup& setup, const store::Attempt& attempt, const World& world) {
  const Value trace = parse_json(attempt.trace.canonical, "trace", kLimits);
  const Value& parameter = trace["parameter"];
  if (!parameter.is_map()) return false;
  const std::string operation = parameter.text_or("operation", attempt.operation);
  const handler::ChainCall call{setup.chain_for(operation), operation, &parameter, "", false};
  return handler::run_chain(call, setup.adapters, no_answer, world).result != handler::Result::defer;
}

int run(const char* directory) {
  const World world = real_world();
  const Home home = open_home(directory, ::geteuid());
  const auto database = open_database(home, world);
  const Setup setup = load_setup(home, *database);
  long decided = 0, all = 0;
  database->read([&](store::Read& read) {
    store::attempts::each(read, [&](const store::Attempt& attempt) {
      ++all;
      decided += decide(setup, attempt, world);
    });
  });
  std::printf("%ld of %ld decided\n", decided, all);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    if (count == 2) return run(words[1]);
    std::fprintf(stderr, "usage: rules HOME\n");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rules: %s\n", error.what());
  }
  return 1;
}
