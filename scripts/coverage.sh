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
# Every process that the tests start counts as well; those of one program share a file.
status=0
LLVM_PROFILE_FILE="$counts/%4m.profraw" scripts/test.sh || status=$?

llvm-profdata merge -sparse "$counts"/*.profraw -o "$counts/all.profdata"
llvm-cov export -summary-only -instr-profile "$counts/all.profdata" \
  "$STOA_BUILD/debug/stoaPackageTests.xctest" -object "$STOA_BUILD/debug/stoa" |
  python3 scripts/coverage.py docs/testing.md
exit $status
