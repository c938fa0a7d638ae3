"""Fetches a million rows twice as an Arrow table, the second time warm; prints that and the sums.

As `:bench 2` does in `fetch.stoa`.
"""

import json
import sys
import time

import pyarrow.compute as pc
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.remote(sys.argv[1]).getOrCreate()
n = F.col("n")
big = spark.range(1, 1_000_001).select(F.col("id").alias("n")).select(
    n,
    (n % 1000).alias("small"),
    (n * F.lit(0.5)).alias("half"),
    F.concat(F.lit("row "), n.cast("string")).alias("label"),
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
