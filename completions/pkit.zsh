#compdef pkit
# Zsh completion for pkit: the binary itself says what may come next.
local candidate
local -a given candidates shown
given=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
given=("${(@)given/#\~\//$HOME/}")
for candidate in "${(@f)$(${(Q)words[1]} __complete --describe -- "${(@)given}" 2>/dev/null)}"; do
  case $candidate in
    @file) compset -P '--[^=]#='; _files ;;
    @directory) compset -P '--[^=]#='; _files -/ ;;
    ?*)
      candidates+=("${candidate%%$'\t'*}")
      shown+=("${candidate/$'\t'/  -- }")
      ;;
  esac
done
if [[ "${(@)shown}" == *"  -- "* ]]; then
  compadd -l -d shown -- "${(@)candidates}"
else
  compadd -- "${(@)candidates}"
fi
