#include "http/post.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <memory>
#include <stdexcept>

#include "http/signature.h"

namespace pkit::http {

namespace {

constexpr std::size_t kMost = 1 << 20;
constexpr const char* kSignature = "X-Pkit-Signature";

struct Cleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(char* text) const { curl_free(text); }
};
using Easy = std::unique_ptr<CURL, Cleanup>;
using Headers = std::unique_ptr<curl_slist, Cleanup>;

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  return std::unique_ptr<char, Cleanup>(text).get();
}

/// Path and query, as they are sent.
std::string path_of(const std::string& text) {
  const std::unique_ptr<CURLU, Cleanup> url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
    throw std::runtime_error("the URL cannot be read");
  const std::string query = part_of(url.get(), CURLUPART_QUERY);
  return part_of(url.get(), CURLUPART_PATH) + (query.empty() ? "" : "?" + query);
}

std::string timestamp() {
  using namespace std::chrono;
  return std::to_string(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

std::size_t take(char* data, std::size_t size, std::size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size * count > kMost) return 0;
  text.append(data, size * count);
  return size * count;
}

bool is_loopback(const sockaddr& address) {
  if (address.sa_family == AF_INET)
    return ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr) >> 24 == 127;
  return address.sa_family == AF_INET6 &&
         IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
}

/// What is not encrypted does not leave the host, whatever a name resolves to.
curl_socket_t open_loopback(void*, curlsocktype, curl_sockaddr* address) {
  if (!is_loopback(address->addr)) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void set(CURL* easy, CURLoption option, const std::string& text) {
  if (!text.empty() && curl_easy_setopt(easy, option, text.c_str()) != CURLE_OK)
    throw std::runtime_error("libcurl lacks what is needed");
}

/// Where it goes, by what, and whom it trusts.
void set_route(CURL* easy, const Settings& settings) {
  set(easy, CURLOPT_URL, settings.url);
  set(easy, CURLOPT_PROTOCOLS_STR, settings.secure ? "https" : "http");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  set(easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings.ca.empty()) curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  set(easy, CURLOPT_CAINFO, settings.ca);
  set(easy, CURLOPT_CRLFILE, settings.crl);
  set(easy, CURLOPT_SSLCERT, settings.certificate);
  set(easy, CURLOPT_SSLKEY, settings.key);
  if (!settings.secure) curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_loopback);
}

Headers headers_of(const std::string& time, const std::string& signature) {
  Headers headers(curl_slist_append(nullptr, "Content-Type: application/json"));
  const auto add = [&](const std::string& line) {
    headers.reset(curl_slist_append(headers.release(), line.c_str()));
    if (!headers) throw std::bad_alloc();
  };
  add("Accept: application/json");
  add("Expect:");
  if (signature.empty()) return headers;
  add("X-Pkit-Timestamp: " + time);
  add(std::string(kSignature) + ": " + signature);
  return headers;
}

/// Why the status is none of an answer; empty for 200.
std::string judge_status(long status, Reply& reply) {
  if (status == 200) return {};
  reply.worth_retry = status == 502 || status == 503 || status == 504;
  if (status >= 300 && status < 400) return "status " + std::to_string(status) + ": a redirect is not followed";
  return "status " + std::to_string(status);
}

/// Over TLS an answer may go unsigned; a signature that is there must hold.
std::string judge_signature(CURL* easy, const Settings& settings, const std::string& sent, const std::string& body) {
  curl_header* header = nullptr;
  const bool is_signed = curl_easy_header(easy, kSignature, 0, CURLH_HEADER, -1, &header) == CURLHE_OK;
  if (settings.secret.empty()) return {};
  if (!is_signed) return settings.secure ? "" : "the answer is not signed";
  if (header->amount != 1) return "the answer has several signatures";
  return same_signature(header->value, sign_answer(settings.secret, sent, body))
             ? ""
             : "the answer's signature is not that of the secret";
}

/// Nothing that was sent can have been answered.
bool is_broken_line(CURLcode code) {
  return code == CURLE_COULDNT_CONNECT || code == CURLE_GOT_NOTHING || code == CURLE_SEND_ERROR ||
         code == CURLE_RECV_ERROR;
}

std::string failure_of(CURLcode code, const char* detail) {
  if (code == CURLE_WRITE_ERROR) return "the answer is larger than " + std::to_string(kMost) + " bytes";
  if (code == CURLE_PARTIAL_FILE) return "the answer ends before its Content-Length";
  return *detail ? detail : curl_easy_strerror(code);
}

}  // namespace

Reply post(const Settings& settings, const std::string& body) {
  const Easy easy(curl_easy_init());
  if (!easy) throw std::runtime_error("libcurl cannot be started");
  const std::string time = timestamp();
  const std::string signature =
      settings.secret.empty() ? "" : sign_request(settings.secret, time, path_of(settings.url), body);
  const Headers headers = headers_of(time, signature);
  char detail[CURL_ERROR_SIZE] = "";
  Reply reply;
  set_route(easy.get(), settings);
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &reply.body);
  const CURLcode code = curl_easy_perform(easy.get());
  if (code != CURLE_OK) {
    reply.failure = failure_of(code, detail);
    reply.worth_retry = is_broken_line(code);
    return reply;
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  reply.failure = judge_status(status, reply);
  if (reply.failure.empty()) reply.failure = judge_signature(easy.get(), settings, signature, reply.body);
  return reply;
}

}  // namespace pkit::http
