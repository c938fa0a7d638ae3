"""Trains the tree of shallow.stoa with MLlib on a running server; prints the second training's
seconds as JSON.

    python tree_pyspark.py SERVER FILE
"""

import json
import os
import sys
import time

from pyspark.ml.classification import DecisionTreeClassifier
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.sql import SparkSession

server, file = sys.argv[1:]
spark = SparkSession.builder.remote(server).getOrCreate()
visits = spark.read.parquet(file)
columns = [name for name in visits.columns if name != "category"]
indexed = StringIndexer(inputCol="category", outputCol="label").fit(visits).transform(visits)
ready = (
    VectorAssembler(inputCols=columns, outputCol="features").transform(indexed)
    .select("label", "features").cache()
)
rows = ready.count()
seconds = []
for _ in range(2):
    start = time.perf_counter()
    model = DecisionTreeClassifier(maxDepth=5, seed=1).fit(ready)
    nodes = model.numNodes
    seconds.append(time.perf_counter() - start)
print(json.dumps({"seconds": seconds[-1], "rows": rows, "nodes": nodes}), flush=True)
# At its end the client waits for the server to let go of each model, and did so for minutes.
os._exit(0)
