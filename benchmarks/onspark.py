"""The measurements on Apache Spark: Stoa and PySpark as clients of the same server."""

import math
from pathlib import Path

import learning
import report
from harness import HERE, Sample, answers, fail, in_turns, stoa
from sparkserver import Server, server

# The paper's steps: the cells of steps.stoa that make up each, and the marks of steps_pyspark.py.
STEPS = [
    ("start", (), ("start",)),
    ("load", ("cars =",), ("load",)),
    ("select, clean", ("chosen =", "clean =", "clean | cache"), ("select", "clean")),
    ("split", ("train, test =",), ("split",)),
    ("train", ("lm =",), ("train",)),
    ("predict, evaluate", ("scored =", "scored\n"), ("predict", "evaluate")),
    ("save the model", ("lm | save",), ("save model",)),
    ("load the model", ("again =",), ("load model",)),
    ("predict one row", ("row ",), ("predict one row",)),
]


def sections(file: Path, repeats: int) -> list[report.Section]:
    """All of them, on a server that is there for as long as they take."""
    with server() as spark:
        return [attach(spark, repeats), fetch(spark, repeats), steps(spark, file, repeats), tree(spark, repeats)]


def same(name: str, ours: float, theirs: float, tolerance: float) -> None:
    if not math.isclose(ours, theirs, rel_tol=tolerance):
        fail(f"{name} differs: Stoa says {ours}, PySpark {theirs}")


def comparison(name: str, ours: list[float], theirs: list[float]) -> report.Comparison:
    return report.Comparison(name, Sample(ours), "PySpark", Sample(theirs))


def cell(session: dict, start: str) -> dict:
    """The one cell of a session whose source begins so."""
    [found] = [c for c in session["cells"] if f"{c['source']}\n".startswith(start)]
    return found


def attach(spark: Server, repeats: int) -> report.Section:
    """From no connection to the first row."""
    mine, peer = in_turns(
        repeats, lambda: spark.stoa(HERE / "attach.stoa"),
        lambda: spark.pyspark(HERE / "attach_pyspark.py"))
    [[row]] = answers(mine[0][1])
    same("the first row", row["n"], peer[0][1]["answer"], 0)
    own = [(s["start_up_ms"] + s["duration_ms"]) / 1000 for _, s in mine]
    return report.Section(
        "On Spark: attaching to a running server",
        "From no connection to the first row of `range 1..1`. PySpark's clock starts when its "
        "libraries are imported, Stoa's when its `main` begins.",
        [
            comparison("first row, without the start", own, [a["seconds"] for _, a in peer]),
            comparison(
                "first row, the whole process", [p.seconds for p, _ in mine],
                [p.seconds for p, _ in peer]),
        ],
        "")


def fetch(spark: Server, repeats: int) -> report.Section:
    """A result so large that reading it is the client's work."""
    mine, peer = in_turns(
        repeats, lambda: spark.stoa(HERE / "fetch.stoa"),
        lambda: spark.pyspark(HERE / "fetch_pyspark.py"))
    ours = [[t for t in cell(s, ":bench")["steps"] if t["step"] == "execute"] for _, s in mine]
    [sums] = cell(mine[0][1], "big |")["results"][0]
    for name, value in peer[0][1]["answer"].items():
        same(name, sums[name], value, 1e-12)
    return report.Section(
        "On Spark: fetching a million rows",
        "Two ints, a float and a text, made by the same SQL, to the last row: `:bench` and "
        "`toArrow`, the second of two in each process. `toArrow` keeps the table; Stoa decodes "
        "each batch and lets it go. The process's own figures are of its whole life.",
        [
            comparison(
                "1,000,000 rows", [runs[1]["duration_ms"] / 1000 for runs in ours],
                [a["warm"] for _, a in peer]),
            comparison(
                "processor time of the client", [p.processor_seconds for p, _ in mine],
                [p.processor_seconds for p, _ in peer]),
            report.Peaks(
                "most memory of the client", [p.peak_bytes for p, _ in mine], "PySpark",
                [p.peak_bytes for p, _ in peer]),
        ],
        "")


