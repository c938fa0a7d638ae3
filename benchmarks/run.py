"""Measures Stoa against its peers, and writes what it measured to README.md.

    python3 benchmarks/run.py [--rows 2000000] [--repeats 5] [--only here|shell|learning|spark]

`make bench` builds the release first. `--only` measures one part, and leaves the others in README.md
as they were; `here` is what needs no cluster. With another number of rows README.md is left alone.
"""

import argparse
import csv
import io
import json
import math
import re
import subprocess
import tempfile
import time
from pathlib import Path

import learning
import onspark
import questions
import report
import shell
from harness import (
    HERE, STOA, Sample, answers, cars, fail, in_turns, peers, stoa, timed, watched,
)

FULL_ROWS = 2_000_000


def same(name: str, ours: float, theirs: float, tolerance: float) -> None:
    """A fast wrong answer is no result."""
    if not math.isclose(ours, theirs, rel_tol=tolerance):
        fail(f"{name} differs: Stoa says {ours}, the peer {theirs}")


def pipeline(file: Path, repeats: int) -> report.Section:
    """The paper's pipeline: Stoa and Polars with scikit-learn."""
    python = peers() / "python"

    peaks: list[list[int]] = [[], []]

    def run(place: int, command: list) -> tuple[float, dict]:
        process = watched(command)
        peaks[place].append(process.peak_bytes)
        return process.seconds, json.loads(process.text)

    mine, peer = in_turns(
        repeats,
        lambda: run(0, [STOA, "run", HERE / "cars.stoa", "--json", "--set", f"file={file}"]),
        lambda: run(1, [python, HERE / "cars_polars.py", file]))
    count, metrics, car = answers(mine[0][1])
    answer = peer[0][1]["answer"]
    rows = next(iter(count[0].values()))
    same("the number of clean rows", rows, answer["rows"], 0)
    # The two split by random numbers of their own, so that the figures of the test share differ
    # by chance: with some 500,000 rows, by far less than one part in a hundred.
    for name in ("rmse", "mae", "r2"):
        same(name, metrics[0][name], answer[name], 0.01)
    same("the price of one car", car[0]["prediction"], answer["one_car"], 0.01)
    fits = [learning.fit_seconds(session, "lm") for _, session in mine]
    return report.Section(
        "The paper's pipeline",
        "Load, select, clean, split, fit a linear regression, predict and evaluate. Both read the "
        "file anew in every run; neither has a result cache. The fit takes the training share of the "
        "clean frame out of memory.",
        [
            report.Comparison(
                "pipeline, without the start of the process",
                Sample([r["duration_ms"] / 1000 for _, r in mine]),
                "Polars + scikit-learn", Sample([r["seconds"] for _, r in peer])),
            report.Comparison(
                "pipeline, the whole process", Sample([s for s, _ in mine]),
                "Polars + scikit-learn", Sample([s for s, _ in peer])),
            report.Comparison(
                "fit alone, the clean frame in memory", Sample(fits),
                "Polars + scikit-learn", Sample([r["fit"] for _, r in peer])),
            report.Comparison(
                "fit on the warm frame ÷ the peer's pipeline", Sample(fits),
                "Polars + scikit-learn", Sample([r["seconds"] for _, r in peer])),
            report.Peaks(
                "memory at the peak", peaks[0][1:], "Polars + scikit-learn", peaks[1][1:]),
        ],
        f"Both keep {rows:,} rows; test RMSE {metrics[0]['rmse']:.1f} and {answer['rmse']:.1f}, "
        f"R² {metrics[0]['r2']:.4f} and {answer['r2']:.4f}, the price of one car "
        f"{car[0]['prediction']:.0f} and {answer['one_car']:.0f}.")


