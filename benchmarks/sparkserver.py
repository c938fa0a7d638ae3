"""A Spark Connect server and an HDFS of the benchmarks' own, shared by Stoa and PySpark."""

import getpass
import json
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness import CACHE, STOA, Process, environment, fail, peers, watched

NAME = "bench"
SPARK = CACHE / "spark-4.3.0"
BLOCK = 64 * 1024**2


@dataclass
class Server:
    """Where the server and its file system are."""

    endpoint: str
    hdfs: str
    webhdfs: str

    def stoa(self, session: Path, **params) -> tuple[Process, dict]:
        """Replays a session file on the server: the process, and the report of the session."""
        settings = [p for name, value in params.items() for p in ("--set", f"{name}={value}")]
        process = watched([
            STOA, "run", session, "--json", "--no-cache", "--engine", "spark", "--connect",
            self.endpoint, *settings,
        ])
        return process, json.loads(process.text)

    def pyspark(self, script: Path, *arguments) -> tuple[Process, dict]:
        """Runs a script with the PySpark that came with Spark: the process, and its answer."""
        process = watched(
            [peers("requirements-spark.txt") / "python", script, self.endpoint, *arguments],
            PYTHONPATH=str(SPARK),
        )
        return process, json.loads(process.text)

    def put(self, file: Path, name: str) -> str:
        """Copies a file into HDFS, in blocks of 64 MiB, and gives its path."""
        query = f"op=CREATE&overwrite=true&blocksize={BLOCK}&noredirect=true"
        query += f"&user.name={getpass.getuser()}"
        ask = urllib.request.Request(f"{self.webhdfs}/{name}?{query}", method="PUT")
        with urllib.request.urlopen(ask) as answer:
            place = json.load(answer)["Location"]
        with file.open("rb") as content:
            size = {"Content-Length": str(file.stat().st_size)}
            send = urllib.request.Request(place, data=content, headers=size, method="PUT")
            urllib.request.urlopen(send).close()
        return f"{self.hdfs}/{name}"

    def has(self, name: str) -> bool:
        """Whether a path is in HDFS."""
        try:
            urllib.request.urlopen(f"{self.webhdfs}/{name}?op=GETFILESTATUS").close()
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return False
        return True


@contextmanager
def server():
    """Starts Spark on two cores and HDFS with one DataNode, and stops them at the end."""
    up = [STOA, "cluster", "up", "--name", NAME, "--workers", "0", "--cores", "2"]
    up += ["--memory", "3g", "--hdfs", "1", "--replication", "1", "--json"]
    done = subprocess.run(up, stdout=subprocess.PIPE, env=environment())
    try:
        if done.returncode:
            fail("the cluster did not start", "mend what it says above")
        where = json.loads(done.stdout)
        yield Server(where["endpoint"], where["hdfs"], where["webhdfs"])
    finally:
        down = [STOA, "cluster", "down", "--name", NAME, "--delete"]
        subprocess.run(down, stdout=subprocess.DEVNULL, env=environment(), check=False)