def steps(spark: Server, file: Path, repeats: int) -> report.Section:
    """The ten steps of the paper."""
    path = spark.put(file, "cars.csv")
    mine, peer = in_turns(
        repeats,
        lambda: spark.stoa(HERE / "steps.stoa", file=path, model=f"{spark.hdfs}/models/stoa"),
        lambda: spark.pyspark(HERE / "steps_pyspark.py", path, f"{spark.hdfs}/models/pyspark"))
    for name in ("models/stoa", "models/pyspark"):
        if not spark.has(name):
            fail(f"the model was saved, and {name} is not in HDFS")
    session, answer = mine[0][1], peer[0][1]["answer"]
    [metrics] = cell(session, "scored\n")["results"][0]
    [count] = cell(session, "clean | count")["results"][0]
    [car] = cell(session, "row ")["results"][0]
    same("the number of clean rows", next(iter(count.values())), answer["clean"], 0)
    # The two split by hashes of their own: what is of the test share differs by chance.
    chance = 5 / math.sqrt(answer["rows"])
    same("the rows of the test share", metrics["rows"], answer["rows"], chance)
    same("the mean error", metrics["mae"], answer["mae"], chance)
    same("the price of one car", car["price"], answer["one_car"], chance)

    ours = [[own_seconds(s, cells) for _, cells, _ in STEPS] for _, s in mine]
    theirs = [[sum(a["seconds"][m] for m in marks) for *_, marks in STEPS] for _, a in peer]
    rows = [
        comparison(name, [run[n] for run in ours], [run[n] for run in theirs])
        for n, (name, *_) in enumerate(STEPS)
    ]
    rows.append(comparison("in sum", list(map(sum, ours)), list(map(sum, theirs))))
    return report.Section(
        "On Spark: the paper's steps",
        "The file is in HDFS and the models go there. Both infer the types (PySpark's "
        "`inferSchema` from the whole file, Stoa from a sample of it), select first, keep "
        "the clean rows in Spark's memory and split by a hash. The start is the connection, with "
        "Stoa's process and without Python's. A split only names two frames. The paper's own "
        "figures are not beside these: they have not been read at their source.",
        rows,
        f"Both keep {answer['clean']:,} rows; the mean error {metrics['mae']:.0f} and "
        f"{answer['mae']:.0f}, the price of one car {car['price']:.0f} and "
        f"{answer['one_car']:.0f}.")


def tree(spark: Server, repeats: int) -> report.Section:
    """A tree of the check-ins on the board, and by MLlib on the same two cores."""
    file = learning.visits(learning.VISITS)
    path = spark.put(file, "visits.parquet")
    mine, peer = in_turns(
        repeats, lambda: stoa(HERE / "shallow.stoa", visits_file=file)[1],
        lambda: spark.pyspark(HERE / "tree_pyspark.py", path)[1])
    fits = [learning.fit_seconds(s, "shallow") for s in mine]
    return report.Section(
        "A tree on the board, and on Spark",
        f"Depth 5, {learning.VISITS:,} check-ins: the embedded engine, and MLlib on a server with the "
        "same two cores, both from a frame in memory. Stoa's `fit` takes the columns out of the "
        "engine, numbers the classes, cuts bins and trains, the first time in its process. MLlib "
        "does the like as a pipeline of `StringIndexer`, `VectorAssembler` and the tree; `alone` is "
        "the tree on rows that were indexed, assembled and cached before.",
        [
            comparison(name, fits, [a[part][place] for a in peer])
            for name, part, place in (
                ("tree, depth 5, from the frame; MLlib's first", "whole", 0),
                ("the same; MLlib's second", "whole", 1),
                ("from the frame; MLlib's tree alone, second", "alone", 1),
            )
        ],
        f"MLlib's tree has {peer[0]['nodes']} nodes.")


def own_seconds(session: dict, starts: tuple[str, ...]) -> float:
    """The seconds of the cells that begin so; without any, of the start up to the first."""
    if not starts:
        return session["start_up_ms"] / 1000
    return sum(cell(session, start)["duration_ms"] for start in starts) / 1000
