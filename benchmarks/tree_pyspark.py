"""Trains the tree of shallow.stoa with MLlib on a running server; prints as JSON how long that took
from the cached frame (indexing the classes, assembling the features, training) and how long the
training alone, each the first and the second time in the process.

    python tree_pyspark.py SERVER FILE
"""

import json
import os
import sys
import time

from pyspark.ml import Pipeline
from pyspark.ml.classification import DecisionTreeClassifier
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.sql import SparkSession

server, file = sys.argv[1:]
spark = SparkSession.builder.remote(server).getOrCreate()
visits = spark.read.parquet(file).cache()
rows = visits.count()
columns = [name for name in visits.columns if name != "category"]
indexer = StringIndexer(inputCol="category", outputCol="label")
assembler = VectorAssembler(inputCols=columns, outputCol="features")
tree = DecisionTreeClassifier(maxDepth=5, seed=1)


def timed(training) -> list[float]:
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        training()
        seconds.append(time.perf_counter() - start)
    return seconds


whole = timed(lambda: Pipeline(stages=[indexer, assembler, tree]).fit(visits))
indexed = indexer.fit(visits).transform(visits)
ready = assembler.transform(indexed).select("label", "features").cache()
ready.count()
nodes = []
alone = timed(lambda: nodes.append(tree.fit(ready).numNodes))
print(
    json.dumps({"whole": whole, "alone": alone, "rows": rows, "nodes": nodes[0]}), flush=True)
# At its end the client waits for the server to let go of each model, and did so for minutes.
os._exit(0)
