"""Fetches a million rows twice as an Arrow table, the second time warm; prints that and the sums.

As `:bench 2` does in `fetch.stoa`.
"""

import json
import sys
import time

import pyarrow.compute as pc
from pyspark.sql import SparkSession

spark = SparkSession.builder.remote(sys.argv[1]).getOrCreate()
big = spark.sql(
    "SELECT id AS n, id % 1000 AS small, id * 0.5D AS half, "
    "concat('row ', CAST(id AS STRING)) AS label FROM range(1, 1000001)"
)


def fetch():
    start = time.perf_counter()
    table = big.toArrow()
    return time.perf_counter() - start, table


cold, _ = fetch()
warm, table = fetch()
answer = {
    "rows": table.num_rows,
    "small": pc.sum(table["small"]).as_py(),
    "half": pc.sum(table["half"]).as_py(),
    "label": pc.sum(pc.utf8_length(table["label"])).as_py(),
}
print(json.dumps({"cold": cold, "warm": warm, "answer": answer}))
