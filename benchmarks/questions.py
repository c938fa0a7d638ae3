"""The ten questions about groups and the five about joins of db-benchmark (H2O.ai, since kept by
DuckDB Labs): Stoa against DuckDB's own shell, and against the DuckDB that Stoa has inside, which is
a later version; each on a table in memory, each answer a new table."""

import json
import re
import subprocess
from pathlib import Path

import report
from harness import CACHE, HERE, Sample, fail, in_turns, peers, stoa

# As the benchmark's generators have them, with K = 100 and no nulls; N is put in.
GROUPS = """
SELECT 'id' || lpad((1 + floor(random() * 100))::INT::VARCHAR, 3, '0') AS id1,
  'id' || lpad((1 + floor(random() * 100))::INT::VARCHAR, 3, '0') AS id2,
  'id' || lpad((1 + floor(random() * N / 100))::INT::VARCHAR, 10, '0') AS id3,
  (1 + floor(random() * 100))::BIGINT AS id4, (1 + floor(random() * 100))::BIGINT AS id5,
  (1 + floor(random() * N / 100))::BIGINT AS id6, (1 + floor(random() * 5))::BIGINT AS v1,
  (1 + floor(random() * 15))::BIGINT AS v2, round(random() * 100, 6) AS v3
FROM range(N)
"""
KEYS = """
  (1 + floor(random() * greatest(N / 1e6, 1)))::BIGINT AS id1,
  (1 + floor(random() * N / 1e3))::BIGINT AS id2
"""
JOINS = {
    "x": f"SELECT *, 'id' || id1 AS id4, 'id' || id2 AS id5, 'id' || id3 AS id6, "
         f"round(random() * 100, 6) AS v1 FROM (SELECT {KEYS}, "
         "(1 + floor(random() * N))::BIGINT AS id3 FROM range(N))",
    "small": "SELECT i + 1 AS id1, 'id' || (i + 1) AS id4, round(random() * 100, 6) AS v2 "
             "FROM range(greatest(N // 1000000, 1)) r(i)",
    "medium": "SELECT i + 1 AS id2, 'id' || (i + 1) AS id5, round(random() * 100, 6) AS v2 "
              "FROM range(N // 1000) r(i)",
    "big": "SELECT i + 1 AS id3, 'id' || (i + 1) AS id6, round(random() * 100, 6) AS v2 "
           "FROM range(N) r(i)",
}
# What is asked: its name, the pipeline, the same in SQL.
QUESTIONS = [
    ("sum v1 by id1", "x | summarize v1 = sum(v1) by id1",
     "SELECT id1, sum(v1) AS v1 FROM x GROUP BY id1"),
    ("sum v1 by id1, id2", "x | summarize v1 = sum(v1) by id1, id2",
     "SELECT id1, id2, sum(v1) AS v1 FROM x GROUP BY id1, id2"),
    ("sum v1, mean v3 by id3", "x | summarize v1 = sum(v1), v3 = mean(v3) by id3",
     "SELECT id3, sum(v1) AS v1, avg(v3) AS v3 FROM x GROUP BY id3"),
    ("mean v1 to v3 by id4",
     "x | summarize v1 = mean(v1), v2 = mean(v2), v3 = mean(v3) by id4",
     "SELECT id4, avg(v1) AS v1, avg(v2) AS v2, avg(v3) AS v3 FROM x GROUP BY id4"),
    ("sum v1 to v3 by id6", "x | summarize v1 = sum(v1), v2 = sum(v2), v3 = sum(v3) by id6",
     "SELECT id6, sum(v1) AS v1, sum(v2) AS v2, sum(v3) AS v3 FROM x GROUP BY id6"),
    ("median, deviation of v3 by id4, id5",
     "x | summarize m = median(v3), s = stddev(v3) by id4, id5",
     "SELECT id4, id5, quantile_cont(v3, 0.5) AS m, stddev(v3) AS s FROM x GROUP BY id4, id5"),
    ("max v1 - min v2 by id3", "x | summarize r = max(v1) - min(v2) by id3",
     "SELECT id3, max(v1) - min(v2) AS r FROM x GROUP BY id3"),
    ("largest two v3 by id6",
     "x | derive r = row_number() by id6 sort v3 desc | where r <= 2 | select id6, v3",
     "SELECT id6, v3 FROM (SELECT id6, v3, row_number() OVER (PARTITION BY id6 ORDER BY v3 DESC) "
     "AS r FROM x) WHERE r <= 2"),
    ("r² of v1, v2 by id2, id4", "x | summarize r = correlation(v1, v2) by id2, id4 | derive r = r * r",
     "SELECT id2, id4, pow(corr(v1, v2), 2) AS r FROM x GROUP BY id2, id4"),
    ("sum v3, count by six",
     "x | summarize v3 = sum(v3), n = count() by id1, id2, id3, id4, id5, id6",
     "SELECT id1, id2, id3, id4, id5, id6, sum(v3) AS v3, count(*) AS n FROM x "
     "GROUP BY id1, id2, id3, id4, id5, id6"),
]
JOINED = [
    ("small, by an int", "x | join small on id1",
     "SELECT x.*, small.id4 AS id4_right, v2 FROM x JOIN small USING (id1)"),
    ("medium, by an int", "x | join medium on id2",
     "SELECT x.*, medium.id5 AS id5_right, v2 FROM x JOIN medium USING (id2)"),
    ("medium, all of the left", "x | join medium on id2 kind left",
     "SELECT x.*, medium.id5 AS id5_right, v2 FROM x LEFT JOIN medium USING (id2)"),
    ("medium, by a text", "x | join medium on id5",
     "SELECT x.*, medium.id2 AS id2_right, v2 FROM x JOIN medium USING (id5)"),
    ("big, by an int", "x | join big on id3",
     "SELECT x.*, big.id6 AS id6_right, v2 FROM x JOIN big USING (id3)"),
]


