// libpq as far as it is used: a table of its functions, loaded at run time, so that a home whose state is a file needs
// no libpq and pays nothing for it. The declarations are those of libpq.so.5, whose interface only grows.
#pragma once

struct pg_conn;
struct pg_result;

namespace pkit::store::libpq {

using Oid = unsigned int;

// What PQstatus() and PQresultStatus() answer, as far as it is asked for.
inline constexpr int kConnectionOk = 0;
inline constexpr int kPingReject = 1;  // it is there, and takes no connections just now
inline constexpr int kCommandOk = 1, kTuplesOk = 2, kCopyIn = 4, kSingleTuple = 9, kPipelineSync = 10;
// The fields of PQresultErrorField().
inline constexpr int kSeverity = 'V', kSqlstate = 'C', kMessage = 'M';

/// PQconninfoOption.
struct ConnectOption {
  char *keyword, *variable, *compiled, *value, *label, *display;
  int size;
};

struct Library {
  pg_conn* (*PQconnectdbParams)(const char* const* keywords, const char* const* values, int expand_dbname);
  ConnectOption* (*PQconninfo)(pg_conn*);  // ends with one without a keyword
  void (*PQconninfoFree)(ConnectOption*);
  int (*PQpingParams)(const char* const* keywords, const char* const* values, int expand_dbname);
  void (*PQfinish)(pg_conn*);
  int (*PQstatus)(const pg_conn*);
  char* (*PQerrorMessage)(const pg_conn*);
  int (*PQserverVersion)(const pg_conn*);
  const char* (*PQparameterStatus)(const pg_conn*, const char* name);
  void (*(*PQsetNoticeReceiver)(pg_conn*, void (*receiver)(void* arg, const pg_result*), void* arg))(void*,
                                                                                                     const pg_result*);
  pg_result* (*PQexec)(pg_conn*, const char* sql);
  pg_result* (*PQprepare)(pg_conn*, const char* name, const char* sql, int count, const Oid* types);
  int (*PQsendQueryParams)(pg_conn*, const char* sql, int count, const Oid* types, const char* const* values,
                           const int* lengths, const int* formats, int binary_result);
  int (*PQsendQueryPrepared)(pg_conn*, const char* name, int count, const char* const* values, const int* lengths,
                             const int* formats, int binary_result);
  int (*PQsetSingleRowMode)(pg_conn*);
  pg_result* (*PQgetResult)(pg_conn*);
  int (*PQresultStatus)(const pg_result*);
  char* (*PQresultErrorField)(const pg_result*, int field);
  char* (*PQcmdStatus)(pg_result*);
  char* (*PQcmdTuples)(pg_result*);
  int (*PQntuples)(const pg_result*);
  int (*PQnfields)(const pg_result*);
  char* (*PQfname)(const pg_result*, int column);
  Oid (*PQftype)(const pg_result*, int column);
  char* (*PQgetvalue)(const pg_result*, int row, int column);
  int (*PQgetlength)(const pg_result*, int row, int column);
  int (*PQgetisnull)(const pg_result*, int row, int column);
  void (*PQclear)(pg_result*);
  int (*PQsendPrepare)(pg_conn*, const char* name, const char* sql, int count, const Oid* types);
  int (*PQputCopyData)(pg_conn*, const char* octets, int length);
  int (*PQputCopyEnd)(pg_conn*, const char* error);
  // Null in a libpq before 14: statements go one by one there.
  int (*PQenterPipelineMode)(pg_conn*);
  int (*PQexitPipelineMode)(pg_conn*);
  int (*PQpipelineSync)(pg_conn*);

  bool can_pipeline() const {
    return PQenterPipelineMode != nullptr && PQexitPipelineMode != nullptr && PQpipelineSync != nullptr;
  }
};

/// Loaded by the first call. Error{state "store.library"} where it is not installed.
const Library& library();

}  // namespace pkit::store::libpq
