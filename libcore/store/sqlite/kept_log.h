// How SQLite reaches the files of a state: as always, but for the write-ahead log, which stays when nobody uses it.
#pragma once

namespace pkit::store {

/// The name of a VFS that is the default one but for a log:
/// - one that is there is opened as such. SQLite opens every log as if it might have to make it, and so syncs the
///   directory for each command that writes; this one syncs it when it makes the log, before anything is in it.
/// - who finds a log that somebody may have written and not synced, because he was killed, syncs it before reading it:
///   what was read may be told. A log that was synced bears a mark that any write to it removes, its time of change.
/// - a commit that could not be synced is taken out of the log again. SQLite forgets it, and so does the next process
///   only where the log is put away; in one that stays it would be found as if it had been done.
const char* kept_log();

}  // namespace pkit::store
