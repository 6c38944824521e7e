// How many there are, kept by triggers of PostgreSQL. Internal to schema/postgresql.cpp.
#pragma once

namespace pkit::store::schema {

// The same as counts.h says for SQLite. What a trigger does is found in the namespace of the tables, whatever
// the search path of another program is.
inline constexpr const char* kPostgresqlCounts = R"sql(
CREATE FUNCTION principals_come() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  INSERT INTO counters VALUES ('principals.' || NEW.kind || '.' || NEW.state, 1)
    ON CONFLICT (name) DO UPDATE SET number = counters.number + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER principals_come AFTER INSERT ON principals
  FOR EACH ROW EXECUTE FUNCTION principals_come();

CREATE FUNCTION principals_move() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  UPDATE counters SET number = number - 1 WHERE name = 'principals.' || OLD.kind || '.' || OLD.state;
  INSERT INTO counters VALUES ('principals.' || NEW.kind || '.' || NEW.state, 1)
    ON CONFLICT (name) DO UPDATE SET number = counters.number + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER principals_move AFTER UPDATE OF kind, state ON principals
  FOR EACH ROW WHEN (OLD.state <> NEW.state OR OLD.kind <> NEW.kind) EXECUTE FUNCTION principals_move();

CREATE FUNCTION principals_go() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  UPDATE counters SET number = number - 1 WHERE name = 'principals.' || OLD.kind || '.' || OLD.state;
  RETURN NULL;
END $$;
CREATE TRIGGER principals_go AFTER DELETE ON principals
  FOR EACH ROW EXECUTE FUNCTION principals_go();

CREATE FUNCTION registrations_come() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  INSERT INTO counters VALUES ('registrations.' || NEW.state, 1)
    ON CONFLICT (name) DO UPDATE SET number = counters.number + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER registrations_come AFTER INSERT ON registrations
  FOR EACH ROW EXECUTE FUNCTION registrations_come();

CREATE FUNCTION registrations_move() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  UPDATE counters SET number = number - 1 WHERE name = 'registrations.' || OLD.state;
  INSERT INTO counters VALUES ('registrations.' || NEW.state, 1)
    ON CONFLICT (name) DO UPDATE SET number = counters.number + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER registrations_move AFTER UPDATE OF state ON registrations
  FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION registrations_move();

CREATE FUNCTION registrations_go() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  UPDATE counters SET number = number - 1 WHERE name = 'registrations.' || OLD.state;
  RETURN NULL;
END $$;
CREATE TRIGGER registrations_go AFTER DELETE ON registrations
  FOR EACH ROW EXECUTE FUNCTION registrations_go();

CREATE FUNCTION certificates_come() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  INSERT INTO certificate_ends SELECT NEW.not_after / 86400000, 1 WHERE NEW.revoked_at IS NULL
    ON CONFLICT (day) DO UPDATE SET kept = certificate_ends.kept + 1;
  UPDATE counters SET number = number + 1 WHERE name = 'certificates.revoked' AND NEW.revoked_at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER certificates_come AFTER INSERT ON certificates
  FOR EACH ROW EXECUTE FUNCTION certificates_come();

CREATE FUNCTION certificates_move() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  UPDATE certificate_ends SET kept = kept - 1 WHERE day = OLD.not_after / 86400000 AND OLD.revoked_at IS NULL;
  INSERT INTO certificate_ends SELECT NEW.not_after / 86400000, 1 WHERE NEW.revoked_at IS NULL
    ON CONFLICT (day) DO UPDATE SET kept = certificate_ends.kept + 1;
  UPDATE counters SET number = number + (NEW.revoked_at IS NOT NULL)::int - (OLD.revoked_at IS NOT NULL)::int
    WHERE name = 'certificates.revoked';
  RETURN NULL;
END $$;
CREATE TRIGGER certificates_move AFTER UPDATE OF revoked_at, not_after ON certificates
  FOR EACH ROW EXECUTE FUNCTION certificates_move();

CREATE FUNCTION certificates_go() RETURNS trigger LANGUAGE plpgsql SET search_path = pkit AS $$ BEGIN
  UPDATE certificate_ends SET kept = kept - 1 WHERE day = OLD.not_after / 86400000 AND OLD.revoked_at IS NULL;
  UPDATE counters SET number = number - 1 WHERE name = 'certificates.revoked' AND OLD.revoked_at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER certificates_go AFTER DELETE ON certificates
  FOR EACH ROW EXECUTE FUNCTION certificates_go();
)sql";

}  // namespace pkit::store::schema
