// Preloaded into a program under test: counts the calls that change files or send something, and at the n-th one kills
// the process or lets the call fail. The program has no hooks for this.
//
//   LD_PRELOAD          this library
//   PKIT_FAULT_PROGRAM  base name of the program that is meant; in every other process the library does nothing
//   PKIT_FAULT_LOG      a file that gets one line a counted call: "7 rename old new", "8 fsync /path/of/descriptor"
//   PKIT_FAULT_AT       number of the call (from 1) at which it happens; the line is in the log before. For power also
//                       "end": once the program ends by itself, with the status that it has
//   PKIT_FAULT_KIND     kill: SIGKILL, and the call is not made; eio, enospc: the call is not made and fails so, once;
//                       power: as kill, and PKIT_FAULT_STORE/disk is what a power failure would leave of the disk
//                       kill-each, power-each: nothing happens, and before each call N what a kill or a power failure
//                       there would leave is kept as PKIT_FAULT_STORE/N, after a power failure only where it is not what
//                       the call before would leave; N.out is a link to nowhere that says how much had been printed
//   PKIT_FAULT_CLOCK    seconds by which the program's wall clock is ahead
//   PKIT_FAULT_DISK     for power and each: the directory that is the disk
//   PKIT_FAULT_STORE    for power and each: an empty directory elsewhere
//   PKIT_FAULT_ONLY     names to count, separated by commas; all of them if it is not set
//
// Calls that libc makes inside itself (stdio's own write) do not pass here, and a forked child that has not become
// another program is not counted. Nothing here uses stdio or allocates, but for what keeps the disk's image; while that
// is at work nothing is counted.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "durable.h"

_Static_assert(sizeof(long) == 8, "offsets are handed to the kernel in one register");

enum { LINE = 2 * PATH_MAX + 64 };

static struct {
  pid_t process;  // 0: not the program that is meant
  long at;
  int fails_with;  // 0: kill
  int is_power, is_at_end, is_each;
  long clock_ahead;
  int has_changed;  // for power-each: since the last image
  char disk[PATH_MAX], store[PATH_MAX];
  char log[PATH_MAX];
  char only[512];
} plan;

static atomic_long counted;
static atomic_int keeping;  // what lasts is being kept: calls are its own

static const char* setting(const char* name) {
  const char* value = getenv(name);
  return value ? value : "";
}

static void keep(char* to, size_t size, const char* text) {
  const size_t length = strnlen(text, size - 1);
  memcpy(to, text, length);
  to[length] = '\0';
}

static int is_program(const char* name) {
  char self[PATH_MAX];
  const long length = syscall(SYS_readlink, "/proc/self/exe", self, sizeof self - 1);
  if (length <= 0 || *name == '\0') return 0;
  self[length] = '\0';
  return strcmp(strrchr(self, '/') + 1, name) == 0;
}

__attribute__((constructor)) static void read_plan(void) {
  if (!is_program(setting("PKIT_FAULT_PROGRAM"))) return;
  const char* kind = setting("PKIT_FAULT_KIND");
  plan.fails_with = strcmp(kind, "eio") == 0 ? EIO : strcmp(kind, "enospc") == 0 ? ENOSPC : 0;
  plan.at = atol(setting("PKIT_FAULT_AT"));
  plan.is_at_end = strcmp(setting("PKIT_FAULT_AT"), "end") == 0;
  keep(plan.log, sizeof plan.log, setting("PKIT_FAULT_LOG"));
  keep(plan.only, sizeof plan.only, setting("PKIT_FAULT_ONLY"));
  plan.is_each = strcmp(kind, "kill-each") == 0 || strcmp(kind, "power-each") == 0;
  plan.is_power = strncmp(kind, "power", 5) == 0;
  plan.has_changed = 1;
  plan.clock_ahead = atol(setting("PKIT_FAULT_CLOCK"));
  keep(plan.disk, sizeof plan.disk, setting("PKIT_FAULT_DISK"));
  keep(plan.store, sizeof plan.store, setting("PKIT_FAULT_STORE"));
  if (plan.is_power) durable_begin(setting("PKIT_FAULT_DISK"), setting("PKIT_FAULT_STORE"));
  plan.process = (pid_t)syscall(SYS_getpid);
}

