// What would be left of a directory if the power failed now: of each file what was synced, of each directory the
// entries at the time it was synced. For faultlib.c, which sees every sync.
#ifndef DURABLE_H
#define DURABLE_H

// Takes all that is below `disk` as lasting, and keeps it in the empty directory `store`.
void durable_begin(const char* disk, const char* store);
// The file or directory behind this descriptor has just become lasting as it is.
void durable_sync(int fd);
// The same of all that is below this directory.
void durable_sync_below(int fd);
// Makes STORE/NAME as the disk would be found.
void durable_rebuild(const char* name);

#endif
