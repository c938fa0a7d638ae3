"""The paper's pipeline with Polars and scikit-learn; prints its own time and its answers as JSON.

The clock starts when the libraries are imported, so that the interpreter's start is not in it.
"""

import json
import sys
import time

import numpy as np
import polars as pl
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

start = time.perf_counter()

clean = (
    pl.scan_csv(sys.argv[1])
    .select("price", "year", "odometer")
    .drop_nulls()
    .filter(
        pl.col("price").is_between(500, 150_000)
        & (pl.col("year") >= 1990)
        & (pl.col("odometer") < 400_000)
    )
    .collect()
)
warm = time.perf_counter()
mask = np.random.default_rng(42).random(clean.height) < 0.7
train, test = clean.filter(mask), clean.filter(~mask)

features = ["year", "odometer"]
model = LinearRegression().fit(train[features].to_numpy(), train["price"].to_numpy())
fit = time.perf_counter() - warm
predicted = model.predict(test[features].to_numpy())
actual = test["price"].to_numpy()
answer = {
    "rows": clean.height,
    "rmse": root_mean_squared_error(actual, predicted),
    "mae": mean_absolute_error(actual, predicted),
    "r2": r2_score(actual, predicted),
    "one_car": float(model.predict(np.array([[2012, 60_000]]))[0]),
}
print(json.dumps({"seconds": time.perf_counter() - start, "fit": fit, "answer": answer}))
