#include "certstores/served.h"

#include "adapter/process.h"
#include "base/error.h"
#include "base/text.h"
#include "x509/pem.h"

namespace pkit::certstores {

namespace {

constexpr const char* kOpenssl = "/usr/bin/openssl";
constexpr std::string_view kTls = "tls://", kTlsUnix = "tls+unix:";
constexpr std::size_t kMostCertificates = 16, kMostOutput = 1 << 18;

bool is_address(const std::string& host) {
  return host.find_first_not_of("0123456789.") == host.npos || host.front() == '[';
}

/// How s_client connects there; empty where it is no place.
std::vector<std::string> connection_of(const std::string& place) {
  if (place.starts_with(kTlsUnix) && place.size() > kTlsUnix.size() && place[kTlsUnix.size()] == '/')
    return {"-unix", place.substr(kTlsUnix.size())};
  if (!place.starts_with(kTls)) return {};
  const std::string rest = place.substr(kTls.size());
  const std::size_t colon = rest.rfind(':');
  if (colon == rest.npos || colon == 0) return {};
  const std::string host = rest.substr(0, colon), port = rest.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos;
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-[:]";
  if (!digits || host.find_first_not_of(plain) != host.npos || host.front() == '-') return {};
  if (is_address(host)) return {"-connect", rest};
  return {"-connect", rest, "-servername", host};
}

/// The certificates in what s_client prints.
std::vector<Bytes> printed(const std::string& output) {
  constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----", end = "-----END CERTIFICATE-----\n";
  std::vector<Bytes> chain;
  for (std::size_t at = output.find(begin); at != output.npos; at = output.find(begin, at + begin.size())) {
    const std::size_t close = output.find(end, at);
    if (close == output.npos || chain.size() == kMostCertificates) break;
    chain.push_back(x509::read_pem(output.substr(at, close + end.size() - at)).at(0).der);
  }
  return chain;
}

}  // namespace

bool is_served_place(const std::string& place) { return !connection_of(place).empty(); }

Served ask_served(const World& world, const std::string& place, Duration time) {
  std::vector<std::string> arguments = connection_of(place);
  if (arguments.empty())
    throw Error(Kind::usage, "certstore.prove", "'" + printable(place) + "' is no place where a certificate is served",
                "tls://HOST:PORT, or tls+unix:/PATH");
  arguments.insert(arguments.begin(), {"s_client", "-showcerts"});
  const adapter::ProcessResult result =
      adapter::run_process(kOpenssl, arguments, "/", "", {.time = time, .output = kMostOutput}, world);
  if (result.end == adapter::ProcessResult::End::not_started)
    return {{}, std::string(kOpenssl) + " could not be started"};
  try {
    Served served{printed(result.output), {}};
    if (served.chain.empty()) served.why = "there is no TLS server at " + place;
    return served;
  } catch (const Error&) {
    return {{}, "what is served at " + place + " is no certificate"};
  }
}

}  // namespace pkit::certstores
