#!/bin/bash
# Sets this checkout up on Debian 12: the system's libraries by apt, DuckDB's library by pip.
# With --cluster, also what `stoa cluster` and its tests need of the system: Java, the jars that
# HDFS wants from Debian, ssh; and the runtime with which the tests run exported models.
#
# What is there already is left alone, so a second run only looks. What was fetched is kept in
# ${STOA_CACHE}, or ${XDG_CACHE_HOME:-~/.cache}/stoa, and serves every checkout.
set -euo pipefail
cd "$(dirname "$0")/.."

duckdb_version=2.0.1
python_version=3.11 # Debian 12's own; the wheel and libpython must be of the same version
cache=${STOA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stoa}
onnxruntime_version=1.32.0
library_folder=.stoa/lib
for_cluster=

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
  say "$1"
  shift
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 1
}

# The packages of the system that are missing, judged by the file each is needed for.
missing_packages() {
  [ -e /usr/include/editline/readline.h ] || echo libedit-dev
  [ -e /usr/include/sqlite3.h ] || echo libsqlite3-dev
  has_library "libpython$python_version.so.1.0" || echo "libpython$python_version"
  command -v sqlite3 >/dev/null || echo sqlite3 # the tests damage a store with it
  if [ -z "$(found_duckdb)" ] || { [ -n "$for_cluster" ] && ! has_cluster_parts; }; then
    python3 -m pip --version >/dev/null 2>&1 || echo python3-pip
  fi
  [ -z "$for_cluster" ] || missing_cluster_packages
}

missing_cluster_packages() {
  has_java || echo openjdk-17-jre-headless
  [ -e /usr/share/java/jetty9-server.jar ] || echo libjetty9-java
  [ -e /usr/share/java/jersey1-server.jar ] || echo libjersey1-servlet-java
  [ -e /usr/share/java/jaxb-api.jar ] || echo libjaxb-api-java
  command -v ssh >/dev/null || echo openssh-client
  python3 -c 'import numpy' 2>/dev/null || echo python3-numpy # PySpark's own models want it
  [ -x /usr/sbin/sshd ] || echo openssh-server # the tests run one of their own with it
}

# Spark and HDFS are fetched by the program itself, with pip.
has_cluster_parts() {
  [ -d "$cache/spark-4.3.0" ] && [ -d "$cache/hdfs-3.3.6" ] && [ -d "$(onnxruntime_folder)" ]
}

# A Java of at least 17.
has_java() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/java} major
  [ -x "$java" ] || java=$(command -v java) || return 1
  major=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${major:-0}" -ge 17 ]
}

has_library() {
  /sbin/ldconfig -p | grep -q -F "$1"
}

# Where DuckDB's library is already, or nothing: what the user named, or what we put there.
found_duckdb() {
  if [ -n "${STOA_DUCKDB_LIBRARY:-}" ]; then
    echo "$STOA_DUCKDB_LIBRARY"
  elif [ -e "$library_folder/duckdb-$duckdb_version" ]; then
    compgen -G "$library_folder/_duckdb*.so" || true
  fi
}

install_packages() {
  local -a packages=("$@") become=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      become=(sudo)
    else
      fail "these packages are missing, and installing them needs root: ${packages[*]}" \
        "as root: apt-get update && apt-get install -y ${packages[*]}"
    fi
  fi
  command -v apt-get >/dev/null || fail "these packages are missing, and there is no apt-get: ${packages[*]}" \
    "install them, or what your system calls them, and run this again"
  say "installing ${packages[*]}"
  "${become[@]}" apt-get update -qq &&
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
      --no-install-recommends "${packages[@]}" >&2 ||
    fail "apt-get could not install ${packages[*]}" \
      "mend what it says above, or install them by hand, and run this again"
}

