// Trust anchors and issuers of a home.
#include "ask/validate_certificate.h"
#include "base/file.h"
#include "path/pool.h"
#include "setup/setup.h"
#include "store/certificates.h"

namespace pkit {

namespace {

constexpr std::size_t kLargestChain = 256 * 1024;

void add_file(const Path& file, std::vector<x509::Certificate>& into) {
  if (file.empty() || !std::filesystem::exists(file)) return;
  for (x509::Certificate& each : certificates_in({file.string(), read_file(file, kLargestChain)}))
    into.push_back(std::move(each));
}

}  // namespace

path::Pool pool_of_home(const ReadSession& session) {
  std::vector<x509::Certificate> all;
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& row : store::issuers::all(read)) all.push_back(x509::parse_certificate(row.certificate));
  });
  const Setup setup = load_setup(session.home, session.state);
  for (const auto& [name, authority] : setup.authorities) {
    add_file(authority.certificate, all);
    add_file(authority.chain, all);
  }
  return path::pool_of(std::move(all));
}

}  // namespace pkit
