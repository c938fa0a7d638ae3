#!/bin/bash
# Runs the test targets one after the other: some drive terminals, processes and all threads of
# the engine, and would starve each other on two cores. Every target is run, and one that fails
# or hangs fails the whole.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=()
for folder in Tests/*Tests; do
  target=$(basename "$folder")
  echo "== $target"
  timeout --kill-after=10 900 swift test --skip-build --filter "$target\\." || failed+=("$target")
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "failed: ${failed[*]}" >&2
  exit 1
fi
