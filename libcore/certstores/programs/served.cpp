#include "certstores/served.h"

#include "adapter/process.h"
#include "base/address.h"
#include "base/error.h"
#include "base/text.h"
#include "x509/pem.h"

namespace pkit::certstores {

namespace {

constexpr const char* kOpenssl = "/usr/bin/openssl";
constexpr std::string_view kTls = "tls://", kTlsUnix = "tls+unix:";
constexpr std::size_t kMostCertificates = 16, kMostOutput = 1 << 18;

bool is_port(const std::string& text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == text.npos &&
         std::stoi(text) >= 1 && std::stoi(text) <= 65'535;
}

/// An address, that of IPv6 in brackets.
bool is_address(const std::string& host) {
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  const std::string inner = bracketed ? host.substr(1, host.size() - 2) : host;
  const std::optional<Bytes> octets = parse_address(inner);
  return octets && octets->size() == (bracketed ? 16U : 4U);
}

/// Labels of letters, digits, '-' and '_', of which the last is no number: that would be an address.
bool is_host_name(const std::string& host) {
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  if (host.empty() || host.size() > 253) return false;
  std::vector<std::string> labels = split(host, '.');
  if (labels.size() > 1 && labels.back().empty()) labels.pop_back();
  for (const std::string& label : labels)
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.find_first_not_of(plain) != label.npos)
      return false;
  return labels.back().find_first_not_of("0123456789") != std::string::npos;
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
  if (!is_port(port)) return {};
  if (is_address(host)) return {"-connect", rest};
  if (!is_host_name(host)) return {};
  return {"-connect", rest, "-servername", host};
}

}  // namespace

std::vector<Bytes> certificates_shown(std::string_view output) {
  constexpr std::string_view section = "\nCertificate chain\n", over = "\n---\n";
  constexpr std::string_view begin = "\n-----BEGIN CERTIFICATE-----\n", end = "\n-----END CERTIFICATE-----\n";
  std::vector<Bytes> chain;
  const std::size_t from = output.find(section);
  if (from == output.npos) return chain;
  output = output.substr(from, output.find(over, from) - from + 1);
  for (std::size_t at = output.find(begin); at != output.npos; at = output.find(begin, at + 1)) {
    const std::size_t close = output.find(end, at);
    if (close == output.npos || chain.size() == kMostCertificates) break;
    std::vector<x509::PemBlock> blocks = x509::read_pem(output.substr(at + 1, close + end.size() - at - 1));
    if (!blocks.empty()) chain.push_back(std::move(blocks.front().der));
  }
  return chain;
}

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
    Served served{certificates_shown(result.output), {}};
    if (served.chain.empty()) served.why = "there is no TLS server at " + place;
    return served;
  } catch (const Error&) {
    return {{}, "what is served at " + place + " is no certificate"};
  }
}

}  // namespace pkit::certstores