static int is_at_work(void) {
  return !atomic_load(&keeping) && plan.process != 0 && plan.process == (pid_t)syscall(SYS_getpid);
}

// After what the program's own destructors do: this library was there before them.
__attribute__((destructor)) static void end(void) {
  if (!plan.is_power || !plan.is_at_end || !is_at_work()) return;
  atomic_store(&keeping, 1);
  durable_rebuild("disk");
}

static int is_meant(const char* name) {
  if (!is_at_work()) return 0;
  if (plan.only[0] == '\0') return 1;
  const size_t length = strlen(name);
  for (const char* word = plan.only; word; word = strchr(word, ',')) {
    if (*word == ',') ++word;
    if (strncmp(word, name, length) == 0 && (word[length] == ',' || word[length] == '\0')) return 1;
  }
  return 0;
}

static char* append(char* end, char* limit, const char* text) {
  while (*text && end < limit) *end++ = *text++;
  return end;
}

static char* append_number(char* end, char* limit, long number) {
  char digits[24];
  char* first = digits + sizeof digits - 1;
  *first = '\0';
  do *--first = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  return append(end, limit, first);
}

static void log_call(long number, const char* name, const char* one, const char* two) {
  char line[LINE];
  char* limit = line + sizeof line - 1;
  char* end = append_number(line, limit, number);
  end = append(append(end, limit, " "), limit, name);
  end = append(append(end, limit, " "), limit, one);
  if (two) end = append(append(end, limit, " "), limit, two);
  *end++ = '\n';
  const long log = syscall(SYS_openat, AT_FDCWD, plan.log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (log < 0) return;
  syscall(SYS_write, log, line, end - line);
  syscall(SYS_close, log);
}

// By another program: whoever closes a file that this one has open drops its locks.
static void copy_disk(const char* to) {
  char* words[] = {"cp", "-a", plan.disk, (char*)to, NULL};
  char* nothing[] = {NULL};
  pid_t copier;
  if (posix_spawn(&copier, "/bin/cp", NULL, NULL, words, nothing) == 0) waitpid(copier, NULL, 0);
}

static void keep_each(long number) {
  char name[24], place[PATH_MAX + 32], printed[24];
  char *limit = place + sizeof place - 1, *end = append(append(place, limit, plan.store), limit, "/");
  struct stat out;
  *append_number(name, name + sizeof name - 1, number) = '\0';
  *append_number(printed, printed + sizeof printed - 1, fstat(1, &out) == 0 ? out.st_size : 0) = '\0';
  atomic_store(&keeping, 1);
  end = append(end, limit, name);
  *append(end, limit, ".out") = '\0';
  syscall(SYS_symlinkat, printed, AT_FDCWD, place);
  *end = '\0';
  if (!plan.is_power)
    copy_disk(place);
  else if (plan.has_changed)
    durable_rebuild(name);
  plan.has_changed = 0;
  atomic_store(&keeping, 0);
}

// Counts a call. 1 if it must not be made: errno then says why it failed. Otherwise errno is as it was.
static int interferes(const char* name, const char* one, const char* two) {
  const int before = errno;
  const long number = atomic_fetch_add(&counted, 1) + 1;
  if (plan.log[0]) log_call(number, name, one, two);
  if (plan.is_each) keep_each(number);
  errno = before;
  if (number != plan.at) return 0;
  if (plan.is_power) {
    atomic_store(&keeping, 1);
    durable_rebuild("disk");
  }
  if (plan.fails_with == 0)
    for (;;) syscall(SYS_kill, plan.process, SIGKILL);
  errno = plan.fails_with;
  return 1;
}

static int stops(const char* name, const char* one, const char* two) {
  return is_meant(name) && interferes(name, one, two);
}

// The same for a call on a descriptor, which the log shows as the file behind it.
static int stops_on(const char* name, int fd) {
  if (!is_meant(name)) return 0;
  const int before = errno;
  char link[64], path[PATH_MAX];
  char* end = append_number(append(link, link + sizeof link - 1, "/proc/self/fd/"), link + sizeof link - 1, fd);
  *end = '\0';
  const long length = fd < 0 ? -1 : syscall(SYS_readlink, link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = '\0';
  errno = before;
  return interferes(name, length < 0 ? link : path, NULL);
}

ssize_t write(int fd, const void* data, size_t size) {
  return stops_on("write", fd) ? -1 : syscall(SYS_write, fd, data, size);
}

ssize_t writev(int fd, const struct iovec* parts, int count) {
  return stops_on("writev", fd) ? -1 : syscall(SYS_writev, fd, parts, count);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t offset) {
  return stops_on("pwrite", fd) ? -1 : syscall(SYS_pwrite64, fd, data, size, offset);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset) {
  return stops_on("pwrite64", fd) ? -1 : syscall(SYS_pwrite64, fd, data, size, offset);
}

// To a server that keeps the state. One that fails has no way back either, as with a line that is cut.
ssize_t send(int fd, const void* data, size_t size, int flags) {
  if (!stops_on("send", fd)) return syscall(SYS_sendto, fd, data, size, flags, NULL, 0);
  const int error = errno;
  syscall(SYS_shutdown, fd, SHUT_RDWR);
  errno = error;
  return -1;
}

ssize_t sendfile(int to, int from, off_t* offset, size_t size) {
  return stops_on("sendfile", to) ? -1 : syscall(SYS_sendfile, to, from, offset, size);
}

ssize_t sendfile64(int to, int from, off64_t* offset, size_t size) {
  return stops_on("sendfile64", to) ? -1 : syscall(SYS_sendfile, to, from, offset, size);
}

ssize_t copy_file_range(int from, off64_t* from_at, int to, off64_t* to_at, size_t size, unsigned flags) {
  return stops_on("copy_file_range", to) ? -1 : syscall(SYS_copy_file_range, from, from_at, to, to_at, size, flags);
}

// What was synced lasts.
static int synced(long result, int fd) {
  if (result != 0 || !plan.is_power || plan.process != (pid_t)syscall(SYS_getpid)) return (int)result;
  atomic_store(&keeping, 1);
  durable_sync(fd);
  plan.has_changed = 1;
  atomic_store(&keeping, 0);
  return 0;
}

int fsync(int fd) { return stops_on("fsync", fd) ? -1 : synced(syscall(SYS_fsync, fd), fd); }

int clock_gettime(clockid_t clock, struct timespec* now) {
  const int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += plan.clock_ahead;
  return result;
}

int fdatasync(int fd) { return stops_on("fdatasync", fd) ? -1 : synced(syscall(SYS_fdatasync, fd), fd); }

// Everything of the file system lasts then; what is below that directory is what its caller counts on.
int syncfs(int fd) {
  if (stops_on("syncfs", fd)) return -1;
  const int result = (int)syscall(SYS_syncfs, fd);
  if (result != 0 || !plan.is_power || plan.process != (pid_t)syscall(SYS_getpid)) return result;
  atomic_store(&keeping, 1);
  durable_sync_below(fd);
  plan.has_changed = 1;
  atomic_store(&keeping, 0);
  return 0;
}

int ftruncate(int fd, off_t size) { return stops_on("ftruncate", fd) ? -1 : (int)syscall(SYS_ftruncate, fd, size); }

int ftruncate64(int fd, off64_t size) {
  return stops_on("ftruncate64", fd) ? -1 : (int)syscall(SYS_ftruncate, fd, size);
}

int rename(const char* old, const char* new) {
  return stops("rename", old, new) ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, old, AT_FDCWD, new);
}

int renameat(int old_dir, const char* old, int new_dir, const char* new) {
  return stops("renameat", old, new) ? -1 : (int)syscall(SYS_renameat, old_dir, old, new_dir, new);
}

int renameat2(int old_dir, const char* old, int new_dir, const char* new, unsigned flags) {
  return stops("renameat2", old, new) ? -1 : (int)syscall(SYS_renameat2, old_dir, old, new_dir, new, flags);
}

int link(const char* old, const char* new) {
  return stops("link", old, new) ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, old, AT_FDCWD, new, 0);
}

int linkat(int old_dir, const char* old, int new_dir, const char* new, int flags) {
  return stops("linkat", old, new) ? -1 : (int)syscall(SYS_linkat, old_dir, old, new_dir, new, flags);
}

int unlink(const char* path) {
  return stops("unlink", path, NULL) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int unlinkat(int dir, const char* path, int flags) {
  return stops("unlinkat", path, NULL) ? -1 : (int)syscall(SYS_unlinkat, dir, path, flags);
}
