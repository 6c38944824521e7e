#include "store/postgresql/library.h"

#include <dlfcn.h>

#include <string>

#include "base/error.h"

namespace pkit::store::libpq {

namespace {

constexpr const char* kFile = "libpq.so.5";

[[noreturn]] void missing() {
  const char* detail = ::dlerror();
  throw Error(Kind::state, "store.library",
              std::string("this home's state is in PostgreSQL, and its client library cannot be loaded: ") +
                  (detail != nullptr ? detail : kFile),
              "install Debian's package libpq5");
}

template <class Function>
void find_if_there(void* file, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(file, name));
}

template <class Function>
void find(void* file, const char* name, Function& function) {
  find_if_there(file, name, function);
  if (function == nullptr) missing();
}

// Its symbols are for this table alone (RTLD_LOCAL): its libssl does not meet the libcrypto that a static pkit has in
// it.
Library load() {
  void* file = ::dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  if (file == nullptr) missing();
  Library table{};
#define PKIT_FIND(name) find(file, #name, table.name)
  PKIT_FIND(PQconnectdbParams);
  PKIT_FIND(PQconninfo);
  PKIT_FIND(PQconninfoFree);
  PKIT_FIND(PQpingParams);
  PKIT_FIND(PQfinish);
  PKIT_FIND(PQstatus);
  PKIT_FIND(PQerrorMessage);
  PKIT_FIND(PQserverVersion);
  PKIT_FIND(PQparameterStatus);
  PKIT_FIND(PQsetNoticeReceiver);
  PKIT_FIND(PQexec);
  PKIT_FIND(PQprepare);
  PKIT_FIND(PQsendQueryParams);
  PKIT_FIND(PQsendQueryPrepared);
  PKIT_FIND(PQsetSingleRowMode);
  PKIT_FIND(PQgetResult);
  PKIT_FIND(PQresultStatus);
  PKIT_FIND(PQresultErrorField);
  PKIT_FIND(PQcmdStatus);
  PKIT_FIND(PQcmdTuples);
  PKIT_FIND(PQntuples);
  PKIT_FIND(PQnfields);
  PKIT_FIND(PQfname);
  PKIT_FIND(PQftype);
  PKIT_FIND(PQgetvalue);
  PKIT_FIND(PQgetlength);
  PKIT_FIND(PQgetisnull);
  PKIT_FIND(PQclear);
  PKIT_FIND(PQsendPrepare);
  PKIT_FIND(PQputCopyData);
  PKIT_FIND(PQputCopyEnd);
#undef PKIT_FIND
  find_if_there(file, "PQenterPipelineMode", table.PQenterPipelineMode);
  find_if_there(file, "PQexitPipelineMode", table.PQexitPipelineMode);
  find_if_there(file, "PQpipelineSync", table.PQpipelineSync);
  return table;
}

}  // namespace

const Library& library() {
  static const Library table = load();
  return table;
}

}  // namespace pkit::store::libpq
