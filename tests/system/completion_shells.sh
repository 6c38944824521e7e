# The completions of zsh and fish, by those shells themselves: what stands on the line in, candidates out.
# runs: release
source "$PKIT_SOURCE/tests/tools/lib.sh"

export PKIT_HOME=$PWD/home HOME=$PWD
make_home home
pkit register --client-machine web1 >/dev/null 2>&1
id=$(pkit list registrations | cut -d' ' -f1)
touch request.csr 'with space.csr'
mkdir requests completions
cp "$PKIT_SOURCE/completions/pkit.zsh" completions/_pkit
ln -s "$PKIT_SOURCE/completions/pkit.fish" completions/pkit.fish

# A zsh on a terminal of its own, where every word that is handed to the shell is written down.
cat >start.zsh <<'END'
fpath=($PWD/completions $fpath)
autoload -Uz compinit && compinit -u -d $PWD/dump
zstyle ':completion:*' completer _complete
compadd() {
  local -a hits
  if [[ " $* " != *' '-[OAD]' '* ]]; then
    builtin compadd -A hits "$@"
    (( $#hits )) && print -rl -- $hits >>$PWD/hits
    [[ " $* " = *' -d shown '* ]] && print -rl -- $shown >>$PWD/shown
  fi
  builtin compadd "$@"
}
finished() { zle kill-whole-line; : >$PWD/finished }
zle -N finished
bindkey '^I' complete-word
bindkey '^X' finished
: >$PWD/finished
END
cat >ask.zsh <<'END'
zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell "source ./start.zsh"
wait_for() { local n; for ((n = 0; n < 600; n++)); do [[ -e finished ]] && break; zpty -r shell _ && continue; sleep 0.05; done; rm -f finished }
wait_for
while IFS= read -r line; do
  rm -f hits
  zpty -w -n shell "$line"$'\t\x18'
  wait_for
  print -r -- "? $line"
  [[ -e hits ]] && sort -u hits
done
zpty -d shell
END

by_zsh() { zsh -f ask.zsh <lines; }
by_fish() {
  local line
  while IFS= read -r line; do
    echo "? $line"
    fish --no-config -c "source completions/pkit.fish; complete -C '$line'" | tee -a described | cut -f1 | sort -u
  done <lines
}

# Lines, and after each what is offered.
cat >wanted <<END
? pkit regi
register
? pkit config 
check
? pkit help den
deny
? pkit register --client
--client-machine
? pkit issue --csr requ
request.csr
requests
? pkit status --home requ
requests
? pkit list --format js
json
? pkit list --format=j
--format=json
? pkit issue --profile a
agent
? pkit approve ${id:0:6}
$id
? pkit --home $PWD/home show ${id:0:6}
$id
? pkit --home ~/home show ${id:0:6}
$id
? pkit nonsense 
? pkit register --client-machine 
END
sed -n 's/^? //p' wanted >lines
for shell in zsh fish; do
  # A directory may be offered with the slash that follows it.
  by_$shell 2>errors | sed 's|/$||' >got
  diff wanted got || { fail "$shell offers something else"; cat errors; }
done

# Each candidate that has one is shown with its word.
grep -q '^--client-machine  -- the name it registers as$' shown || fail 'zsh shows no word on an option'
grep -q '^register  -- register an orchestrator' shown || fail 'zsh shows no word on a command'
grep -qP '^--client-machine\tthe name it registers as$' described || fail 'fish shows no word on an option'

# A path after the equals sign of its option.
echo 'pkit issue --csr=requ' >lines
same 'zsh, after =' '? pkit issue --csr=requ request.csr requests' "$(echo $(by_zsh))"
same 'fish, after =' '? pkit issue --csr=requ --csr=request.csr --csr=requests/' "$(echo $(by_fish))"
finish
