"""The measurements of learning on the board: Stoa against scikit-learn, LightGBM and XGBoost."""

import json
import subprocess
import tempfile
from pathlib import Path

import chart
import report
from harness import CACHE, HERE, STOA, Sample, answers, environment, in_turns, peers, stoa, timed

# As many as the paper had.
VISITS = 87_908
NUMBERS = 1_000_000


def visits(rows: int) -> Path:
    """The check-ins with their places and the weather, as learning reads them."""
    path = CACHE / f"visits-{rows}.parquet"
    if path.exists():
        return path
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("checkins", rows), ("venues", 12_000), ("weather", 731)):
            subprocess.run(
                [STOA, "generate", name, "--rows", str(count), "--to", f"{folder}/{name}"],
                check=True, stderr=subprocess.DEVNULL)
        session = (HERE / "visits.stoa").read_text()
        for name in ("checkins", "venues", "weather", "visits"):
            session = session.replace(f"FOLDER/{name}", f"{folder}/{name}")
        file = Path(folder) / "visits.stoa"
        file.write_text(session)
        subprocess.run([STOA, "run", file], check=True, stdout=subprocess.DEVNULL,
                       env=environment())
        Path(f"{folder}/visits.parquet").rename(path)
    return path


def numbers(rows: int, columns: int = 10) -> Path:
    path = CACHE / f"friedman-{rows}-{columns}.parquet"
    if not path.exists():
        program = [peers() / "python", HERE / "learning_data.py"]
        subprocess.run([*program, str(rows), str(columns), path], check=True)
    return path


def fit_seconds(session: dict, name: str) -> float:
    """How long the fit of a model took, with the fetch of its columns from the engine."""
    [cell] = [c for c in session["cells"] if c["source"].startswith(f"{name} =")]
    [step] = [s for s in cell["steps"] if s["step"] == "fit"]
    return step["duration_ms"] / 1000


def cell_seconds(session: dict, start: str) -> float:
    [cell] = [c for c in session["cells"] if c["source"].startswith(start)]
    return cell["duration_ms"] / 1000


def sections(repeats: int) -> list[report.Section]:
    places, friedman = visits(VISITS), numbers(NUMBERS)
    python = peers() / "python"

    def ours():
        return stoa(HERE / "learning.stoa", visits_file=places, numbers_file=friedman)[1]

    def theirs():
        return json.loads(timed([python, HERE / "learning_peers.py", places, friedman])[1])

    mine, peer = in_turns(repeats, ours, theirs)

    def row(what: str, name: str, other: str, key: str) -> report.Comparison:
        return report.Comparison(
            what, Sample([fit_seconds(s, name) for s in mine]), other,
            Sample([p["seconds"][key] for p in peer]))

    tables = answers(mine[0])
    rmse, hits = tables[1][0]["rmse"], tables[2][0]["hits"]
    said = peer[0]["answers"]
    return [
        report.Section(
            "Learning on the board",
            f"Training alone. The check-ins are {VISITS:,} rows with 8 columns and some 350 "
            f"classes, the numbers {NUMBERS:,} rows of 10 columns (Friedman's first function). "
            "Stoa's time has the fetch of the columns from the engine's memory in it, the peers' "
            "begins with their arrays. Two threads each.",
            [
                row("tree, depth 5", "shallow", "scikit-learn, exact", "shallow"),
                row("tree, depth 30, entropy", "deep", "scikit-learn, exact", "deep"),
                row("forest, 100 trees, depth 10", "forest", "scikit-learn", "forest"),
                row("boosting, 100 rounds, depth 6", "boosted", "LightGBM", "lightgbm"),
                row("boosting, 100 rounds, depth 6", "boosted", "XGBoost, hist", "xgboost"),
                report.Comparison(
                    "predict, 100 boosted trees",
                    Sample([cell_seconds(s, "numbers | predict boosted | summ") for s in mine]),
                    "LightGBM", Sample([p["seconds"]["predict lightgbm"] for p in peer])),
                report.Comparison(
                    "predict, tree of depth 30",
                    Sample([cell_seconds(s, "visits | predict deep") for s in mine]),
                    "scikit-learn", Sample([p["seconds"]["predict deep"] for p in peer])),
            ],
            f"RMSE of boosting on the training rows: {rmse:.4f}; LightGBM {said['lightgbm']:.4f}, "
            f"XGBoost {said['xgboost']:.4f}. The deep tree knows {hits:,} of its rows again, "
            f"scikit-learn's {said['hits']:,}."),
        scoring(places, repeats),
        tradeoffs(places, repeats),
        growth(repeats),
    ]


