"""The measurements of learning on the board: Stoa against scikit-learn, LightGBM and XGBoost."""

import json
import subprocess
import tempfile
from pathlib import Path

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


def numbers(rows: int) -> Path:
    path = CACHE / f"friedman-{rows}.parquet"
    if not path.exists():
        subprocess.run(
            [peers() / "python", HERE / "learning_data.py", str(rows), path], check=True)
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
    """How a training grows with the rows."""
    figures = []
    for rows in (10_000, 100_000, 1_000_000, 10_000_000):
        file = numbers(rows)

        def run(file=file):
            return stoa(HERE / "growth.stoa", numbers_file=file)[1]

        [runs] = in_turns(2 if rows > 1_000_000 else repeats, run)
        for name, what in (("tree", "tree, depth 10"), ("boosted", "boosting, 20 rounds")):
            figures.append(
                report.Rate(f"{what}, {rows:,} rows",
                            Sample([fit_seconds(s, name) for s in runs]), rows))
    return report.Section(
        "How training grows",
        "Friedman's first function, 10 columns; the fetch of the columns is in it. The largest "
        "was measured twice, the others as often as said above.",
        figures, "")
