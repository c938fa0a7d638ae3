#!/bin/bash
# Runs the test targets one after the other: some drive terminals, processes and all threads of
# the engine, and would starve each other on two cores. Every target is run, and one that fails
# or hangs fails the whole; what failed is said once more at the end.
#
# The targets that talk to Spark come last and share one server, which the built program starts
# and stops: SPARK_REMOTE is where it answers, STOA_TEST_HDFS the file system beside it.
set -uo pipefail
cd "$(dirname "$0")/.."

spark_targets=(SparkConnectTests StoaSparkTests)
logs=.build/test-logs
mkdir -p "$logs"
failed=()

run_target() {
  echo "== $1"
  timeout --kill-after=10 900 swift test --skip-build --filter "$1\\." 2>&1 |
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
    STOA_HOME=$cluster_home .build/debug/stoa cluster down --name test || return
  fi
  rm -rf "$cluster_home"
}
trap stop_cluster EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Starts one process of Spark with HDFS beside it, and exports where they answer.
start_cluster() {
  local endpoints
  cluster_home=$(mktemp -d) || return
  endpoints=$(STOA_HOME=$cluster_home .build/debug/stoa cluster up --name test \
    --workers 0 --cores 2 --hdfs 2 --replication 2 --json) || return
  SPARK_REMOTE=$(endpoint_of "$endpoints" endpoint) || return
  STOA_TEST_HDFS=$(endpoint_of "$endpoints" hdfs) || return
  export SPARK_REMOTE STOA_TEST_HDFS
}

endpoint_of() {
  python3 -c 'import json, sys; print(json.loads(sys.argv[1])[sys.argv[2]])' "$1" "$2"
}

for folder in Tests/*Tests; do
  target=$(basename "$folder")
  is_spark_target "$target" || run_target "$target"
done
mapfile -t present < <(present_spark_targets)
if [ ${#present[@]} -gt 0 ]; then
  echo "== Spark and HDFS for ${present[*]}"
  if start_cluster; then
    for target in "${present[@]}"; do run_target "$target"; done
  else
    for target in "${present[@]}"; do
      echo "not run: Spark and HDFS could not be started" > "$logs/$target.log"
    done
    failed+=("${present[@]}")
  fi
fi
for target in "${failed[@]}"; do
  echo "== failed: $target"
  # The failures with what they say, or, where the process itself died, its last words.
  grep -A 12 -E '✘ Test .* recorded|[Ff]atal error' "$logs/$target.log" | head -n 120 || true
  tail -n 5 "$logs/$target.log"
done
[ ${#failed[@]} -eq 0 ]
