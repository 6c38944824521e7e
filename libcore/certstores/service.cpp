#include "certstores/service.h"

#include "adapter/process.h"
#include "base/text.h"
#include "x509/pem.h"

namespace pkit::certstores {

namespace {

constexpr Duration kReloadPatience = 60'000, kProofPatience = 10'000, kProofPause = 200;
constexpr const char* kOpenssl = "/usr/bin/openssl";
constexpr std::string_view kTls = "tls://", kTlsUnix = "tls+unix:";

bool is_address(const std::string& host) {
  return host.find_first_not_of("0123456789.") == host.npos || host.front() == '[';
}

/// How s_client connects to "tls://HOST:PORT" or "tls+unix:/PATH"; empty where it is neither.
std::vector<std::string> connection_of(const std::string& prove) {
  if (prove.starts_with(kTlsUnix) && prove.size() > kTlsUnix.size() && prove[kTlsUnix.size()] == '/')
    return {"-unix", prove.substr(kTlsUnix.size())};
  if (!prove.starts_with(kTls)) return {};
  const std::string rest = prove.substr(kTls.size());
  const std::size_t colon = rest.rfind(':');
  if (colon == rest.npos || colon == 0) return {};
  const std::string host = rest.substr(0, colon), port = rest.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos;
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-[:]";
  if (!digits || host.find_first_not_of(plain) != host.npos || host.front() == '-') return {};
  if (is_address(host)) return {"-connect", rest};
  return {"-connect", rest, "-servername", host};
}

/// DER of what is served now; empty, and `why`, where nothing is.
Bytes served(const World& world, const store::CertStore& store, std::string& why) {
  std::vector<std::string> arguments = connection_of(store.prove);
  arguments.insert(arguments.begin(), "s_client");
  const adapter::ProcessResult result =
      adapter::run_process(kOpenssl, arguments, "/", "", {.time = kProofPatience}, world);
  const std::size_t begin = result.output.find("-----BEGIN CERTIFICATE-----");
  constexpr std::string_view end = "-----END CERTIFICATE-----\n";
  const std::size_t close = result.output.find(end);
  if (begin == std::string::npos || close == std::string::npos) {
    why = result.end == adapter::ProcessResult::End::not_started ? std::string(kOpenssl) + " could not be started"
                                                                 : "there is no TLS server at " + store.prove;
    return {};
  }
  try {
    return x509::read_pem(result.output.substr(begin, close + end.size() - begin)).at(0).der;
  } catch (const Error&) {
    why = "what is served at " + store.prove + " is no certificate";
    return {};
  }
}

}  // namespace

std::string reload(const World& world, const store::CertStore& store) {
  if (!store.reload.is_list() || store.reload.items().empty()) return {};
  std::vector<std::string> words;
  for (const Value& word : store.reload.items()) words.push_back(word.as_text());
  const std::vector<std::string> environment{"PKIT_STORE=" + store.name, "PKIT_STORE_PATH=" + store.path};
  const adapter::ProcessLimits limits{.time = kReloadPatience};
  const adapter::ProcessResult result =
      adapter::run_process(words[0], {words.begin() + 1, words.end()}, "/", "", limits, world, environment);
  if (result.end == adapter::ProcessResult::End::exited && result.status == 0) return {};
  return words[0] + " " + adapter::end_of(result, limits) + (result.errors.empty() ? "" : ": " + result.errors);
}

void require_proof(const std::string& prove) {
  if (!prove.empty() && connection_of(prove).empty())
    throw Error(Kind::usage, "certstore.prove", "'" + printable(prove) + "' is no place where a certificate is served",
                "tls://HOST:PORT, or tls+unix:/PATH");
}

std::string prove_once(const World& world, const store::CertStore& store, BytesView certificate) {
  if (store.prove.empty() || certificate.empty()) return {};
  std::string why;
  const Bytes seen = served(world, store, why);
  if (equal(seen, certificate)) return {};
  return seen.empty() ? why : "another certificate is served at " + store.prove;
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
