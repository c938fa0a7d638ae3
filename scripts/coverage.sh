#!/bin/bash
# Runs all tests on a build that counts what is run, and writes to docs/testing.md which share of
# the lines of each module that was. The build is one of its own, as it is slower.
set -euo pipefail
cd "$(dirname "$0")/.."

export STOA_BUILD=${STOA_BUILD:-.build/coverage}
swift build --build-tests --enable-code-coverage --scratch-path "$STOA_BUILD"

counts=$PWD/$STOA_BUILD/counts
[[ $STOA_BUILD != /* ]] || counts=$STOA_BUILD/counts
rm -rf "$counts"
# Every process that the tests start counts as well, in a file of its own.
status=0
LLVM_PROFILE_FILE="$counts/%p.profraw" scripts/test.sh || status=$?

# The compiler's own, as the counts have a form of their own in each version.
tools=$(dirname "$(readlink -f "$(command -v swift)")")
"$tools/llvm-profdata" merge -sparse "$counts"/*.profraw -o "$counts/all.profdata"
"$tools/llvm-cov" export -summary-only -instr-profile "$counts/all.profdata" \
  "$STOA_BUILD/debug/stoaPackageTests.xctest" -object "$STOA_BUILD/debug/stoa" |
  python3 scripts/coverage.py docs/testing.md
exit $status
