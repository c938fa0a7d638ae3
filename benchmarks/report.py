"""The benchmarks' report, as Markdown: every number in it was measured in this run."""

import re
import statistics
from dataclasses import dataclass, field

from harness import Sample, machine

# The parts of the page, in order.
PARTS = ["here", "shell", "learning", "spark"]


def facts() -> list[tuple[str, str]]:
    """The machine and the versions, looked up before anything loads the machine."""
    return machine()


def time(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.2f} µs"
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"


def spread(sample: Sample) -> str:
    return f"{time(sample.median)} ± {time(sample.spread / 2)}"


@dataclass
class Comparison:
    """The same work by Stoa and by a peer."""

    name: str
    ours: Sample
    peer: str
    theirs: Sample

    header = ("what", "Stoa", "peer", "its time", "Stoa ÷ peer")

    def cells(self) -> list[str]:
        ratio = self.ours.median / self.theirs.median
        return [self.name, spread(self.ours), self.peer, spread(self.theirs), f"{ratio:.2f}"]


@dataclass
class Peaks:
    """The most memory that the processes of both held, in bytes."""

    name: str
    ours: list[int]
    peer: str
    theirs: list[int]

    header = Comparison.header

    def cells(self) -> list[str]:
        ours, theirs = statistics.median(self.ours), statistics.median(self.theirs)
        return [
            self.name, f"{ours / 1024**2:.0f} MiB", self.peer, f"{theirs / 1024**2:.0f} MiB",
            f"{ours / theirs:.2f}",
        ]


@dataclass
class Figure:
    """A time, and the limit that it should keep, where there is one."""

    name: str
    sample: Sample
    limit: float | None = None

    header = ("what", "time", "limit", "kept")

    def cells(self) -> list[str]:
        if self.limit is None:
            return [self.name, spread(self.sample), "", ""]
        kept = "yes" if self.sample.median <= self.limit else "no"
        return [self.name, spread(self.sample), time(self.limit), kept]


@dataclass
class Rate:
    """A number of rows and the time that they took."""

    name: str
    sample: Sample
    rows: int

    header = ("what", "time", "rows a second")

    def cells(self) -> list[str]:
        return [self.name, spread(self.sample), f"{self.rows / self.sample.median:,.0f}"]


@dataclass
class Fact:
    """What one run said, in words."""

    name: str
    values: list[str]

    def cells(self) -> list[str]:
        return [self.name, *self.values]


@dataclass
class Section:
    title: str
    abstract: str
    rows: list[Comparison | Peaks] | list[Figure] | list[Rate] | list[Fact]
    note: str
    header: tuple[str, ...] | None = None
    # What stands beside the page, by name.
    files: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        note = ["", self.note] if self.note else []
        return [
            f"## {self.title}", "", self.abstract, "",
            *table(self.header or self.rows[0].header, [row.cells() for row in self.rows]), *note, "",
        ]


def table(header, rows) -> list[str]:
    return [
        "| " + " | ".join(row) + " |"
        for row in [header, ["---"] * len(header), *rows]
    ]


def part(name: str, sections: list[Section], facts: list[tuple[str, str]]) -> str:
    """What was measured in one run, with the commit, the day and the processor."""
    known = dict(facts)
    lines = [
        f"<!-- {name} -->",
        f"_Stoa {known['Stoa']}, {known['date']}, {known['processor']}, "
        f"load before {known['load before']}:_", ""]
    for section in sections:
        lines += section.lines()
    return "\n".join([*lines, f"<!-- end of {name} -->", ""])


def text(
    before: str, parts: dict[str, str], machine: list[tuple[str, str]], rows: int, size: int,
    repeats: int
) -> str:
    """The page: the parts that were measured now, and of the page before those that were not."""
    lines = [
        "# Benchmarks", "",
        "Written by `make bench` from what it measured; edit `report.py`, not this page. Times are "
        f"medians of {repeats} runs after one that warms the file cache, ± half the distance "
        "between their quartiles; the runs of Stoa and of its peer take turns. The answers of both "
        "are compared, and a run whose answers differ is no result. The file has "
        f"{rows:,} generated cars in 25 columns, {size / 1e9:.2f} GB. Each part was measured in one "
        "run, with the commit, on the day and on the processor that stand above it.", "",
    ]
    for name in PARTS:
        old = re.search(f"<!-- {name} -->.*?<!-- end of {name} -->\n", before, re.DOTALL)
        found = parts.get(name) or (old and old.group())
        if found:
            lines.append(found)
    lines += ["## Measured on", "", *table(("what", "is"), [
        list(fact) for fact in machine if fact[0] not in ("Stoa", "date", "load before")]), ""]
    return "\n".join(lines)
