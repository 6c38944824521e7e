// The lasting image of a directory. A file is known by its inode and its birth, so that one that was removed is not
// taken for the next one with its number. Of what was never synced a file has its name and nothing in it.
#define _GNU_SOURCE
#include "durable.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY = 64, PLACE = PATH_MAX + KEY + NAME_MAX };

static char root[KEY], place[PATH_MAX];

// "f.INODE.BIRTH" or "d.INODE.BIRTH"; the mode. 0 for what is neither.
static unsigned key_of(int dir, const char* name, char* key) {
  struct statx found;
  const int flags = *name ? AT_SYMLINK_NOFOLLOW : AT_EMPTY_PATH;
  if (statx(dir, name, flags, STATX_TYPE | STATX_MODE | STATX_INO | STATX_BTIME, &found) != 0) return 0;
  if (!S_ISREG(found.stx_mode) && !S_ISDIR(found.stx_mode)) return 0;
  snprintf(key, KEY, "%c.%llu.%lld.%u", S_ISDIR(found.stx_mode) ? 'd' : 'f', (unsigned long long)found.stx_ino,
           (long long)found.stx_btime.tv_sec, found.stx_btime.tv_nsec);
  return found.stx_mode & 07777;
}

static void copy(int from, const char* to, unsigned mode) {
  char block[65536];
  const int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) return;
  ssize_t got;
  for (off_t at = 0; from >= 0 && (got = pread(from, block, sizeof block, at)) > 0; at += got)
    if (write(out, block, (size_t)got) != got) break;
  fchmod(out, mode);
  close(out);
}

static void keep_content(int fd, const char* key, unsigned mode) {
  char to[PLACE], self[64];
  snprintf(to, sizeof to, "%s/%s", place, key);
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  // Opened anew only where it must be: closing a descriptor drops the program's locks on the file.
  const int readable = (fcntl(fd, F_GETFL) & O_ACCMODE) != O_WRONLY;
  const int from = readable ? fd : open(self, O_RDONLY | O_CLOEXEC);
  copy(from, to, mode);
  if (!readable && from >= 0) close(from);
}

static void keep_entries(int fd, const char* key) {
  char to[PLACE], self[64], entry[KEY];
  snprintf(to, sizeof to, "%s/%s", place, key);
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  DIR* directory = opendir(self);
  FILE* list = fopen(to, "we");
  if (directory && list)
    for (struct dirent* each; (each = readdir(directory));) {
      if (strcmp(each->d_name, ".") == 0 || strcmp(each->d_name, "..") == 0) continue;
      const unsigned mode = key_of(fd, each->d_name, entry);
      if (mode) fprintf(list, "%s %o %s\n", entry, mode, each->d_name);
    }
  if (list) fclose(list);
  if (directory) closedir(directory);
}

void durable_sync(int fd) {
  char key[KEY];
  const unsigned mode = key_of(fd, "", key);
  if (!mode) return;
  if (*key == 'd')
    keep_entries(fd, key);
  else
    keep_content(fd, key, mode);
}

static void keep_all(int fd) {
  durable_sync(fd);
  DIR* directory = fdopendir(fd);  // which is closed with it
  for (struct dirent* each; directory && (each = readdir(directory));) {
    if (strcmp(each->d_name, ".") == 0 || strcmp(each->d_name, "..") == 0) continue;
    const int below = openat(fd, each->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    struct stat found;
    if (below < 0 || fstat(below, &found) != 0) continue;
    if (S_ISDIR(found.st_mode)) {
      keep_all(below);
    } else {
      durable_sync(below);
      close(below);
    }
  }
  if (directory) closedir(directory);
}

void durable_sync_below(int fd) {
  const int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (again >= 0) keep_all(again);
}

void durable_begin(const char* disk, const char* store) {
  snprintf(place, sizeof place, "%s", store);
  const int fd = open(disk, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  key_of(fd, "", root);
  keep_all(fd);
}

static void rebuild(const char* key, const char* at) {
  char from[PLACE], below[PLACE], entry[KEY], name[NAME_MAX + 1];
  unsigned mode;
  mkdir(at, 0700);
  snprintf(from, sizeof from, "%s/%s", place, key);
  FILE* list = fopen(from, "re");
  while (list && fscanf(list, "%63s %o %255[^\n]\n", entry, &mode, name) == 3) {
    snprintf(below, sizeof below, "%s/%s", at, name);
    if (*entry == 'd') {
      rebuild(entry, below);
      chmod(below, mode);
    } else {
      snprintf(from, sizeof from, "%s/%s", place, entry);
      const int content = open(from, O_RDONLY | O_CLOEXEC);
      copy(content, below, mode);
      if (content >= 0) close(content);
    }
  }
  if (list) fclose(list);
}

void durable_rebuild(const char* name) {
  char at[PLACE];
  snprintf(at, sizeof at, "%s/%s", place, name);
  if (*root) rebuild(root, at);
}
