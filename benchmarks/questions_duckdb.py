"""Asks DuckDB's Python package the questions that it is given as JSON, {"tables": {name: file},
"queries": [SQL]}; prints its version and the seconds of each, the answer a new table, as JSON."""

import json
import sys
import time

import duckdb

given = json.load(sys.stdin)
connection = duckdb.connect()
for name, path in given["tables"].items():
    connection.execute(f"CREATE TABLE {name} AS FROM '{path}'")
seconds = []
for query in given["queries"]:
    start = time.perf_counter()
    connection.execute(f"CREATE TABLE answer AS {query}")
    seconds.append(time.perf_counter() - start)
    connection.execute("DROP TABLE answer")
print(json.dumps({"version": duckdb.__version__, "seconds": seconds}))
