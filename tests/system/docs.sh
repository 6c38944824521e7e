# The manual, the completion and the transcripts say what the program does: its tables are compared with theirs.
# runs: release
set -u
cd "$PKIT_SOURCE" || exit 2
broken=0
tables=$(mktemp -d) || exit 2
trap 'rm -rf "$tables"' EXIT
shopt -s lastpipe  # refuse, at the end of a pipe, sets a variable of ours

# refuse WHY: every line of stdin is wrong.
refuse() {
  local lines
  lines=$(cat)
  [ -z "$lines" ] && return
  printf '%s\n  -- %s\n' "$lines" "$1"
  broken=1
}

page_of() { echo "man/pkit-${1// /-}.1"; }
commands() { cut -f1 "$tables/commands"; }
# Words that stand in bold after .TP, as they are typed.
tags() { sed -n '/^\.TP$/{n;s/^\.BI\{0,1\} "\{0,1\}//p}' "$@" | sed 's/\\-/-/g; s/\\e/\\/g; s/"\{0,1\}$//'; }
# between FROM TO FILE: the lines between two that match; to the next one that matches FROM where there are several.
between() { FROM=$1 TO=$2 awk '$0 ~ ENVIRON["FROM"] { on = 1; next } $0 ~ ENVIRON["TO"] { on = 0 } on' "$3"; }

for table in commands options exits codes; do
  "$PKIT" "__$table" >"$tables/$table" || exit 2
  [ -s "$tables/$table" ] || { echo "pkit __$table says nothing"; exit 1; }
done

