# runs: release
# A state of the first schema is copied and brought up to date by whoever opens it first, and is then as one made now. A
# state of a newer schema is refused, with the reason, for what a pkit of this age must not do with it: all, or writing.
source "$PKIT_SOURCE/tests/tools/lib.sh"

# old_home DIR: the home that the first pkit left.
old_home() {
  local from=$PKIT_SOURCE/tests/data/home-schema-1
  mkdir -m 700 "$1" "$1/ca"
  cp "$from/pkit.yaml" "$1"
  cp "$from"/ca/* "$1/ca"
  sqlite3 "$1/pkit.db" <"$from/pkit.sql"
  chmod 600 "$1/pkit.yaml" "$1/pkit.db" "$1"/ca/*.key
}
tables() { sql "$1" "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"; }
# everything DATABASE: all that the first schema had of these; later ones have more columns, and ids of keys and agents as
# octets.
everything() {
  local table columns
  for table in events certificates registrations requests orchestrators; do
    columns=$(sqlite3 first.db "SELECT group_concat(CASE WHEN name IN ('key_id', 'agent_id') THEN
      'CASE typeof('||name||') WHEN ''blob'' THEN lower(hex('||name||')) ELSE replace('||name||', ''-'', '''') END'
      ELSE name END, ', ') FROM pragma_table_info('$table')")
    sqlite3 -batch "$1" "SELECT $columns FROM $table ORDER BY 1"
  done
}
sqlite3 first.db <"$PKIT_SOURCE/tests/data/home-schema-1/pkit.sql"

make_home new
old_home old
before=$(everything old/pkit.db)
same 'the version of the old state' 1 "$(sql old 'PRAGMA user_version')"
expect 0 pkit list certificates --home old
same 'what the state tells after the migration' "$before" "$(everything old/pkit.db)"
same 'the tables of a migrated state and of a new one' "$(tables new)" "$(tables old)"
same 'their versions' "$(sql new 'PRAGMA user_version')" "$(sql old 'PRAGMA user_version')"
same 'who may use them' "$(sql new 'SELECT * FROM compatibility')" "$(sql old 'SELECT * FROM compatibility')"
same 'ids that are text still' 0 "$(sql old "SELECT (SELECT count(*) FROM certificates WHERE typeof(key_id) <> 'blob') +
  (SELECT count(*) FROM orchestrators WHERE length(agent_id) <> 16)")"
# Whose traces are packed, and as the events tell of them.
same 'traces that are text still' 0 "$(sql old "SELECT count(*) FROM attempts WHERE substr(trace, 1, 1) = CAST('{' AS BLOB)")"
same 'traces' "$(sqlite3 first.db "SELECT trace FROM attempts WHERE id = 3" | jq -cS .parameter)" \
  "$(pkit explain --home old ci1 --format json | jq -cS '.data.attempts[0].parameter')"
sound old

# The copy from before is whole, closed to others, and of the old schema.
same 'mode of the copy' 600 "$(stat -c %a old/pkit.db.schema-1)"
cp old/pkit.db.schema-1 copy.db
same 'the version of the copy' 1 "$(sqlite3 copy.db 'PRAGMA user_version')"
same 'the soundness of the copy' ok "$(sqlite3 copy.db 'PRAGMA integrity_check')"
same 'what the copy tells' "$before" "$(everything copy.db)"

# The migrated state goes on: what was decided stays so, what waits is approved, and new requests are issued.
same 'the one certificate that was revoked' 1 "$(sql old 'SELECT count(*) FROM certificates WHERE revoked_at IS NOT NULL')"
waiting=$(sql old "SELECT id FROM registrations WHERE state = 'waiting'")
expect 0 pkit approve --home old "$waiting"
make_csr web2
expect 0 pkit register --home old --client-machine web2 --csr web2.csr
same 'certificates in the end' 4 "$(certificates old)"
# Of both the traces are dense.
same 'forms of traces' 3 "$(sql old 'SELECT group_concat(form, char(32)) FROM (SELECT DISTINCT hex(substr(trace, 1, 1)) + 0 AS form FROM attempts ORDER BY 1)')"
no_serial_twice old
sound old

# Eight at once: one of them migrates, and none is disturbed.
old_home crowded
for n in 1 2 3 4 5 6 7 8; do
  pkit issue --home crowded --subject "CN=ci$n" --new-key ed25519 --out "ci$n" >"crowd.$n" 2>&1 &
  pids[n]=$!
done
for n in 1 2 3 4 5 6 7 8; do wait "${pids[n]}" || { fail "the migration disturbs process $n"; cat "crowd.$n"; }; done
same 'certificates of the eight' 10 "$(certificates crowded)"
same 'the version of the copy that one of them made' 1 "$(sqlite3 crowded/pkit.db.schema-1 'PRAGMA user_version')"
sound crowded

# A machine that an older pkit named by another spelling of its address is the same one: still denied, and found. Where
# two were one, who is denied has the name, and doctor tells of the other one.
orchestrator() { # ID NAME STATE
  sql spelt "INSERT INTO principals (id, kind, name, name_key, state, enabled, version)
    VALUES ('$1', 'orchestrator', '$2', lower('$2'), '$3', 1, 1);
    INSERT INTO orchestrators SELECT '$1', '$1', capabilities, '', '', '', created, last_seen FROM orchestrators LIMIT 1"
}
old_home spelt
orchestrator o-denied '2001:DB8::00:7' Disapproved
orchestrator o-first '2001:db8::8' Approved
orchestrator o-second '2001:DB8:0::8' Disapproved
orchestrator o-mapped '::ffff:10.0.0.9' Disapproved
make_csr any
for name in 2001:db8::7 2001:db8::8 10.0.0.9; do
  expect 3 pkit register --home spelt --client-machine $name --csr any.csr
done
same 'machines after others have asked by those names' 7 "$(sql spelt 'SELECT count(*) FROM principals')"
expect 0 pkit show --home spelt 2001:db8:0:0::7
says o-denied out
expect 9 pkit doctor --home spelt
says 'o-first, approved, is called 2001:db8::8, and is not found by that name' out
same 'machines that do not answer to their names' 1 "$(grep -c orchestrator-name: out)"
expect 0 pkit orchestrator delete --home spelt o-first --reason twice
expect 9 pkit doctor --home spelt # of the others no event tells
same 'machines that still do not' 0 "$(grep -c orchestrator-name: out)"

# A newer state that ours may read: questions are answered, changes are refused, and nothing is touched.
cp -a new readable
sql readable 'PRAGMA user_version = 99; UPDATE compatibility SET min_writer = 99'
expect 0 pkit list certificates --home readable
expect 0 pkit status --home readable
make_csr web3
expect 9 pkit issue --home readable --csr web3.csr
says 'has schema version 99'
says 'cannot change'
says 'pkit: hint: use the newer pkit that wrote it'
same 'certificates in a state that must not be written' 0 "$(certificates readable)"
# And one that it may not.
cp -a new unreadable
sql unreadable 'PRAGMA user_version = 99; UPDATE compatibility SET min_reader = 99, min_writer = 99'
expect 9 pkit list certificates --home unreadable
says 'has schema version 99'
says 'cannot read'
says 'pkit: hint: use the newer pkit that wrote it'
expect 9 pkit status --home unreadable --format json
same 'the code of it' store.schema "$(json out '$.error.code')"
finish
