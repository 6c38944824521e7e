"""The state of a home as another program sees it: SQLite's file, or a database of the server that
tests/tools/over_postgresql.sh has started."""
import os
import shutil
import sqlite3
import subprocess
import time

SERVER = os.environ.get('PKIT_TEST_SOCKET')
SERVICES = '/etc/postgresql-common/pg_service.conf'


def connected(database):
    import psycopg2  # where there is a server alone
    return psycopg2.connect(host=SERVER, user='pkit', dbname=database, options='-c search_path=pkit,public')


def on_server(statement):
    connection = connected('postgres')
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def database_of(file):
    """That of the home whose file it would be; None: it is a file."""
    mark = os.path.join(os.path.dirname(file), 'pkit.state')
    if SERVER is None or os.path.basename(file) != 'pkit.db' or not os.path.exists(mark):
        return None
    with open(mark) as text:
        return text.read().split()[0].removeprefix('postgresql:')


def homes_in(directory):
    return [at for at, _, files in os.walk(directory) if 'pkit.state' in files]


def copy(start, to):
    """A directory, and the state of each home in it."""
    shutil.copytree(start, to, symlinks=True)
    for home in homes_in(to):
        former = database_of(os.path.join(home, 'pkit.db'))
        new = f'c{os.urandom(6).hex()}'
        on_server(f'CREATE DATABASE {new} TEMPLATE {former}')
        with open(SERVICES, 'a') as services:
            services.write(f'[{new}]\nhost={SERVER}\nuser=pkit\ndbname={new}\n')
        with open(os.path.join(home, 'pkit.state'), 'w') as mark:
            mark.write(f'postgresql:{new}\n')


def remove(directory):
    for home in homes_in(directory):
        on_server(f'DROP DATABASE IF EXISTS {database_of(os.path.join(home, "pkit.db"))} WITH (FORCE)')
    shutil.rmtree(directory, ignore_errors=True)


def settle():
    """Until the server has ended what it did for a process that is gone."""
    if SERVER is None:
        return
    connection = connected('postgres')
    connection.autocommit = True
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pkit'")
            if cursor.fetchone()[0] == 0:
                break
            time.sleep(0.01)
    connection.close()


def change(file, statement):
    database = database_of(file)
    connection = connected(database) if database else sqlite3.connect(file)
    with connection:
        connection.cursor().execute(statement)
    connection.close()


def rows(file, statement, values=()):
    database = database_of(file)
    connection = connected(database) if database else sqlite3.connect(file)
    try:
        cursor = connection.cursor()
        cursor.execute(statement.replace('?', '%s') if database else statement, *([values] if values else []))
        return [tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row) for row in cursor.fetchall()]
    finally:
        connection.close()
