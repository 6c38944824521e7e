# postgres.sh: the SQL of the repositories is what SQLite and PostgreSQL share: each statement of the program is prepared
# and executed on a PostgreSQL, over the tables that the program made for SQLite.
# runs: release
. "$PKIT_SOURCE/tests/tools/lib.sh"

make_home home
start_postgres pkit
# Debian's own Python: the module for PostgreSQL is its package.
/usr/bin/python3 -B "$PKIT_SOURCE/tests/tools/postgres_sql.py" "$(command -v pkit)" home/pkit.db "$PWD/socket" || fail 'see above'
finish
