"""The ten steps by hand in PySpark; prints the seconds of each and its answers as JSON.

Select first, split by a hash of the row and a seed, cache what is read more than once.
"""

import json
import sys
import time

import pyspark.sql.connect.session  # else loaded by `remote`, when the clock runs
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
from pyspark.ml.regression import LinearRegression, LinearRegressionModel
from pyspark.sql import SparkSession, functions as F

server, file, path = sys.argv[1:]
seconds = {}
mark = time.perf_counter()


def step(name):
    """Ends a step: its time is what has passed since the one before."""
    global mark
    now = time.perf_counter()
    seconds[name] = now - mark
    mark = now


spark = SparkSession.builder.remote(server).getOrCreate()
assert spark.version  # the first message to the server
step("start")

# Connect works out a frame anew for every query: without a schema, each would infer it again.
reader = spark.read.options(header=True, escape='"', multiLine=True)
schema = reader.csv(file, inferSchema=True).schema
cars = reader.schema(schema).csv(file)
step("load")

words = ["fuel", "transmission"]
chosen = cars.select("price", "year", "odometer", "manufacturer", *words)
step("select")

clean = chosen.where(
    F.col("price").between(500, 100_000)
    & F.col("odometer").between(100, 300_000)
    & (F.col("year") >= 1990)
).dropna().withColumn("label", F.log("price")).cache()
rows = clean.count()
step("clean")

share = F.pmod(F.xxhash64(F.lit(42), *chosen.columns), F.lit(1_000_000))
train, test = clean.where(share < 700_000), clean.where(share >= 700_000)
step("split")

codes = [word + "_code" for word in words]
hots = [word + "_hot" for word in words]
stages = []
frame = train
for maker in (
    StringIndexer(inputCols=words, outputCols=codes),
    OneHotEncoder(inputCols=codes, outputCols=hots),
):
    stages.append(maker.fit(frame))
    frame = stages[-1].transform(frame)
stages.append(VectorAssembler(inputCols=["year", "odometer", *hots], outputCol="features"))
model = LinearRegression().fit(stages[-1].transform(frame))
step("train")


def score(frame, model):
    for stage in [*stages, model]:
        frame = stage.transform(frame)
    return frame


error = F.exp("prediction") - F.col("price")
scored = score(test, model)
step("predict")

[metrics] = scored.agg(
    F.count("*").alias("rows"),
    F.mean(F.abs(error)).alias("mae"),
    F.median(error).alias("median_error"),
).collect()
step("evaluate")

model.write().overwrite().save(path)
step("save model")

again = LinearRegressionModel.load(path)
step("load model")

one = spark.createDataFrame(
    [(2012, 60_000, "gas", "automatic")], ["year", "odometer", *words]
)
[car] = score(one, again).select(F.exp("prediction").alias("price")).collect()
step("predict one row")
clean.unpersist()  # else the next run would find it in the server's memory

answer = {"clean": rows, **metrics.asDict(), "one_car": car.price}
print(json.dumps({"seconds": seconds, "answer": answer}))
