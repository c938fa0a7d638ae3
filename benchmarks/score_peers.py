"""Scores ten million rows with scikit-learn, and prints the times.

    python score_peers.py VISITS

`predict` makes a table of rows × classes, which would take 28 GB here; so a leaf's class and share
are looked up, once each row, where `apply` says it is: the quickest way that there is.
"""

import json
import sys
import time

import numpy
import polars
from sklearn.tree import DecisionTreeClassifier

visits = polars.read_parquet(sys.argv[1])
kinds = visits["category"].to_numpy()
places = visits.drop("category").to_numpy().astype("float32")
model = DecisionTreeClassifier(max_depth=15, random_state=1).fit(places, kinds)
crowd = numpy.tile(places, (114, 1))[:10_000_000]

start = time.perf_counter()
shares = model.tree_.value[:, 0, :]
best = shares.argmax(axis=1)
leaves = model.tree_.apply(crowd)
kind, probability = best[leaves], shares[numpy.arange(len(best)), best][leaves]
mean = float(probability.mean())
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "rows": len(kind), "mean": mean}))
