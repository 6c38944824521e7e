// `http: {url: ..., ...}`: a web service, asked by libexec/pkit/http. Its secrets are files, which only that program
// opens.
#include <arpa/inet.h>

#include "adapter/kinds.h"

namespace pkit::adapter {

using config::Field;
using config::FieldType;
using config::Section;

namespace {

/// The host of "http://HOST:PORT/...", without brackets; empty where there is none, or a user stands before it.
std::string host_of(const std::string& url) {
  const std::size_t begin = url.find("://") + 3;
  const std::string authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  if (authority.find('@') != std::string::npos) return {};
  if (!authority.starts_with("[")) return authority.substr(0, authority.find(':'));
  const std::size_t end = authority.find(']');
  return end == std::string::npos ? std::string() : authority.substr(1, end - 1);
}

bool is_loopback(const std::string& host) {
  in_addr address{};
  if (inet_pton(AF_INET, host.c_str(), &address) == 1) return ntohl(address.s_addr) >> 24 == 127;
  return host == "localhost" || host == "::1";
}

void check_url(const std::string& url, const Section& http) {
  const auto refuse = [&](const std::string& why, const char* hint) {
    http.faults().add(http.at("url"), "adapter.url", http.name() + ".url " + why, hint);
  };
  const bool secure = url.starts_with("https://");
  if (!secure && !url.starts_with("http://")) return refuse("must begin with https://", "https://HOST/PATH");
  const std::string host = host_of(url);
  if (host.empty() || url.find_first_of(" \t\r\n\\#") != std::string::npos)
    return refuse("is not a URL of a host and a path alone", "https://HOST/PATH, without user and fragment");
  if (secure) return;
  if (!is_loopback(host)) return refuse("is not encrypted, and not on this host", "https://");
  if (!http.has("secret")) refuse("is not encrypted: its answers must be signed", "secret: FILE");
}

/// Adds `option FILE` where the section names that file.
void add_file(const char* key, const char* option, const Section& http, const Place& place, Adapter& adapter) {
  if (!http.has(key)) return;
  const Path path = place.resolve(http.text(key));
  check_program(path, std::string("http ") + key, false, place, http.at(key));
  adapter.arguments.insert(adapter.arguments.end(), {option, path.string()});
}

/// The same for a file that only its owner may read.
void add_secret(const char* key, const char* option, const Section& http, const Place& place, Adapter& adapter) {
  const std::size_t before = place.faults().list().size();
  add_file(key, option, http, place, adapter);
  if (!http.has(key) || place.faults().list().size() != before) return;
  try {
    require_secret(place.resolve(http.text(key)), place.uid);
  } catch (const Error& error) {
    place.faults().add(http.at(key), "adapter.secret", error.what(), error.hint());
  }
}

}  // namespace

const std::vector<Field> kHttpFields = {
    {.key = "url",
     .type = FieldType::text,
     .required = true,
     .help = "https://HOST/PATH; http:// only to this host itself, and with a secret"},
    {.key = "ca",
     .type = FieldType::text,
     .otherwise = "the system's",
     .help = "file of the CAs that it is trusted by"},
    {.key = "crl", .type = FieldType::text, .help = "file with a CRL of every CA of its chain"},
    {.key = "certificate", .type = FieldType::text, .help = "file of the client certificate"},
    {.key = "key", .type = FieldType::text, .help = "file of its key, plain"},
    {.key = "secret", .type = FieldType::text, .help = "file of the secret that signs requests and answers"},
};

void read_http(const Place& place, Adapter& adapter) {
  const Section http(place.section.value("http"), place.section.name() + ".http", kHttpFields, place.faults());
  adapter.program = helper_program("http");
  adapter.arguments = {http.text("url")};
  if (http.has("url")) check_url(http.text("url"), http);
  if (http.has("certificate") != http.has("key"))
    place.faults().add(http.at(), "adapter.certificate", http.name() + ": certificate and key need each other");
  add_file("ca", "--ca", http, place, adapter);
  add_file("crl", "--crl", http, place, adapter);
  add_file("certificate", "--cert", http, place, adapter);
  add_secret("key", "--key", http, place, adapter);
  add_secret("secret", "--secret", http, place, adapter);
  check_program(adapter.program, "pkit's helper", true, place, http.at());
}

}  // namespace pkit::adapter
