#!/bin/bash
# Runs the test targets one after the other: some drive terminals, processes and all threads of
# the engine, and would starve each other on two cores. Every target is run, and one that fails
# or hangs fails the whole; what failed is said once more at the end.
#
# The targets that talk to Spark come last and share one server, which the built program starts
# and stops: SPARK_REMOTE is where it answers, STOA_TEST_HDFS the file system beside it. The cases
# of the engines' suite run once more on three workers.
#
# STOA_BUILD is the folder of the build that is tested, where that is not .build.
set -uo pipefail
cd "$(dirname "$0")/.."

spark_targets=(SparkConnectTests StoaSparkTests)
build=${STOA_BUILD:-.build}
logs=$build/test-logs
mkdir -p "$logs"
failed=()

# Runs the tests of a target, or of a part of it under a name of its own.
run_target() {
  echo "== $1"
  timeout --kill-after=10 1500 swift test --skip-build --scratch-path "$build" \
    --filter "${2:-$1\\.}" 2>&1 |
    tee "$logs/$1.log" || failed+=("$1")
}

# The Spark targets that are there.
present_spark_targets() {
  local target
  for target in "${spark_targets[@]}"; do
    [ ! -d "Tests/$target" ] || echo "$target"
  done
}

is_spark_target() {
  printf '%s\n' "${spark_targets[@]}" | grep -qxF "$1"
}

cluster_home=
stop_cluster() {
  [ -n "$cluster_home" ] || return 0
  if [ -e "$cluster_home/clusters/test/state.json" ]; then
    STOA_HOME=$cluster_home "$build/debug/stoa" cluster down --name test || return
  fi
  rm -rf "$cluster_home"
}
trap stop_cluster EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Starts Spark as the options say, in place of what runs, and exports where it answers, and HDFS.
start_cluster() {
  local endpoints
  stop_cluster || return
  cluster_home=$(mktemp -d) || return
  endpoints=$(STOA_HOME=$cluster_home "$build/debug/stoa" cluster up --name test --json "$@") ||
    return
  SPARK_REMOTE=$(endpoint_of "$endpoints" endpoint) || return
  STOA_TEST_HDFS=$(endpoint_of "$endpoints" hdfs) || return
  export SPARK_REMOTE STOA_TEST_HDFS
}

endpoint_of() {
  python3 -c 'import json, sys; print(json.loads(sys.argv[1]).get(sys.argv[2], ""))' "$1" "$2"
}

# Notes that targets could not be run.
not_run() {
  local target
  for target in "$@"; do
    echo "not run: Spark could not be started" > "$logs/$target.log"
  done
  failed+=("$@")
}

for folder in Tests/*Tests; do
  target=$(basename "$folder")
  is_spark_target "$target" || run_target "$target"
done
mapfile -t present < <(present_spark_targets)
if [ ${#present[@]} -gt 0 ]; then
  echo "== Spark and HDFS for ${present[*]}"
  if start_cluster --workers 0 --cores 2 --hdfs 2 --replication 2; then
    for target in "${present[@]}"; do run_target "$target"; done
  else
    not_run "${present[@]}"
  fi
fi
if [ -d Tests/StoaSparkTests ]; then
  echo "== Spark with three workers for the suite's cases"
  if start_cluster --workers 3 --cores 1 --memory 1g; then
    run_target SuiteOnThreeWorkers 'StoaSparkTests\.SparkTests/Cases/cases'
  else
    not_run SuiteOnThreeWorkers
  fi
fi
for target in "${failed[@]}"; do
  echo "== failed: $target"
  # The failures with what they say, or, where the process itself died, its last words.
  grep -A 12 -E '✘ Test .* recorded|[Ff]atal error' "$logs/$target.log" | head -n 120 || true
  tail -n 5 "$logs/$target.log"
done
[ ${#failed[@]} -eq 0 ]
