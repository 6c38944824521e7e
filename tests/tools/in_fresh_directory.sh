# in_fresh_directory.sh SCRIPT: runs it there with a clean environment and removes the directory; its status is ours. With
# PKIT_KEEP the directory stays, and is named.
directory=$(mktemp -d "${TMPDIR:-/tmp}/pkit-s-XXXXXX") || exit 1
if [ -n "${PKIT_KEEP:-}" ]; then echo "kept: $directory"; else trap 'rm -rf "$directory"' EXIT; fi
cd "$directory" || exit 1
umask 022
unset PKIT_HOME XDG_DATA_HOME
export HOME=$directory LANG=C.UTF-8 TZ=UTC
PATH=$(dirname "$PKIT"):$PATH bash "$1"
