// Steps of the schema: how much there is, and who asked for it and why it was refused.
#pragma once

namespace pkit::store {

// How many there are, kept by whatever write changes it, an older pkit's too, so that nobody need count. The views are
// what the numbers must be; of certificates that are not revoked each day of their ends has one, since time makes them
// expired without a write.
inline constexpr const char* kCounters = R"sql(
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE certificate_ends (
  day INTEGER PRIMARY KEY,
  kept INTEGER NOT NULL
) STRICT;

CREATE VIEW counted AS
  SELECT 'principals.' || kind || '.' || state AS name, COUNT(*) AS number FROM principals GROUP BY kind, state
  UNION ALL SELECT 'registrations.' || state, COUNT(*) FROM registrations GROUP BY state
  UNION ALL SELECT 'certificates.revoked', COUNT(*) FROM certificates WHERE revoked_at IS NOT NULL;
CREATE VIEW counted_ends AS
  SELECT not_after / 86400000 AS day, COUNT(*) AS kept FROM certificates WHERE revoked_at IS NULL GROUP BY 1;
INSERT INTO counters SELECT name, number FROM counted;
INSERT INTO certificate_ends SELECT day, kept FROM counted_ends;

CREATE TRIGGER principals_come AFTER INSERT ON principals BEGIN
  INSERT INTO counters VALUES ('principals.' || NEW.kind || '.' || NEW.state, 1)
    ON CONFLICT (name) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER principals_move AFTER UPDATE OF kind, state ON principals
WHEN OLD.state <> NEW.state OR OLD.kind <> NEW.kind BEGIN
  UPDATE counters SET number = number - 1 WHERE name = 'principals.' || OLD.kind || '.' || OLD.state;
  INSERT INTO counters VALUES ('principals.' || NEW.kind || '.' || NEW.state, 1)
    ON CONFLICT (name) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER principals_go AFTER DELETE ON principals BEGIN
  UPDATE counters SET number = number - 1 WHERE name = 'principals.' || OLD.kind || '.' || OLD.state;
END;

CREATE TRIGGER registrations_come AFTER INSERT ON registrations BEGIN
  INSERT INTO counters VALUES ('registrations.' || NEW.state, 1)
    ON CONFLICT (name) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER registrations_move AFTER UPDATE OF state ON registrations WHEN OLD.state <> NEW.state BEGIN
  UPDATE counters SET number = number - 1 WHERE name = 'registrations.' || OLD.state;
  INSERT INTO counters VALUES ('registrations.' || NEW.state, 1)
    ON CONFLICT (name) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER registrations_go AFTER DELETE ON registrations BEGIN
  UPDATE counters SET number = number - 1 WHERE name = 'registrations.' || OLD.state;
END;

CREATE TRIGGER certificates_come AFTER INSERT ON certificates BEGIN
  INSERT INTO certificate_ends SELECT NEW.not_after / 86400000, 1 WHERE NEW.revoked_at IS NULL
    ON CONFLICT (day) DO UPDATE SET kept = kept + 1;
  UPDATE counters SET number = number + 1 WHERE name = 'certificates.revoked' AND NEW.revoked_at IS NOT NULL;
END;
CREATE TRIGGER certificates_move AFTER UPDATE OF revoked_at, not_after ON certificates BEGIN
  UPDATE certificate_ends SET kept = kept - 1 WHERE day = OLD.not_after / 86400000 AND OLD.revoked_at IS NULL;
  INSERT INTO certificate_ends SELECT NEW.not_after / 86400000, 1 WHERE NEW.revoked_at IS NULL
    ON CONFLICT (day) DO UPDATE SET kept = kept + 1;
  UPDATE counters SET number = number + (NEW.revoked_at IS NOT NULL) - (OLD.revoked_at IS NOT NULL)
    WHERE name = 'certificates.revoked';
END;
CREATE TRIGGER certificates_go AFTER DELETE ON certificates BEGIN
  UPDATE certificate_ends SET kept = kept - 1 WHERE day = OLD.not_after / 86400000 AND OLD.revoked_at IS NULL;
  UPDATE counters SET number = number - 1 WHERE name = 'certificates.revoked' AND OLD.revoked_at IS NOT NULL;
END;
)sql";

// Who asked, what was asked for, why somebody is turned away, and the names by which a trace is found: by its word, its
// machine, its subject. Of many traces about one thing most are emptied (kept 2), which an older pkit would take for
// damage.
inline constexpr const char* kWhoAndWhy = R"sql(
ALTER TABLE attempts ADD COLUMN word TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN kept INTEGER NOT NULL DEFAULT 1;
UPDATE attempts SET name = lower(coalesce(json_extract(trace, '$.ClientMachine'), '')) WHERE json_valid(trace);
CREATE INDEX attempts_by_word ON attempts (word) WHERE word <> '';
CREATE INDEX attempts_by_name ON attempts (name, id);
CREATE INDEX attempts_kept ON attempts (subject, name, kept, id);

ALTER TABLE principals ADD COLUMN reason TEXT NOT NULL DEFAULT '';
UPDATE principals SET reason = coalesce((SELECT r.reason FROM registrations r
  WHERE r.principal = principals.id AND r.state = 'denied' ORDER BY r.updated DESC LIMIT 1), '')
  WHERE state = 'Disapproved';

ALTER TABLE registrations ADD COLUMN asked_by TEXT NOT NULL DEFAULT '';
ALTER TABLE registrations ADD COLUMN unproven INTEGER NOT NULL DEFAULT 0;

ALTER TABLE certificates ADD COLUMN asked TEXT NOT NULL DEFAULT 'null';
)sql";

}  // namespace pkit::store
