// What narrow indexes are over (schema/narrow.h), in the words that the questions to them repeat.
#pragma once

// Which kinds each certificate brings, and nobody asks the newest of: events.cpp names them in the same words, because
// a partial index is used where the question says what it does.
#define UNCOMMON_KIND "kind <> 'certificate.issued' AND kind <> 'issue.done' AND kind <> 'orchestrator.approved'"
// Of a digest, for an index: as many octets as nobody meets twice by chance. Whoever asks compares the whole too.
#define KEY_BEGINNING(key_id) "substr(" key_id ", 1, 8)"
// A column's row by that index. Between and not equal: where SQLite knows what a column equals, it puts that into every
// other condition, which then says nothing of the index, and each row is looked at.
#define BY_KEY(column, key_id) \
  column " BETWEEN " key_id " AND " key_id " AND " KEY_BEGINNING(column) " = " KEY_BEGINNING(key_id)
