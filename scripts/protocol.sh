#!/bin/bash
# Makes Sources/SparkConnect/Generated out of Sources/SparkConnect/Protocol. Needs Python with pip
# or venv; the compiler of the protocol comes from the package grpcio-tools, and the plugin is
# built from the version of swift-protobuf that Package.resolved names. What it makes is committed.
#
# Also writes the descriptors of the protocol to the tests, which hold them against Spark's own.
set -euo pipefail
cd "$(dirname "$0")/.."

protocol=Sources/SparkConnect/Protocol
generated=Sources/SparkConnect/Generated
descriptors=Tests/SparkConnectTests/Resources/protocol.descriptors
tools_version=1.85.1
tools=${STOA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stoa}/grpcio-tools-$tools_version

if [ ! -d "$tools" ]; then
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
    --only-binary=:all: --target "$tools.new" "grpcio-tools==$tools_version"
  mv "$tools.new" "$tools"
fi
swift build --product protoc-gen-swift
plugin=$(swift build --show-bin-path)/protoc-gen-swift

mkdir -p "$generated" "$(dirname "$descriptors")"
rm -f "$generated"/*.swift
PYTHONPATH=$tools python3 -m grpc_tools.protoc \
  --plugin=protoc-gen-swift="$plugin" --proto_path="$protocol" \
  --swift_out="$generated" --swift_opt=FileNaming=DropPath --swift_opt=Visibility=Internal \
  --descriptor_set_out="$descriptors" \
  "$protocol"/spark/connect/*.proto
