#!/bin/bash
# Runs the test targets one after the other: some drive terminals, processes and all threads of
# the engine, and would starve each other on two cores. Every target is run, and one that fails
# or hangs fails the whole; what failed is said once more at the end.
set -uo pipefail
cd "$(dirname "$0")/.."

logs=.build/test-logs
mkdir -p "$logs"
failed=()
for folder in Tests/*Tests; do
  target=$(basename "$folder")
  echo "== $target"
  timeout --kill-after=10 900 swift test --skip-build --filter "$target\\." 2>&1 |
    tee "$logs/$target.log" || failed+=("$target")
done
for target in "${failed[@]}"; do
  echo "== failed: $target"
  # The failures with what they say, or, where the process itself died, its last words.
  grep -A 12 -E '✘ Test .* recorded|[Ff]atal error' "$logs/$target.log" | head -n 120 || true
  tail -n 5 "$logs/$target.log"
done
[ ${#failed[@]} -eq 0 ]