# The wheel of DuckDB for this machine, in the cache. Prints its path.
fetch_duckdb_wheel() {
  local machine folder wheel
  machine=$(uname -m)
  case $machine in
    x86_64 | aarch64) ;;
    *) fail "there is no DuckDB wheel for this machine ($machine)" \
      "build libduckdb.so $duckdb_version and name it in STOA_DUCKDB_LIBRARY" ;;
  esac
  folder=$cache/duckdb-$duckdb_version-$machine
  wheel=$(compgen -G "$folder/duckdb-*.whl" | head -n 1 || true)
  if [ -z "$wheel" ]; then
    say "fetching DuckDB $duckdb_version for $machine"
    mkdir -p "$cache"
    local fresh
    fresh=$(mktemp -d "$cache/fetch.XXXXXX")
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
      --python-version "$python_version" --implementation cp --abi "cp${python_version/./}" \
      --platform "manylinux_2_28_$machine" --platform "manylinux_2_27_$machine" \
      --platform "manylinux2014_$machine" --dest "$fresh" "duckdb==$duckdb_version" >&2 || {
      rm -rf "$fresh"
      fail "pip could not fetch duckdb==$duckdb_version from the Python package index" \
        "mend what it says above; or name a libduckdb.so $duckdb_version in STOA_DUCKDB_LIBRARY"
    }
    rm -rf "$folder"
    mv "$fresh" "$folder"
    wheel=$(compgen -G "$folder/duckdb-*.whl" | head -n 1)
  fi
  echo "$wheel"
}

# Takes the library out of the wheel; it is named only when it is whole.
install_duckdb() {
  local wheel fresh
  wheel=$(fetch_duckdb_wheel)
  mkdir -p "$library_folder"
  rm -f "$library_folder"/duckdb-* "$library_folder"/_duckdb*.so
  fresh=$(mktemp -d "$library_folder/unpack.XXXXXX")
  python3 -c '
import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
name = next(n for n in wheel.namelist() if n.startswith("_duckdb") and n.endswith(".so"))
wheel.extract(name, sys.argv[2])' "$wheel" "$fresh" || {
    rm -rf "$fresh" "$(dirname "$wheel")"
    fail "the fetched wheel is damaged, and was thrown away" "run this again"
  }
  mv "$fresh"/_duckdb*.so "$library_folder/"
  rmdir "$fresh"
  touch "$library_folder/duckdb-$duckdb_version"
  say "DuckDB $duckdb_version is in $library_folder"
}

onnxruntime_folder() { echo "$cache/onnxruntime-$onnxruntime_version"; }

# ONNX's runtime with what it needs, in a folder of its own that Python is told of.
fetch_onnxruntime() {
  local fresh
  say "fetching onnxruntime $onnxruntime_version"
  mkdir -p "$cache"
  fresh=$(mktemp -d "$cache/fetch.XXXXXX")
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
    --target "$fresh" "onnxruntime==$onnxruntime_version" >&2 || {
    rm -rf "$fresh"
    fail "pip could not fetch onnxruntime==$onnxruntime_version from the Python package index" \
      "mend what it says above"
  }
  rm -rf "$(onnxruntime_folder)"
  mv "$fresh" "$(onnxruntime_folder)"
}

case ${1-} in
  '') ;;
  --cluster) for_cluster=yes ;;
  *) fail "unknown argument: $1" "scripts/setup.sh [--cluster]" ;;
esac

command -v swift >/dev/null || fail "there is no Swift toolchain on the PATH" \
  "install Swift 6.3 or later for this system, and run this again"

if [ -n "${STOA_DUCKDB_LIBRARY:-}" ] && [ ! -e "$STOA_DUCKDB_LIBRARY" ]; then
  fail "STOA_DUCKDB_LIBRARY names no file: $STOA_DUCKDB_LIBRARY"
fi
mapfile -t packages < <(missing_packages)
[ ${#packages[@]} -eq 0 ] || install_packages "${packages[@]}"
[ -n "$(found_duckdb)" ] || install_duckdb
[ -z "$for_cluster" ] || [ -d "$(onnxruntime_folder)" ] || fetch_onnxruntime
