#include "certstores/programs/service.h"

#include "adapter/process.h"
#include "base/text.h"
#include "certstores/served.h"

namespace pkit::certstores {

namespace {

constexpr Duration kReloadPatience = 60'000, kProofPatience = 10'000, kProofPause = 200;

}  // namespace

Refusal reload(const World& world, const store::CertStore& store) {
  if (!store.reload.is_list() || store.reload.items().empty()) return {};
  std::vector<std::string> words;
  for (const Value& word : store.reload.items()) words.push_back(word.as_text());
  const std::vector<std::string> environment{"PKIT_STORE=" + store.name, "PKIT_STORE_PATH=" + store.path};
  const adapter::ProcessLimits limits{.time = kReloadPatience};
  const adapter::ProcessResult result =
      adapter::run_process(words[0], {words.begin() + 1, words.end()}, "/", "", limits, world, environment);
  if (result.end == adapter::ProcessResult::End::exited && result.status == 0) return {};
  return {words[0] + " " + adapter::end_of(result, limits), result.errors};
}

void require_proof(const std::string& prove) {
  if (!prove.empty() && !is_served_place(prove))
    throw Error(Kind::usage, "certstore.prove", "'" + printable(prove) + "' is no place where a certificate is served",
                "tls://HOST:PORT, or tls+unix:/PATH");
}

std::string prove_once(const World& world, const store::CertStore& store, BytesView certificate) {
  if (store.prove.empty() || certificate.empty()) return {};
  const Served served = ask_served(world, store.prove, kProofPatience);
  if (!served.why.empty()) return served.why;
  return equal(served.chain.front(), certificate) ? std::string() : "another certificate is served at " + store.prove;
}

std::string prove(const World& world, const store::CertStore& store, BytesView certificate) {
  const Duration until = world.steady() + kProofPatience;
  for (;;) {
    std::string why = prove_once(world, store, certificate);
    if (why.empty() || world.steady() > until) return why;
    world.sleep(kProofPause);
  }
}

}  // namespace pkit::certstores
