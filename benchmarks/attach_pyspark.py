"""Attaches to a Spark Connect server and fetches one row; prints its own time as JSON.

The clock starts when the libraries are imported, so that the interpreter's start is not in it.
"""

import json
import sys
import time

from pyspark.sql.connect.session import SparkSession

start = time.perf_counter()
spark = SparkSession.builder.remote(sys.argv[1]).getOrCreate()
[row] = spark.range(1, 2).collect()
print(json.dumps({"seconds": time.perf_counter() - start, "answer": row.id}))
