// COPY: very many rows for one table in one statement.
#pragma once

#include <string>
#include <vector>

#include "store/postgresql/connection.h"

namespace pkit::store::postgresql {

class Copying : public Filling {
 public:
  Copying(ServerConnection& connection, const std::string& table, const std::vector<std::string>& columns);
  ~Copying() override;
  Copying(const Copying&) = delete;
  Copying& operator=(const Copying&) = delete;

  void add(const std::vector<Cell>& cells) override;
  void end() override;

 private:
  void add_cell(const Cell& cell);
  void put();
  /// The server's word on all of it.
  void finish(const char* given_up);

  ServerConnection& connection_;
  std::string octets_;  // that are not sent yet
  bool open_ = false;
};

}  // namespace pkit::store::postgresql
