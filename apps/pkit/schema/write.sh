#!/bin/sh
# write.sh PKIT [DIRECTORY]: the JSON Schemas as this binary has them, each into its file, here or in DIRECTORY.
set -eu
directory=${2:-$(dirname "$0")}
"$1" __schema | while IFS= read -r name; do
  "$1" __schema "$name" >"$directory/$name.schema.json"
done
