// http URL [OPTION FILE]...: one call of a web service. The envelope comes from standard input and is sent by POST; its
// answer goes to standard output. It ends with 0 only where there is an answer; what hindered it is on standard error.
#include <cstdio>
#include <exception>

#include "base/file.h"
#include "base/json.h"
#include "http/post.h"

namespace {

constexpr std::size_t kMost = 1 << 20;

/// The envelope of the second attempt; services that act by requestId do nothing twice.
std::string second_attempt(const std::string& envelope) {
  pkit::Value again = pkit::parse_json(envelope, "envelope");
  again.set("attempt", 2);
  return pkit::to_json(again);
}

pkit::http::Reply ask(const pkit::http::Settings& settings, const std::string& envelope) {
  pkit::http::Reply reply = pkit::http::post(settings, envelope);
  if (reply.failure.empty() || !reply.worth_retry) return reply;
  std::fprintf(stderr, "http: %s; trying once more\n", reply.failure.c_str());
  return pkit::http::post(settings, second_attempt(envelope));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const pkit::http::Settings settings = pkit::http::read_settings({argv + 1, argv + argc});
    const pkit::http::Reply reply = ask(settings, pkit::read_all(0, "standard input", kMost));
    if (reply.failure.empty())
      return std::fwrite(reply.body.data(), 1, reply.body.size(), stdout) == reply.body.size() &&
                     std::fflush(stdout) == 0
                 ? 0
                 : 1;
    std::fprintf(stderr, "http: %s\n", reply.failure.c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "http: %s\n", error.what());
  }
  return 1;
}
