#!/usr/bin/env python3
"""Draws docs/session.svg: a real session at a real terminal, typed into the release program.

Needs tmux. The lines are typed as a user would, and the screen is drawn as the terminal has it.
"""
import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

WIDTH = 104
LINES = [
    'cars = load "samples/cars.csv"',
    'clean = cars | where price between 500 and 100000 and odometer > 0 | select price, year, odometer, fuel | drop missing',
    'clean | summarize n = count(), me\tan(price), median(odometer) by fuel | sort n desc',
    ':view',
    'train, test = clean | split 0.7 seed 42',
    'lm = train | fit linear log(price) ~ year + odometer + fuel',
    'lm',
    'row year = 2015, odometer = 60000, fuel = "gas" | predict lm | derive price = exp(prediction)',
    'clean | where prise > 3',
]
COLORS = {
    30: "#3b4252", 31: "#d3565f", 32: "#7ba05b", 33: "#c9a24a", 34: "#5b8bc0", 35: "#a074b0",
    36: "#4fa3ad", 37: "#d8dee9", 90: "#7b8494",
}
CELL_WIDTH, LINE_HEIGHT, MARGIN = 8.4, 18, 16


def tmux(*words, **options):
    return subprocess.run(["tmux", "-L", "stoa-picture", *words], check=True, text=True, **options)


def screen():
    return tmux("capture-pane", "-p", "-e", "-S", "-", "-t", "s", stdout=subprocess.PIPE).stdout


def wait_for(text):
    deadline = time.monotonic() + 60
    while text not in re.sub(r"\x1b\[[0-9;]*m", "", screen()):
        if time.monotonic() > deadline:
            sys.exit(f"the screen never showed {text!r}:\n{screen()}")
        time.sleep(0.05)


def record(program):
    home = tempfile.mkdtemp()
    tmux("-f", "/dev/null", "new-session", "-d", "-s", "s", "-x", str(WIDTH), "-y", "300",
         f"env STOA_HOME={home} TERM=xterm-256color {program}")
    try:
        for number, line in enumerate(LINES, 1):
            wait_for(f"In {number}:")
            for place, part in enumerate(line.split("\t")):
                if place:
                    # Tab shows what may stand there, and the line goes on below.
                    tmux("send-keys", "-t", "s", "Tab")
                    wait_for(f"In {number}: {line.split(chr(9))[0]}\n  ")
                    time.sleep(0.3)
                tmux("send-keys", "-t", "s", "-l", part)
            tmux("send-keys", "-t", "s", "Enter")
        wait_for(f"In {len(LINES) + 1}:")
        return screen().rstrip().split("\n")
    finally:
        tmux("kill-server")
        shutil.rmtree(home, ignore_errors=True)


def spans(line):
    """Pieces of a line, each with its style."""
    color, bold, dim = None, False, False
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if not piece.startswith("\x1b["):
            if piece:
                yield piece, color, bold, dim
            continue
        for code in [int(word or 0) for word in piece[2:-1].split(";")]:
            if code == 0:
                color, bold, dim = None, False, False
            elif code == 1:
                bold = True
            elif code == 2:
                dim = True
            elif code == 22:
                bold, dim = False, False
            elif code == 39:
                color = None
            elif code in COLORS:
                color = COLORS[code]


def draw(lines):
    width = WIDTH * CELL_WIDTH + 2 * MARGIN
    height = len(lines) * LINE_HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" font-family="DejaVu Sans Mono, Menlo, Consolas, '
        'monospace" font-size="14">',
        f'<rect width="{width:g}" height="{height:g}" rx="8" fill="#20242c"/>',
    ]
    for row, line in enumerate(lines):
        y = MARGIN + row * LINE_HEIGHT + 13
        column = 0
        for text, color, bold, dim in spans(line):
            if text.strip():
                style = f' fill="{color or "#d8dee9"}"'
                style += ' font-weight="bold"' if bold else ""
                style += ' opacity="0.6"' if dim else ""
                parts.append(
                    f'<text x="{MARGIN + column * CELL_WIDTH:g}" y="{y}" xml:space="preserve" '
                    f'textLength="{len(text) * CELL_WIDTH:g}"{style}>{html.escape(text)}</text>')
            column += len(text)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    root = pathlib.Path(__file__).resolve().parent.parent
    program = root / ".build/release/stoa"
    if not program.exists():
        sys.exit("build the program first: make build")
    (root / "docs/session.svg").write_text(draw(record(program)), encoding="utf-8")
