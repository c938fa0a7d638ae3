"""The measurements of the shell at a terminal: a pseudo-terminal, typed at as a person would."""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

import report
from harness import STOA, Sample, environment, peers

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>][A-Z0-9]?")
# What a program asks its terminal, and waits for: the colour of the background, the attributes,
# the place of the cursor.
ANSWERS = {
    b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\", b"\x1b[c": b"\x1b[?62c",
    b"\x1b[6n": b"\x1b[1;1R",
}


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command: list):
        self.pid, self.descriptor = pty.fork()
        if not self.pid:
            os.execvpe(
                str(command[0]), list(map(str, command)),
                {**environment(), "TERM": "xterm", "LANG": "C.UTF-8"})
        size = struct.pack("HHHH", 50, 120, 0, 0)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, size)
        self.text = ""

    def wait(self, mark: str, seconds: float = 60) -> None:
        """Reads until something is on the screen that was not there before."""
        end = time.perf_counter() + seconds
        while mark not in self.text:
            ready, _, _ = select.select([self.descriptor], [], [], end - time.perf_counter())
            if not ready:
                raise TimeoutError(f"no {mark!r} after {self.text[-500:]!r}")
            data = os.read(self.descriptor, 65536)
            for question, answer in ANSWERS.items():
                if question in data:
                    os.write(self.descriptor, answer)
            self.text += ESCAPES.sub("", data.decode(errors="replace"))
        self.text = self.text.split(mark, 1)[1]

    def type(self, text: str) -> None:
        os.write(self.descriptor, text.encode())

    def resident(self) -> int:
        """Bytes of memory that the process holds now."""
        with open(f"/proc/{self.pid}/status") as status:
            [line] = [line for line in status if line.startswith("VmRSS")]
        return int(line.split()[1]) * 1024

    def close(self) -> None:
        os.close(self.descriptor)
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)


def first_prompt(command: list, mark: str) -> tuple[float, int]:
    """The time to the first prompt, and the memory that is held there."""
    start = time.perf_counter()
    terminal = Terminal(command)
    terminal.wait(mark)
    seconds = time.perf_counter() - start
    memory = terminal.resident()
    terminal.close()
    return seconds, memory


def completion() -> tuple[float, float]:
    """From the Tab to the list, in a session with 500 columns; and to a word that is one way."""
    terminal = Terminal([STOA, "--no-history"])
    terminal.wait("In 1: ")
    columns = ", ".join(f"column_{n} = {n}" for n in range(500))
    terminal.type(f"wide = row {columns}\r")
    terminal.wait("In 2: ")
    line = "wide | where column_7 > 3 | derive c = column_8 + 1 | select "
    terminal.type(line + "column_49")
    terminal.wait("column_49")
    start = time.perf_counter()
    terminal.type("\t")
    terminal.wait("column_499")
    listed = time.perf_counter() - start
    terminal.type("7, column_2 | summ")
    terminal.wait("summ")
    start = time.perf_counter()
    terminal.type("\t")
    # The terminal is sent what was not there yet.
    terminal.wait("arize")
    completed = time.perf_counter() - start
    terminal.close()
    return listed, completed


def sections(repeats: int) -> list[report.Section]:
    duckdb = peers() / "duckdb"
    runs = max(10, 2 * repeats)
    ipython = [peers() / "python", "-m", "IPython", "--no-banner", "-i", "-c", "import pandas"]
    ours, theirs, notebooks, tabs = [], [], [], []
    for _ in range(runs + 1):
        ours.append(first_prompt([STOA, "--no-history"], "In 1: "))
        theirs.append(first_prompt([duckdb], " D "))
        notebooks.append(first_prompt(ipython, "In [1]: "))
        tabs.append(completion())
    ours, theirs, notebooks, tabs = ours[1:], theirs[1:], notebooks[1:], tabs[1:]
    others = [("DuckDB's shell", theirs), ("IPython with pandas", notebooks)]
    return [
        report.Section(
            "At the prompt",
            f"On a pseudo-terminal, {runs} processes each: from the start to the first prompt, and "
            "the memory that the process holds there.",
            [
                *(
                    report.Comparison(
                        "the first prompt", Sample([s for s, _ in ours]), name,
                        Sample([s for s, _ in peer]))
                    for name, peer in others),
                *(
                    report.Peaks(
                        "memory at the prompt", [m for _, m in ours], name, [m for _, m in peer])
                    for name, peer in others),
            ],
            ""),
        report.Section(
            "Completion",
            "In a session with a frame of 500 columns, in the fourth stage of a pipeline: from the "
            "Tab to the last line of the list on the screen, and to a word that is completed.",
            [
                report.Figure("ten columns listed", Sample([a for a, _ in tabs]), limit=0.01),
                report.Figure("a verb completed", Sample([b for _, b in tabs]), limit=0.01),
            ],
            ""),
    ]