def relational(file: Path, repeats: int) -> report.Section:
    """The relational part: Stoa and DuckDB's own shell."""
    shell = peers() / "duckdb"
    query = (HERE / "makers.sql").read_text().replace("FILE", str(file).replace("'", "''"))

    def ours():
        return stoa(HERE / "makers.stoa", file=file)

    def theirs():
        return timed([shell, "-csv", "-c", query])

    mine, peer = in_turns(repeats, ours, theirs)
    [table] = answers(mine[0][1])
    expected = list(csv.DictReader(io.StringIO(peer[0][1])))
    same("the number of makers", len(table), len(expected), 0)
    for row, other in zip(table, expected):
        if row["manufacturer"] != other["manufacturer"]:
            fail(f"the makers differ: {row['manufacturer']} and {other['manufacturer']}")
        for name in ("n", "mean_price", "mean_odometer"):
            same(f"{name} of {row['manufacturer']}", row[name], float(other[name]), 1e-9)
    return report.Section(
        "The relational part",
        "Select, clean, group by maker, sort: the same question to Stoa and to DuckDB's shell.",
        [
            report.Comparison(
                "makers, the whole process", Sample([s for s, _ in mine]),
                "DuckDB's shell", Sample([s for s, _ in peer]))
        ],
        f"The {len(table)} rows agree to 1e-9.")


def asked_again(file: Path, repeats: int) -> report.Section:
    """The question of `relational`, asked a second time in the same session."""
    shell = peers() / "duckdb"
    query = (HERE / "makers.sql").read_text().replace("FILE", str(file).replace("'", "''"))
    pipeline = (HERE / "makers.stoa").read_text().splitlines()[-1]

    def ours() -> tuple[float, dict]:
        with tempfile.NamedTemporaryFile("w", suffix=".stoa") as session:
            # With a limit that no price reaches, as answers outlive a session.
            text = pipeline.replace("load file", f'load "{file}"')
            text += f" | where n < {10 ** 9 + time.monotonic_ns() % 10 ** 9}"
            session.write(f"{text}\n{text}\n")
            session.flush()
            return stoa(session.name)

    def theirs() -> tuple[float, str]:
        done = subprocess.run(
            [shell, "-csv"], input=f".timer on\n{query}\n{query}\n", text=True,
            capture_output=True, check=True)
        return [float(t) for t in re.findall(r"real ([0-9.]+)", done.stdout)]

    mine, peer = in_turns(repeats, ours, theirs)
    pairs = [session["cells"][-2:] for _, session in mine]
    if any(not second["cached"] or first["cached"] for first, second in pairs):
        fail("the second answer is not the first, kept")
    return report.Section(
        "Asked again",
        "The relational part twice in a session. Stoa keeps answers until the file changes; "
        "DuckDB's shell keeps none and reads the file again.",
        [
            report.Comparison(
                name, Sample([pair[place]["duration_ms"] / 1000 for pair in pairs]),
                "DuckDB's shell", Sample([times[place] for times in peer]))
            for place, name in enumerate(["asked first", "asked again"])
        ],
        "")


def overhead(repeats: int) -> report.Section:
    """From parsing to rendering, without the engine's own time: ten stages on four rows."""
    stages = (
        "cars | where price > {n} | derive age = 2021 - year | derive tax = price * 0.24"
        " | rename cost = price | select maker, age, cost, tax | where cost is not null"
        " | summarize n = count(), mean(cost), max(tax) by maker | sort mean_cost desc"
        " | skip 0 | take 5"
    )
    head = (
        'cars = table (maker string, year int, price float) [("ford", 2012, 9500.0), '
        '("bmw", 2015, 21000.0), ("ford", 2018, 17000.0), ("kia", 2010, 5200.0)]\n'
    )
    count = 200
    rows = []
    for name, setting in (("result cache on", ""), ("result cache off", ":set cache off\n")):
        runs = []
        for repeat in range(repeats + 1):
            # Another number in every statement and every run, so that no answer is a cached one.
            lines = (stages.format(n=repeat * count + n) for n in range(count))
            with tempfile.NamedTemporaryFile("w", suffix=".stoa") as file:
                file.write(setting + head + "\n".join(lines) + "\n")
                file.flush()
                _, session = stoa(file.name)
            runs.append(own_times(session, count))
        own, recording = zip(*runs[1:])
        rows.append(report.Figure(f"parse to render, {name}", Sample(list(own)), limit=0.003))
        rows.append(report.Figure(f"recording it, {name}", Sample(list(recording))))
    return report.Section(
        "A statement's overhead",
        "Ten stages on a frame of four rows: the time from parsing to rendering that is not the "
        "engine's (its steps `execute` and `fetch`), and that of what comes after the answer is "
        "shown: keeping it in the cache and recording it in the history. "
        f"Each run is the median of {count} statements, none of them answered from the cache.",
        rows, "")