# --- pages -----------------------------------------------------------------------------------------------------------
for page in man/*.[157]; do
  mandoc -T lint -W warning "$page" 2>&1
done | refuse 'mandoc finds no fault'

commands | while read -r command; do
  page=$(page_of "$command")
  if [ ! -f "$page" ]; then
    echo "$page"
  else
    summary=$(awk -F '\t' -v c="$command" '$1 == c { print $2 }' "$tables/commands")
    [ "$(sed -n 's/^pkit.* \\- //p' "$page")" = "$summary" ] || echo "$page: $summary"
    tr -d '\\' <man/pkit.1 | grep -q "^\.BR pkit-${command// /-} (1)" || echo "man/pkit.1 does not refer to $page"
  fi
done | refuse 'every command has a page, with the summary of its help'
commands | while read -r command; do page_of "$command"; done >"$tables/pages"
ls man/pkit-*.1 | grep -vxFf "$tables/pages" | refuse 'every page has a command'

commands | while read -r command; do
  page=$(page_of "$command")
  awk -F '\t' -v c="$command" '$1 == c { print $2 ($2 ~ /^-/ && $3 != "" ? " " $3 : "") }' "$tables/options" | sort >"$tables/declared"
  between '^\.SH OPTIONS' '^\.SH' "$page" >"$tables/section"
  sed -n '/^\.TP$/{n;s/^\.BI "\(.*\) " \(.*\)/\1 \2/p;s/^\.B //p}' "$tables/section" | sed 's/\\-/-/g' | sort |
    diff "$tables/declared" - | sed -n "s|^<|$page lacks|p; s|^>|$page invents|p"
done | refuse 'a page has every option of its command, and no other'

man/tables.sh "$PKIT" | diff man/pkit.1 - | refuse 'the tables of pkit(1) are those of the program: see man/tables.sh'

mkdir "$tables/schema"
apps/pkit/schema/write.sh "$PKIT" "$tables/schema"
for schema in "$tables"/schema/*; do
  diff "$schema" "apps/pkit/schema/${schema##*/}" >"$tables/differences" || echo "${schema##*/}"
done | refuse 'the JSON Schemas are those of the program: see apps/pkit/schema/write.sh'

# --- tables of keys: pkit.yaml(5), and the pages of what else is read from files -----------------------------------------
grep -rlE '^const std::vector<(config::)?Field> k\w+Fields = \{' libcore --include='*.cpp' | sort | while read -r file; do
  grep -oE '^const std::vector<(config::)?Field> k\w+Fields = \{' "$file" | grep -oE 'k\w+Fields' | while read -r table; do
    between "Field> $table = " '^};' "$file" | grep -oP '\.key = "\K[^"]+' | sort >"$tables/declared"
    [ -s "$tables/declared" ] || echo "$file: $table has no key"
    page=$(grep -lF ".\\\" table: $table" man/*.[157])
    [ "$(wc -w <<<"$page")" = 1 ] || { echo "no page, or several, have the table $table"; continue; }
    between "^\.\\\\\" table: $table\$" '^\.\\" (end|table)' "$page" >"$tables/section"
    tags "$tables/section" | sort | diff "$tables/declared" - | sed -n "s|^<|$page, $table lacks|p; s|^>|$page, $table invents|p"
  done
done | refuse 'a page has every key of what is read, and no other'

yaml=man/pkit.yaml.5
grep -oP '"\K(claimed|verified|csr|operation|approving|isInitial)\b[A-Za-z0-9.]*(?=")' libcore/handler/paths.cpp |
  grep -vE '\.$' | sort -u >"$tables/declared"
between '^\.\\" paths$' '^\.\\" end' "$yaml" >"$tables/section"
tags "$tables/section" | sort -u | diff "$tables/declared" - | refuse 'pkit.yaml(5) has every path, and no other'

{ sed -n '/Operator kOperators/,/};/p' libcore/handler/match.cpp; grep 'kAnyOf = "' libcore/handler/rule.cpp; } |
  grep -oP '(\{|= )"\K\w+(?=")' | sort -u >"$tables/declared"
between '^\.\\" operators$' '^\.\\" end' "$yaml" >"$tables/section"
tags "$tables/section" | sort -u | diff "$tables/declared" - | refuse 'pkit.yaml(5) has every operator, and no other'

# --- pkit-adapter(7): its examples run -------------------------------------------------------------------------------
example() { between "^\.\\\\\" example: $1\$" '^\.\\" end' man/pkit-adapter.7 | sed '/^\.[A-Z]/d; s/^\\&//; s/\\-/-/g; s/\\e/\\/g'; }
envelope() { printf '{"version":1,"procedure":"%s","parameters":[{"claimed":{"ClientMachine":"%s"}}],"config":{}}\n' "$1" "$2"; }
# answers COMMAND MACHINE PROCEDURE RESULT
answers() {
  local got
  got=$(cd "$tables" && envelope "$3" "$2" | "$1" ./example)
  case $got in *'"result":'*"\"$4\""*) ;; *) echo "$1 example: $2 is answered $got, not $4" ;; esac
}
printf 'old-7\n' >"$tables/retired.txt"
printf '{"web1": {"owner": "ops", "dns": ["www.corp.example"]}}\n' >"$tables/inventory.json"
for interpreter in sh python3; do
  example $interpreter >"$tables/example"
  [ -s "$tables/example" ] || echo "no example in $interpreter"
  command -v $interpreter >/dev/null || continue
  if [ $interpreter = sh ]; then
    answers sh OLD-7 check Deny
    answers sh web1 check Defer
  else
    answers python3 WEB1 lookup Allow
    answers python3 old-7 lookup Defer
  fi
done | refuse 'the examples of pkit-adapter(7) work'

# --- completion and transcripts --------------------------------------------------------------------------------------
commands | while read -r command; do
  read -ra words <<<"$command"
  "$PKIT" __complete -- "${words[@]:0:${#words[@]}-1}" "" | grep -qxF "${words[-1]}" || echo "$command"
  "$PKIT" __complete -- "${words[@]}" -- | sort >"$tables/offered"
  awk -F '\t' -v c="$command" '$1 == c && $2 ~ /^-/ { print $2 }' "$tables/options" | sort | diff - "$tables/offered" | sed -n "s/^[<>]/$command/p"
done | refuse 'the completion offers every command and option'

# What transcripts type, a command a line, with continuations joined.
cat tests/cli/*.t | sed -e ':join' -e '/\\$/{N;s/\\\n//;b join' -e '}' | sed -n 's/^\$ //p' >"$tables/typed"
types() { grep -E -- "(^|[^-[:alnum:]])pkit( --[a-z-]+([= ][^ ]+)?)* $1( |\$)" "$tables/typed"; }
commands | while read -r command; do
  types "$command" >/dev/null || echo "$command"
done | refuse 'every command is in a transcript'

# An option that every command has need not be shown with each of them. The gate alone has hardly any.
count=$(commands | grep -vcx gate)
grep -vP '^gate\t' "$tables/options" | cut -f2 | grep '^-' | sort | uniq -c | sed -n "s/^ *$count //p" >"$tables/global"
commands | while read -r command; do
  types "$command" | grep -oP -- ' \K--?[A-Za-z0-9-]+(?=[= ;|)]|$)' | sort -u | sed "s/^/$command\t/"
done | sort >"$tables/shown"
grep -vFf <(sed 's/.*/\t&\t/' "$tables/global") "$tables/options" | cut -f1,2 | grep -P '\t-' | sort |
  comm -23 - "$tables/shown" | refuse 'every option of every command is in a transcript'
while read -r option; do
  grep -qE -- " $option([= ]|\$)" "$tables/typed" || echo "$option"
done <"$tables/global" | refuse 'every option that all commands have is in a transcript'

# --- README and its like ---------------------------------------------------------------------------------------------
for document in README.md CONTRIBUTING.md CHANGELOG.md examples/README.md examples/*/README.md; do
  here=$(dirname "$document")
  {
    grep -oP '\]\(\K[^)#]+(?=[)#])' "$document" | grep -v '://' | sed "s|^|$here/|"
    grep -oP '`\K(\./)?(apps|libcore|tests|man|examples|completions|cmake|bench|\.ci)/[^ `]*(?=`)' "$document" | grep -vE 'NAME|MODULE'
  } | sort -u | while read -r path; do
    compgen -G "$path" >/dev/null || echo "$document: $path"
  done
done | refuse 'files that the documents name exist'

# The map has every directory of libcore, and libcore/LAYERS is what it follows.
sed -n 's/^\([a-z0-9]*\):.*/libcore\/\1/p' libcore/LAYERS | while read -r module; do
  grep -q "$module/\{0,1\}\`" README.md || echo "$module"
done | refuse 'the map in README.md has every module'

exit $broken