def table(name: str, query: str, rows: int) -> Path:
    """A generated file, made once."""
    path = CACHE / f"questions-{name}-{rows}.parquet"
    if not path.exists():
        query = re.sub(r"\bN\b", str(rows), query)
        subprocess.run(
            [peers() / "duckdb", "-c", f"SELECT setseed(0.42); COPY ({query}) TO '{path}'"],
            check=True, stdout=subprocess.DEVNULL)
    return path


def answered(cell: dict) -> float:
    """The seconds from a line to the last row of its answer, after which the history is written:
    the peers keep none."""
    return (cell["duration_ms"] - sum(
        step["duration_ms"] for step in cell["steps"] if step["step"] == "record")) / 1000


def asked(title: str, tables: dict[str, Path], questions, repeats: int) -> report.Section:
    folder = next(iter(tables.values())).parent
    session = folder / f"questions-{title.split(',')[0]}.stoa"
    lines = [":set cache off"]
    lines += [f'{name} = load "{path}" | cache' for name, path in tables.items()]
    for number, (_, pipeline, _) in enumerate(questions):
        # The last line lets go of the answer.
        lines += [f"q{number} = {pipeline} | cache", f"q{number} | count", f"q{number} = range 1..1"]
    session.write_text("\n".join(lines) + "\n")
    script = [f"CREATE TABLE {name} AS FROM '{path}';" for name, path in tables.items()]
    script += [".timer on"]
    for number, (*_, query) in enumerate(questions):
        script += [f"CREATE TABLE q{number} AS {query};", f"SELECT count(*) AS n FROM q{number};",
                   f"DROP TABLE q{number};"]

    def ours():
        return stoa(session)[1]

    def theirs():
        done = subprocess.run(
            [peers() / "duckdb", "-csv"], input="\n".join(script), text=True, capture_output=True)
        if done.returncode:
            fail(done.stderr)
        return done.stdout

    queries = [query for *_, query in questions]

    def inside():
        done = subprocess.run(
            [peers() / "python", HERE / "questions_duckdb.py"], text=True, capture_output=True,
            input=json.dumps({"tables": {n: str(p) for n, p in tables.items()}, "queries": queries}))
        if done.returncode:
            fail(done.stderr)
        return json.loads(done.stdout)

    mine, peer, same = in_turns(repeats, ours, theirs, inside)
    times = [[float(t) for t in re.findall(r"real ([0-9.]+)", text)] for text in peer]
    counts = [int(n) for n in re.findall(r"^n\n(\d+)$", peer[0], re.MULTILINE)]
    rows = []
    for number, (name, *_) in enumerate(questions):
        cells = [[c for c in s["cells"] if c["source"].startswith(f"q{number} =")][0] for s in mine]
        [count] = [c for c in mine[0]["cells"] if c["source"] == f"q{number} | count"]
        if count["results"][0][0]["count"] != counts[number]:
            fail(f"`{name}` has other rows than DuckDB's")
        rows.append(report.Comparison(
            name, Sample([answered(c) for c in cells]), "DuckDB's shell",
            Sample([t[3 * number] for t in times])))
        rows.append(report.Comparison(
            name, rows[-1].ours, f"DuckDB {same[0]['version']} in Python",
            Sample([s["seconds"][number] for s in same])))
    together = f"all {len(questions)} together"
    own = Sample([
        sum(answered(c) for c in s["cells"] if re.match(r"q\d+ = x", c["source"]))
        for s in mine])
    rows += [
        report.Comparison(
            together, own, "DuckDB's shell", Sample([sum(t[::3]) for t in times])),
        report.Comparison(
            together, own, f"DuckDB {same[0]['version']} in Python",
            Sample([sum(s["seconds"]) for s in same])),
    ]
    return report.Section(
        title,
        "From the line to the last row of the answer, a new table in the engine's memory, let go of "
        "before the next question; the number of its rows is the same on both sides. Stoa's record "
        "in the history, written after the answer, stands above, under a statement's overhead.",
        rows, "")


def sections(repeats: int) -> list[report.Section]:
    found = []
    for rows in (1_000_000, 10_000_000):
        groups = {"x": table("groups", GROUPS, rows)}
        joins = {name: table(name, query, rows) for name, query in JOINS.items()}
        found.append(asked(f"Groups, {rows:,} rows", groups, QUESTIONS, repeats))
        found.append(asked(f"Joins, {rows:,} rows", joins, JOINED, repeats))
    return found