def own_times(session: dict, count: int) -> tuple[float, float]:
    """The median seconds of the last statements up to their rendering that are not the engine's,
    and those of what is kept and recorded afterwards."""
    cells = session["cells"][-count:]
    if any(cell["cached"] for cell in cells):
        fail("a statement was answered from the cache")

    def seconds(cell: dict, *steps: str) -> float:
        return sum(s["duration_ms"] for s in cell["steps"] if s["step"] in steps) / 1000

    others = ("execute", "fetch", "keep", "record")
    own = Sample([cell["duration_ms"] / 1000 - seconds(cell, *others) for cell in cells])
    recording = Sample([seconds(cell, "keep", "record") for cell in cells])
    # What the replay does between cells is the rendering of what they showed.
    between = session["duration_ms"] - sum(c["duration_ms"] for c in session["cells"])
    return own.median + between / 1000 / len(session["cells"]), recording.median


def first_answer(repeats: int) -> report.Section:
    """A process that answers one small question and ends."""
    shell = peers() / "duckdb"
    runs = max(20, 4 * repeats)
    mine, peer = in_turns(
        runs, lambda: timed([STOA, "-c", "range 1..1 | count"]),
        lambda: timed([shell, "-c", "select count(*) from range(1)"]))
    for _, text in mine + peer:
        if not re.search(r"\b1\b", text):
            fail(f"the answer is not 1: {text}")
    return report.Section(
        "The first answer",
        "`stoa -c 'range 1..1 | count'` and `duckdb -c 'select count(*) from range(1)'`, "
        f"{runs} processes each.",
        [
            report.Comparison(
                "one answer, the whole process", Sample([s for s, _ in mine]),
                "DuckDB's shell", Sample([s for s, _ in peer]))
        ],
        "")


def generator(rows: int, repeats: int) -> report.Section:
    """How fast rows are generated."""
    figures = []
    for dataset in ("cars", "checkins", "venues", "weather"):
        def generate(name=dataset):
            return timed([STOA, "generate", name, "--rows", str(rows), "--to", "/dev/null"])

        [runs] = in_turns(repeats, generate)
        figures.append(report.Rate(f"generate {dataset}", Sample([s for s, _ in runs]), rows))
    return report.Section(
        "The generator",
        f"{rows:,} full-width rows to `/dev/null`: on a disk, the disk's speed is the limit "
        f"(a row of cars has some 630 bytes).",
        figures, "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=FULL_ROWS)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", choices=["here", "shell", "learning", "spark"])
    options = parser.parse_args()
    if options.repeats < 2:
        fail("a spread needs two repeats at least")
    if not STOA.exists():
        fail(f"there is no {STOA}", "make build")
    facts = report.facts()
    file = cars(options.rows)
    measures = {
        "here": lambda: [
            pipeline(file, options.repeats),
            relational(file, options.repeats),
            asked_again(file, options.repeats),
            overhead(options.repeats),
            first_answer(options.repeats),
            generator(options.rows, options.repeats),
        ],
        "shell": lambda: shell.sections(options.repeats) + questions.sections(options.repeats),
        "learning": lambda: learning.sections(options.repeats),
        "spark": lambda: onspark.sections(file, options.repeats),
    }
    page = HERE / "README.md"
    for name in [options.only] if options.only else report.PARTS:
        sections = measures[name]()
        part = report.part(name, sections, facts)
        print(part)
        if options.rows != FULL_ROWS:
            continue
        # What is measured is written at once: a later part may fail.
        before = page.read_text() if page.exists() else ""
        page.write_text(report.text(
            before, {name: part}, facts, options.rows, file.stat().st_size, options.repeats))
        for section in sections:
            for other, content in section.files.items():
                (HERE / other).write_text(content)


if __name__ == "__main__":
    main()
