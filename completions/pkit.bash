# Bash completion for pkit: the binary itself says what may come next.
_pkit() {
  local line=${COMP_LINE:0:COMP_POINT} words current candidate kind='' broken
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  words=("${words[@]/#\~\//$HOME/}")
  current=${words[-1]}
  COMPREPLY=()
  while IFS= read -r candidate; do
    case $candidate in
      @file | @directory) kind=${candidate#@} ;;
      *) COMPREPLY+=("$candidate") ;;
    esac
  done < <("${words[0]}" __complete -- "${words[@]:1}" 2>/dev/null)
  # Readline breaks words at = and :, and wants only what follows the last break.
  broken=${current%"${current##*[=:]}"}
  COMPREPLY=("${COMPREPLY[@]#"$broken"}")
  case $kind in
    file) compopt -o filenames 2>/dev/null; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "${current#"$broken"}") ;;
    directory) compopt -o filenames 2>/dev/null; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "${current#"$broken"}") ;;
  esac
}
complete -F _pkit pkit