def tradeoffs(places: Path, repeats: int) -> report.Section:
    """The paper's figures 11 and 12, and the tree that its cluster could not grow."""
    def run():
        return stoa(HERE / "tradeoffs.stoa", visits_file=places)[1]

    [runs] = in_turns(max(2, repeats // 2), run)
    depths, shares, large = answers(runs[-1])
    rows = [
        report.Fact(
            f"{r['max_depth']}, {r['impurity']}", [f"70 %", f"{r['accuracy']:.4f}",
            f"{r['train_ms']:.0f} ms", f"{r['nodes']:,}", f"{r['memory_mb']:.0f} MiB"])
        for r in depths
    ] + [
        report.Fact(
            f"{r['max_depth']}, {r['impurity']}", [r["training"], f"{r['accuracy']:.4f}",
            f"{r['train_ms']:.0f} ms", f"{r['nodes']:,}", f"{r['memory_mb']:.0f} MiB"])
        for r in shares
    ] + [
        report.Fact(
            f"{r['max_depth']}, {r['impurity']}", ["95 %", f"{r['accuracy']:.4f}",
            f"{r['train_ms']:.0f} ms", f"{r['nodes']:,}", f"{r['memory_mb']:.0f} MiB"])
        for r in large
    ]
    return report.Section(
        "What accuracy costs",
        f"Tries as in `sessions/tradeoffs.stoa.md`, on {VISITS:,} check-ins, as many as the paper had: accuracy "
        "on the rows that were kept apart. The last row is the tree for which the paper's cluster "
        "had not memory enough. Memory is the growth of the process's peak while it trained. One "
        "run of several.",
        rows, "", header=("depth, impurity", "trained on", "accuracy", "time", "nodes", "memory"))


def growth(repeats: int) -> report.Section:
    """How a training grows with rows, columns, classes and depth."""
    figures: list[report.Rate] = []
    panels: list[chart.Panel] = []

    def measured(title: str, session: str, names: dict[str, str], runs: list[tuple]) -> None:
        """`runs` has for each place on the axis what it is called, its rows and its parameters."""
        lines = {name: [] for name in names}
        for place, what, rows, parameters in runs:
            def run(parameters=parameters):
                return stoa(HERE / session, **parameters)[1]

            [sessions] = in_turns(2 if rows > 1_000_000 else repeats, run)
            for name, model in names.items():
                sample = Sample([fit_seconds(s, name) for s in sessions])
                figures.append(report.Rate(f"{model}, {what}", sample, rows))
                lines[name].append((place, sample.median))
        panels.append(chart.Panel(title, [(names[name], line) for name, line in lines.items()]))

    models = {"tree": "tree, depth 10", "boosted": "boosting, 20 rounds"}
    measured("by rows, 10 columns", "growth.stoa", models, [
        (rows, f"{rows:,} rows", rows, {"numbers_file": numbers(rows)})
        for rows in (10_000, 100_000, 1_000_000, 10_000_000)])
    measured("by columns, 100,000 rows", "growth.stoa", models, [
        (columns, f"{columns} columns", 100_000, {"numbers_file": numbers(100_000, columns)})
        for columns in (5, 10, 20, 40, 80)])
    places = visits(VISITS)
    measured("by classes, 10,000 check-ins", "growth_visits.stoa", {"tree": "tree, depth 10"}, [
        (classes, f"{classes} classes", 10_000, {"visits_file": places, "classes": classes})
        for classes in (10, 30, 100, 300)])
    measured("by depth, 10,000 check-ins", "growth_visits.stoa", {"tree": "tree, entropy"}, [
        (depth, f"depth {depth}", 10_000, {"visits_file": places, "depth": depth})
        for depth in (5, 10, 15, 20, 30)])
    return report.Section(
        "How training grows",
        "Friedman's first function of the columns, and check-ins of the commonest kinds of venue; "
        "the fetch of the columns is in it. The largest was measured twice, the others as often "
        "as said above.\n\n![How training grows](growth.svg)",
        figures, "", files={"growth.svg": chart.svg(panels)})


def scoring(places: Path, repeats: int) -> report.Section:
    """One row, and millions of them."""
    def ours():
        return stoa(HERE / "score.stoa", visits_file=places)[1]

    def theirs():
        return json.loads(timed([peers() / "python", HERE / "score_peers.py", places])[1])

    mine, peer = in_turns(repeats, ours, theirs)

    def cells(start: str) -> list[dict]:
        return [c for s in mine for c in s["cells"] if c["source"].startswith(start)]

    # The cell does it ten thousand times.
    ones = [c["duration_ms"] / 1000 / 10_000 for c in cells(":bench")]
    rows = cells("crowd | predict")[0]["results"][0][0]["rows"]

    def rate(what: str, start: str) -> report.Rate:
        return report.Rate(what, Sample([c["duration_ms"] / 1000 for c in cells(start)]), rows)

    mean = "crowd | predict m | summarize rows = count(), p"
    trees = Sample([p["seconds"] for p in peer])
    ratio = Sample([c["duration_ms"] / 1000 for c in cells(mean)]).median / trees.median
    return report.Section(
        "Scoring with a tree of depth 15 and some 350 classes",
        "One row that is written out, with its table, in this process: the mean of ten thousand. "
        "And a frame in the engine's memory, beside a tree of one split, which does little more than "
        "take the columns out of the engine and give it the answers, and beside a sum over the same "
        "columns, which does next to nothing but read them; scikit-learn says in which leaves its "
        "tree's rows are, and a table of the leaves what they are.",
        [report.Rate("one row", Sample(ones), 1),
         rate("predict, the mean probability", mean),
         rate("predict with one split, the mean probability", "crowd | predict stump"),
         rate("predict, the classes counted", "crowd | predict m | summarize rows = count(), c"),
         rate("a sum over the columns", "crowd | summarize"),
         report.Rate("scikit-learn, the mean probability", trees, rows)],
        f"The mean probability: {ratio:.2f} of scikit-learn's time.")
