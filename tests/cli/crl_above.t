# The CRL of a CA above is renewed by a timer, where its key is; and a former key's list is its own.
$ export PKIT_HOME=$PWD/home; pkit init --name Demo --no-passphrase --root-next-update 365d --test-clock >/dev/null 2>&1
$ day() { date -u -d "now + $1 days" +%Y-%m-%dT%H:%M:%SZ; }
$ left() { echo $((($(date -u -d "$(openssl crl -in ${2:-t.crl} -noout -nextupdate | cut -d= -f2)" +%s) - $(date -u +%s) + 43200) / 86400 - $1)) days; }
$ pkit crl --issuer above --out t.crl >/dev/null; pkit crl --issuer above --out t.crl --if-due | sed 's/.*is up/is up/'
is up to date, until <date>
$ left 0
365 days

# Its key lies beside its certificate: 30 days before its end it is signed anew, and not before.
$ pkit crl --issuer above --out t.crl --if-due --now $(day 330) | sed 's/.*is up/is up/'
is up to date, until <date>
$ pkit crl --issuer above --out t.crl --if-due --now $(day 340) | grep -c number; left 340
1
365 days

# Its key is elsewhere: who must bring it is told, each time; the file is due once that has ended, and when it is brought.
$ mv home/ca/root.key . && pkit crl --issuer above --out t.crl --if-due --now $(day 400) | sed 's/.*is up/is up/'
is up to date, until <date>
$ pkit crl --out both.crl --now $(day 680) >/dev/null; pkit crl --out both.crl --if-due --now $(day 681) | sed 's/.*is up/is up/'
is up to date, until <date>
2> pkit: warning: the CRL of 'CN=Demo TEST Root CA' ends on <date>, and who checks the whole chain then refuses everybody: --root-key FILE signs the next one
2> pkit: warning: the CRL of 'CN=Demo TEST Root CA' ends on <date>, and who checks the whole chain then refuses everybody: --root-key FILE signs the next one
$ pkit status --now $(day 681) --format json | grep -o '"of":"[^"]*t.crl","nextUpdate":"[^"]*","state":"[^"]*"'
"of":"<dir>/t.crl","nextUpdate":"<date>","state":"near its end"
$ pkit crl --issuer above --out t.crl --if-due --now $(day 720) | grep -c number
1
2> pkit: warning: the CRL of 'CN=Demo TEST Root CA' ended on <date>, and who checks the whole chain then refuses everybody: --root-key FILE signs the next one
$ pkit crl --issuer above --out t.crl --if-due --now $(day 721) --root-key root.key --root-next-update 100d | grep -c number; left 721
1
100 days
$ pkit crl --issuer above --out t.crl --if-due --now $(day 722) --root-key nowhere.key
2> pkit: error: authority 'issuing': <dir>/nowhere.key: there is no such file
[10]

# Nobody has the CRL: nothing is put in the place of a file.
$ sqlite3 home/pkit.db 'DELETE FROM crls'; pkit crl --issuer above --out new.crl --now $(day 722)
2> pkit: error: there is no CRL to hand out: there is no CRL of 'CN=Demo TEST Root CA', and who checks the whole chain refuses everybody: --root-key FILE signs one, or put its own CRL beside these
[6]
$ [ -e new.crl ] || echo none
none
