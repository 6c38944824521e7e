"""postgres_sql.py PKIT DATABASE SOCKET: the SQL of every repository, which is meant to be what SQLite and PostgreSQL share,
on a PostgreSQL. The statements are those in the program, the tables those of the state DATABASE. Each is prepared and
executed once; what it answers must be of a type that a repository can read. Prints what is not so."""
import re
import sqlite3
import sys

import psycopg2

# What one engine calls otherwise than the other, in the schema alone: an engine has its own.
SCHEMA = ((r'\bINTEGER\b', 'BIGINT'), (r'\bBLOB\b', 'BYTEA'), (r'\)\s*(STRICT|WITHOUT ROWID)[\s,A-Z]*$', ')'),
          (r'zeroblob\((\d+)\)', r"decode(repeat('00', \1), 'hex')"))
TRIGGER = ((r'INTO (\w+)([^;]*?)SET (\w+) = (\w+) \+ 1', r'INTO \1\2SET \3 = \1.\4 + 1'),
           (r'\((\w+\.\w+ IS NOT NULL)\)', r'(\1)::int'))
REFERENCE = r'REFERENCES (\w+) \((\w+)\)( DEFERRABLE INITIALLY DEFERRED)?'
ENGINES_OWN = (r'sqlite_|pragma|%[a-zQ"]|\bcounted(_ends)?$|compatibility SET|'
               r'pg_|(FROM|INTO|UPDATE) commits|FROM main|FROM compatibility')
READABLE = {16: 'bool', 20: 'bigint', 21: 'smallint', 23: 'int', 25: 'text', 17: 'bytea', 1043: 'varchar'}
SAMPLES = {'bigint': '1', 'integer': '1', 'text': "'x'", 'bytea': "'\\x00'::bytea"}


def replaced(sql, table):
    for pattern, into in table:
        sql = re.sub(pattern, into, sql)
    return sql


def statements(program):
    """Each string constant that is one; the words of a sentence do not begin so."""
    with open(program, 'rb') as file:
        found = re.findall(rb'(?<=\0)(?:SELECT|INSERT INTO|UPDATE|DELETE FROM) [ -~]{8,}(?=\0)', file.read())
    ours = sorted({one.decode() for one in found})
    # Not those of the engines themselves, nor those of SQLite, which is in the program too.
    return [one for one in ours if not re.search(ENGINES_OWN, one)]


def trigger(sql):
    name, event, table, when, body = re.match(
        r'CREATE TRIGGER (\w+) (AFTER .*?) ON (\w+)\s*(?:WHEN (.*?))?\s*BEGIN\s(.*)END$', sql, re.S).groups()
    body = replaced(body, TRIGGER)
    return (f'CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$; '
            f'CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW {f"WHEN ({when})" if when else ""} '
            f'EXECUTE FUNCTION {name}()')


def make_schema(cursor, database):
    """The tables as the last step leaves them; what they refer to comes last, for some refer to each other."""
    rows = sqlite3.connect(f'file:{database}?mode=ro', uri=True).execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "ORDER BY type <> 'table', type <> 'index', type <> 'view', rowid").fetchall()
    references = []
    for kind, name, sql in rows:
        sql = re.sub(r'--[^\n]*', '', sql)
        if kind == 'trigger':
            cursor.execute(trigger(sql))
            continue
        cursor.execute(re.sub(REFERENCE, '', replaced(sql, SCHEMA)))
        references += [(name, *one) for one in re.findall(r'(\w+) (?:TEXT|INTEGER)[^,]*?' + REFERENCE, sql)]
    for table, column, other, key, deferred in references:
        cursor.execute(f'ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES {other} ({key}){deferred}')
    return len(rows)


def column_types(cursor):
    """What a parameter is where the statement does not tell: as the columns of its name are."""
    cursor.execute("SELECT column_name, min(data_type) FROM information_schema.columns WHERE table_schema = 'public' "
                   "GROUP BY 1 HAVING count(DISTINCT data_type) = 1")
    return dict(cursor.fetchall())


def tried(cursor, sql, types):
    """Prepares and executes it, and takes it all back; what is wrong with it, or None."""
    names = list(dict.fromkeys(re.findall(r'\$([a-z_0-9]+)', sql)))
    numbered = re.sub(r'\$([a-z_0-9]+)', lambda name: f'${names.index(name[1]) + 1}', sql)
    declared = ', '.join(types.get(name, 'unknown') for name in names)
    try:
        cursor.execute(f'PREPARE one{f"({declared})" if names else ""} AS {numbered}')
        cursor.execute("SELECT unnest(parameter_types)::text FROM pg_prepared_statements WHERE name = 'one'")
        values = [SAMPLES[kind] for (kind,) in cursor.fetchall()]
        cursor.execute('EXECUTE one' + (f'({", ".join(values)})' if values else ''))
    except psycopg2.errors.IntegrityError:
        return None  # there is no row that it could refer to: it was executed up to there
    except psycopg2.Error as error:
        return f'{error.pgcode} {str(error).splitlines()[0]}'
    for column in cursor.description or ():
        if column.type_code not in READABLE:
            return f'column {column.name} has type {column.type_code}, which no Row reads'
    return None


def main():
    program, database, socket = sys.argv[1:]
    connection = psycopg2.connect(host=socket, user='pkit', dbname='postgres')
    cursor = connection.cursor()
    made = make_schema(cursor, database)
    connection.commit()
    types, wrong, all_of_them = column_types(cursor), 0, statements(program)
    # What only one of the two understands must be found, or this finds nothing.
    planted = ('INSERT OR REPLACE INTO meta (one) VALUES ($one)', 'SELECT SUM(number) FROM counters',
               'UPDATE meta SET nothing = 1')
    for sql in (*all_of_them, *planted):
        fault = tried(cursor, sql, types)
        connection.rollback()
        cursor.execute('DEALLOCATE ALL')
        if (fault is None) == (sql in planted):
            wrong += 1
            print(f'{sql}\n  {fault or "was taken"}')
    print(f'{made} tables, indexes, views and triggers; {len(all_of_them)} statements, {wrong} wrong')
    sys.exit(wrong != 0 or len(all_of_them) < 150)


main()
