"""Trains what learning.stoa trains with scikit-learn, LightGBM and XGBoost, and prints the times.

    python learning_peers.py VISITS NUMBERS
"""

import json
import sys
import time

import lightgbm
import numpy
import polars
import xgboost
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

times, answers = {}, {}


def timed(name, run):
    start = time.perf_counter()
    result = run()
    times[name] = time.perf_counter() - start
    return result


visits = polars.read_parquet(sys.argv[1])
kinds = visits["category"].to_numpy()
places = visits.drop("category").to_numpy().astype("float32")
timed("shallow", lambda: DecisionTreeClassifier(max_depth=5, random_state=1).fit(places, kinds))
deep = timed(
    "deep",
    lambda: DecisionTreeClassifier(max_depth=30, criterion="entropy", random_state=1)
    .fit(places, kinds))
timed(
    "forest",
    lambda: RandomForestClassifier(100, max_depth=10, n_jobs=2, random_state=1)
    .fit(places, kinds))
answers["hits"] = int((timed("predict deep", lambda: deep.predict(places)) == kinds).sum())

numbers = polars.read_parquet(sys.argv[2])
y = numbers["y"].to_numpy()
x = numbers.drop("y").to_numpy()
gbm = timed(
    "lightgbm",
    lambda: lightgbm.train(
        {"objective": "regression", "num_leaves": 64, "max_depth": 6, "learning_rate": 0.1,
         "num_threads": 2, "verbose": -1}, lightgbm.Dataset(x, y), 100))
xgb = timed(
    "xgboost",
    lambda: xgboost.train(
        {"tree_method": "hist", "max_depth": 6, "eta": 0.1, "nthread": 2},
        xgboost.DMatrix(x, y), 100))
guess = timed("predict lightgbm", lambda: gbm.predict(x, num_threads=2))
answers["lightgbm"] = float(numpy.sqrt(numpy.mean((guess - y) ** 2)))
other = xgb.predict(xgboost.DMatrix(x))
answers["xgboost"] = float(numpy.sqrt(numpy.mean((other - y) ** 2)))
print(json.dumps({"seconds": times, "answers": answers}))
