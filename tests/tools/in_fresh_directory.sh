# in_fresh_directory.sh SCRIPT: runs it there with a clean environment and removes the directory; its status is ours.
directory=$(mktemp -d "${TMPDIR:-/tmp}/pkit-s-XXXXXX") || exit 1
trap 'rm -rf "$directory"' EXIT
cd "$directory" || exit 1
umask 022
unset PKIT_HOME XDG_DATA_HOME
export HOME=$directory LANG=C.UTF-8 TZ=UTC
PATH=$(dirname "$PKIT"):$PATH bash "$1"
