#include "store/postgresql/pipeline.h"

#include <utility>

namespace pkit::store::postgresql {

using libpq::library;

Pipeline::Pipeline(ServerConnection& connection) : connection_(connection) {
  connection_.make_room();
  if (library().PQenterPipelineMode(connection_.link_.get()) == 0) misuse("a pipeline inside a statement");
}

Pipeline::~Pipeline() {
  if (connection_.lost_) return;
  if (!under_way_.empty()) {
    connection_.forget_prepared();
    try {
      answers();
    } catch (const Error&) {  // whoever sent it has given it up
    }
  }
  library().PQexitPipelineMode(connection_.link_.get());
}

void Pipeline::send(const char* sql, Params params) {
  pg_conn* link = connection_.link_.get();
  ServerConnection::Known& statement = connection_.known(sql, letters_of(params));
  const Bound values = bound(statement.statement, params);
  if (statement.name.empty()) {
    const std::string name = connection_.new_name();
    if (library().PQsendPrepare(link, name.c_str(), statement.statement.sql.c_str(), values.count(),
                                values.types.data()) == 0)
      connection_.fail_lost(library().PQerrorMessage(link));
    under_way_.push_back(false);
    statement.name = name;
  }
  if (library().PQsendQueryPrepared(link, statement.name.c_str(), values.count(), values.values.data(),
                                    values.lengths.data(), values.formats.data(), kAsBytes) == 0)
    connection_.fail_lost(library().PQerrorMessage(link));
  under_way_.push_back(true);
}

Result Pipeline::take() {
  Result answer{library().PQgetResult(connection_.link_.get())};
  if (answer == nullptr) return answer;
  while (Result{library().PQgetResult(connection_.link_.get())}) {  // until the null that ends each
  }
  return answer;
}

void Pipeline::fail(const Result& failed) {
  if (failed == nullptr) connection_.fail_lost(library().PQerrorMessage(connection_.link_.get()));
  connection_.forget_prepared();
  connection_.fail(failed.get());
}

std::vector<Result> Pipeline::answers() {
  const std::vector<bool> under_way = std::exchange(under_way_, {});
  if (library().PQpipelineSync(connection_.link_.get()) == 0) fail(nullptr);
  std::vector<Result> all;
  Result failed;
  for (const bool is_wanted : under_way) {
    Result answer = take();
    if (answer == nullptr) fail(failed);
    const int status = library().PQresultStatus(answer.get());
    if (status != libpq::kTuplesOk && status != libpq::kCommandOk) {
      if (failed == nullptr) failed = std::move(answer);  // those after it are answered that they were left out
    } else if (is_wanted) {
      all.push_back(std::move(answer));
    }
  }
  const Result end{library().PQgetResult(connection_.link_.get())};
  if (failed != nullptr || end == nullptr || library().PQresultStatus(end.get()) != libpq::kPipelineSync) fail(failed);
  return all;
}

}  // namespace pkit::store::postgresql
