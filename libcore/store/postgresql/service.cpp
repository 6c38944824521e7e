#include "store/postgresql/service.h"

#include <functional>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "store/postgresql/library.h"

namespace pkit::store::postgresql {

namespace {

using libpq::library;

struct Release {
  void operator()(pg_conn* link) const noexcept { library().PQfinish(link); }
  void operator()(libpq::ConnectOption* options) const noexcept { library().PQconninfoFree(options); }
};

struct Default {
  const char* keyword;
  const char* value;
};
// How long to wait for one host, and for one that does not answer any more: libpq's own default is for ever. What is
// given to libpq goes before the service file, so that these are given only where it says nothing.
constexpr Default kDefaults[] = {{"connect_timeout", "10"}, {"keepalives_idle", "10"}, {"tcp_user_timeout", "30000"}};

/// The options that the service file, or the environment, has: of a connection that libpq refuses to begin.
std::set<std::string, std::less<>> said_by(const std::string& service) {
  const char* const keywords[] = {"service", "sslmode", nullptr};
  const char* const values[] = {service.c_str(), "none of libpq's", nullptr};
  const std::unique_ptr<pg_conn, Release> none(library().PQconnectdbParams(keywords, values, 0));
  std::set<std::string, std::less<>> said;
  if (!none) return said;
  const std::unique_ptr<libpq::ConnectOption, Release> options(library().PQconninfo(none.get()));
  for (const libpq::ConnectOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option)
    if (option->value != nullptr && *option->value != '\0') said.insert(option->keyword);
  return said;
}

}  // namespace

ServiceSettings::ServiceSettings(std::string service) : service_(std::move(service)) {
  add("service", service_.c_str());
  add("client_encoding", "UTF8");
  add("fallback_application_name", "pkit");
  const auto said = said_by(service_);
  for (const Default& row : kDefaults)
    if (!said.contains(row.keyword)) add(row.keyword, row.value);
  keywords_.push_back(nullptr);
  values_.push_back(nullptr);
}

void ServiceSettings::add(const char* keyword, const char* value) {
  keywords_.push_back(keyword);
  values_.push_back(value);
}

}  // namespace pkit::store::postgresql
