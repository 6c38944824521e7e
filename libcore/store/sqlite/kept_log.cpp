#include "store/sqlite/kept_log.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <new>
#include <string>

#include "base/error.h"
#include "base/file.h"

namespace pkit::store {

namespace {

// The nanoseconds of a log's time of change once it is synced. A file system that keeps no such times never has the
// mark, and its logs are synced by whoever opens them.
constexpr long kSynced = 706'916'011;

// Of a frame's header (sqlite.org/fileformat2.html, 4.1), and of the log's own before the first frame.
constexpr int kFrameHeader = 24, kLogHeader = 32;
constexpr std::size_t kSizeAfterCommit = 4;  // four octets, zero where the frame commits nothing

/// An open log: behind the default VFS's own file, and with its methods but for three.
struct Log {
  sqlite3_io_methods methods;
  const sqlite3_io_methods* usual;
  const char* name;      // the engine's, as long as the file is open
  bool written;          // by this connection, which is then the only one that writes, and not synced since
  sqlite3_int64 commit;  // where a frame that was written and not synced since commits; 0: none does
};

/// The engine, which does not count the octets that it takes: nobody asks, and counting takes a lock each time. Where a
/// library of somebody else has started it already, it counts.
sqlite3_vfs* started_engine() {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  return sqlite3_vfs_find(nullptr);
}

sqlite3_vfs* usual_vfs() {
  static sqlite3_vfs* const found = started_engine();
  return found;
}

Log& log_of(sqlite3_file* file) {
  return *std::launder(reinterpret_cast<Log*>(reinterpret_cast<char*>(file) + usual_vfs()->szOsFile));
}

bool commits(const void* data, int size, sqlite3_int64 offset) {
  if (size != kFrameHeader || offset < kLogHeader) return false;
  const auto* octets = static_cast<const unsigned char*>(data) + kSizeAfterCommit;
  return (octets[0] | octets[1] | octets[2] | octets[3]) != 0;
}

int write_log(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  Log& log = log_of(file);
  log.written = true;
  const int result = log.usual->xWrite(file, data, size, offset);
  if (result != SQLITE_OK)
    log.commit = 0;  // that frame is not whole, and its checksum tells
  else if (log.commit == 0 && commits(data, size, offset))
    log.commit = offset;
  return result;
}

/// Takes back a commit that could not be synced: it is told to have failed, and who reads the log next must not find
/// it.
void take_back(sqlite3_file* file, Log& log) {
  constexpr char kNoFrame[kFrameHeader] = {};
  if (log.usual->xTruncate(file, log.commit) != SQLITE_OK) log.usual->xWrite(file, kNoFrame, kFrameHeader, log.commit);
  log.commit = 0;
  log.usual->xSync(file, SQLITE_SYNC_NORMAL);  // where this fails too, who opens the log next syncs it
}

/// Only for who holds the writer's lock. Where it fails somebody syncs once more than need be.
void mark(Log& log) {
  log.written = false;
  timespec times[2]{{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, {}};
  if (::clock_gettime(CLOCK_REALTIME, &times[1]) != 0) return;
  times[1].tv_nsec = kSynced;
  ::utimensat(AT_FDCWD, log.name, times, AT_SYMLINK_NOFOLLOW);
}

int sync_log(sqlite3_file* file, int flags) {
  Log& log = log_of(file);
  const int result = log.usual->xSync(file, flags);
  if (result != SQLITE_OK && log.commit != 0) take_back(file, log);
  log.commit = 0;
  if (result == SQLITE_OK && log.written) mark(log);  // who did not write may sync while another one is writing
  return result;
}

int truncate_log(sqlite3_file* file, sqlite3_int64 size) {
  Log& log = log_of(file);
  const int result = log.usual->xTruncate(file, size);
  if (result == SQLITE_OK && size == 0) mark(log);  // all that was in it is synced where it belongs
  return result;
}

bool is_synced(const char* name) {
  struct stat info {};
  return ::stat(name, &info) == 0 && info.st_mtim.tv_nsec == kSynced;
}

int sync_directory_of(const char* name) {
  try {
    sync_directory(Path(name).parent_path());
    return SQLITE_OK;
  } catch (const Error&) {
    return SQLITE_IOERR_DIR_FSYNC;
  }
}

/// The log that is there, or a new one, as durable as what its users believe of it.
int open_usual(const char* name, sqlite3_file* file, int flags, int* opened_as) {
  sqlite3_vfs* const usual = usual_vfs();
  const int result = usual->xOpen(usual, name, file, flags & ~SQLITE_OPEN_CREATE, opened_as);
  if ((result & 0xff) == SQLITE_CANTOPEN) {
    const int made = usual->xOpen(usual, name, file, flags, opened_as);
    return made == SQLITE_OK ? sync_directory_of(name) : made;
  }
  if (result != SQLITE_OK || is_synced(name)) return result;
  const int synced = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
  return synced == SQLITE_OK ? sync_directory_of(name) : synced;
}

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened_as) {
  sqlite3_vfs* const usual = usual_vfs();
  if ((flags & SQLITE_OPEN_WAL) == 0) return usual->xOpen(usual, name, file, flags, opened_as);
  const int result = open_usual(name, file, flags, opened_as);
  if (file->pMethods == nullptr) return result;
  Log& log = *new (reinterpret_cast<char*>(file) + usual->szOsFile)
                 Log{.methods = *file->pMethods, .usual = file->pMethods, .name = name, .written = false, .commit = 0};
  log.methods.xWrite = write_log;
  log.methods.xSync = sync_log;
  log.methods.xTruncate = truncate_log;
  file->pMethods = &log.methods;
  return result;
}

sqlite3_vfs made_vfs() {
  sqlite3_vfs vfs = *usual_vfs();
  vfs.zName = "pkit-kept-log";
  vfs.szOsFile += static_cast<int>(sizeof(Log));
  vfs.pNext = nullptr;
  vfs.xOpen = open_file;
  return vfs;
}

}  // namespace

const char* kept_log() {
  static sqlite3_vfs vfs = made_vfs();
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  if (registered != SQLITE_OK) throw std::bad_alloc();
  return vfs.zName;
}

}  // namespace pkit::store
