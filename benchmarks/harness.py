"""What every measurement needs: the peers' programs, the data, repeated runs, the machine."""

import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
STOA = ROOT / ".build" / "release" / "stoa"
CACHE = Path(
    os.environ.get("STOA_CACHE")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stoa"
)


@dataclass
class Sample:
    """Repeated measurements of one thing, in seconds."""

    seconds: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """The distance between the quartiles."""
        low, _, high = statistics.quantiles(self.seconds, n=4, method="inclusive")
        return high - low


def fail(message: str, hint: str = "") -> None:
    print(f"bench: {message}" + (f"\n       {hint}" if hint else ""), file=sys.stderr)
    raise SystemExit(1)


def peers(requirements: str = "requirements.txt") -> Path:
    """The folder of the programs to compare with, installed once for each list of versions."""
    wanted = HERE / requirements
    tag = hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]
    folder = CACHE / f"bench-{tag}-py{sys.version_info.major}.{sys.version_info.minor}"
    if not (folder / "ready").exists():
        print("bench: installing the peers", file=sys.stderr)
        if subprocess.run([sys.executable, "-m", "venv", "--clear", folder]).returncode:
            fail("this Python has no venv", "apt-get install python3-venv")
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        if subprocess.run([*pip, "--disable-pip-version-check", "-r", wanted]).returncode:
            fail("pip could not install the peers", "mend what it says above")
        (folder / "ready").touch()
    return folder / "bin"


def cars(rows: int) -> Path:
    """A file of generated cars, made once for each form of the generator."""
    first = subprocess.run(
        [STOA, "generate", "cars", "--rows", "1000", "--to", "-"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
    )
    tag = hashlib.sha256(first.stdout).hexdigest()[:12]
    path = CACHE / f"cars-{rows}-{tag}.csv"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [STOA, "generate", "cars", "--rows", str(rows), "--to", path], check=True
        )
    return path


def timed(command: list) -> tuple[float, str]:
    """The time of a command from its start to its end, and what it printed."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment(), cwd=HERE)
    seconds = time.perf_counter() - start
    if done.returncode:
        fail(f"`{' '.join(map(str, command))}` ended with status {done.returncode}")
    return seconds, done.stdout.decode()


@dataclass
class Process:
    """What one process printed, took and held."""

    seconds: float
    processor_seconds: float
    peak_bytes: int
    text: str


def watched(command: list, **variables) -> Process:
    """Runs a command, and asks the system for what that process alone used."""
    start = time.perf_counter()
    child = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, env={**environment(), **variables},
        cwd=HERE,
    )
    text = child.stdout.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    if child.returncode:
        fail(f"`{' '.join(map(str, command))}` ended with status {child.returncode}")
    return Process(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, text)


def in_turns(repeats: int, *runs) -> list[list]:
    """Runs each in turn, so that whatever else the machine does falls on all alike; the first
    turn warms the file cache and is thrown away. Gives the results of each run."""
    results = [[run() for run in runs] for _ in range(repeats + 1)][1:]
    return [list(column) for column in zip(*results)]


_store = tempfile.TemporaryDirectory(prefix="stoa-bench-")


def environment() -> dict[str, str]:
    """The environment of a run: the user's, but for a store of Stoa's that is thrown away."""
    return {**os.environ, "STOA_HOME": _store.name}


def stoa(session: str | Path, **params) -> tuple[float, dict]:
    """Replays a session file: the time of the whole process, and the report of the session."""
    settings = [part for name, value in params.items() for part in ("--set", f"{name}={value}")]
    seconds, text = timed([STOA, "run", session, "--json", *settings])
    return seconds, json.loads(text)


def answers(report: dict) -> list[list[dict]]:
    """The tables that a session showed, in order, each as a list of rows."""
    return [table for cell in report["cells"] for table in cell["results"]]


def machine() -> list[tuple[str, str]]:
    """What the figures were measured on and with."""

    def first_line(command: list) -> str:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.stdout.decode().strip().split("\n")[0]

    def field(path: str, name: str) -> str:
        for line in Path(path).read_text().splitlines():
            if line.startswith(name):
                return line.split(":", 1)[1].strip().strip('"')
        return "unknown"

    lines = Path("/etc/os-release").read_text().splitlines()
    release = dict(line.split("=", 1) for line in lines if "=" in line)
    memory = int(field("/proc/meminfo", "MemTotal").split()[0]) / 1024**2
    processor = field("/proc/cpuinfo", "model name")
    bin = peers()
    packages = [
        line for name in ("requirements.txt", "requirements-spark.txt")
        for line in (HERE / name).read_text().split()
    ]
    return [
        ("processor", f"{processor}, {os.cpu_count()} cores ({platform.machine()})"),
        ("memory", f"{memory:.1f} GiB"),
        ("system", f"{release['PRETTY_NAME'].strip(chr(34))}, Linux {platform.release()}"),
        ("load before", "{:.2f}".format(os.getloadavg()[0])),
        ("Stoa", first_line(["git", "-C", ROOT, "describe", "--always", "--dirty"])),
        ("Swift", first_line(["swift", "--version"])),
        ("Python", first_line([bin / "python", "--version"])),
        ("peers", ", ".join(dict.fromkeys(packages))),
        ("DuckDB's shell", first_line([bin / "duckdb", "--version"])),
        ("date", time.strftime("%Y-%m-%d")),
    ]
