// With what to connect to a service of libpq: its file's own settings, and ours where it has none.
#pragma once

#include <string>
#include <vector>

namespace pkit::store::postgresql {

class ServiceSettings {
 public:
  /// Reads the service file; no server is asked. What is wrong with the file the connection itself will tell.
  explicit ServiceSettings(std::string service);
  ServiceSettings(const ServiceSettings&) = delete;
  ServiceSettings& operator=(const ServiceSettings&) = delete;

  /// For PQconnectdbParams(): as long as this lives.
  const char* const* keywords() const { return keywords_.data(); }
  const char* const* values() const { return values_.data(); }

 private:
  void add(const char* keyword, const char* value);

  std::string service_;
  std::vector<const char*> keywords_, values_;
};

}  // namespace pkit::store::postgresql
