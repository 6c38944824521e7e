# The page of the report in a browser: how it is laid out on narrow and wide screens, light and dark, with names that are
# hostile, and with 10,000 certificates.
# runs: release
# timeout: 600
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home PYTHONPATH=$PKIT_SOURCE/tests/tools PYTHONDONTWRITEBYTECODE=1
command -v chromium >/dev/null || { fail 'chromium is not there: cmake/install-deps.sh --test'; finish; }
check() { timeout 500 /usr/bin/python3 "$PKIT_SOURCE/tests/tools/page_check.py" "$@" || fail "page_check $*"; }

# copies FROM TO: so many copies of the first certificate, with ends over two years, under other names.
copies() {
  sql home "WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
    INSERT INTO certificates (id, issuer, serial, principal, registration, profile, subject, key_id, csr_sha256, fingerprint,
      not_before, not_after, revoked_at, revocation_reason, der, created, version)
    SELECT printf('c-%016d', i), c.issuer, CAST(printf('%016d', i) AS BLOB), c.principal, NULL, CASE i % 3 WHEN 0 THEN c.profile
      ELSE 'agent' END, 'CN=host-' || i || '.' || hex(randomblob(12)) || '.corp.example', c.key_id, x'',
      CAST(printf('%032d', i) AS BLOB), c.not_before, c.created + 3600000 + (i * 6311520000 % 63115200000), NULL, '', c.der,
      c.created, 1
    FROM n, (SELECT * FROM certificates ORDER BY created LIMIT 1) c"
}

make_home home
expect 0 pkit issue --subject CN=web1 --new-key ec-p256 --profile server --san dns:web1 --out web1
make_csr late && expect 4 pkit register --client-machine late --csr late.csr
long=$(printf 'W%.0s' $(seq 300))
expect 0 pkit deny late --reason "<script>document.title='hostile'</script> $long"
make_csr wide && expect 4 pkit register --client-machine "$(printf 'w%.0s' $(seq 63))" --csr wide.csr
copies 1 40
sql home "UPDATE certificates SET subject = '<img src=x onerror=document.title=1>$long' || char(0x202e, 7) WHERE id = 'c-0000000000000007'"
expect 0 pkit report --out small
check small/index.html

copies 41 9999
expect 0 pkit report --out large
check large/index.html 10000
finish
