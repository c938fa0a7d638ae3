"""Draws how times grow: panels of lines over logarithmic axes, as SVG."""

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT, EDGE = 300, 220, 46
COLOURS = ["#1f6f8b", "#b5532a"]


@dataclass
class Panel:
    """Lines over one axis: each has a name, and points of a place and its seconds."""

    title: str
    lines: list[tuple[str, list[tuple[float, float]]]]


def short(number: float) -> str:
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:g}{sign}"
    return f"{number:g}"


def seconds(time: float) -> str:
    return f"{time:g} s" if time >= 1 else f"{time * 1000:g} ms"


def drawn(panel: Panel, left: float, top: float) -> list[str]:
    points = [point for _, line in panel.lines for point in line]
    xs = sorted({x for x, _ in points})
    low, high = math.log10(xs[0]), math.log10(xs[-1])
    bottom = math.floor(math.log10(min(y for _, y in points)))
    upper = math.ceil(math.log10(max(y for _, y in points)))
    upper += upper == bottom

    def x(value):
        return left + EDGE + (math.log10(value) - low) / (high - low) * (WIDTH - EDGE - 20)

    def y(value):
        share = (math.log10(value) - bottom) / (upper - bottom)
        return top + HEIGHT - EDGE - share * (HEIGHT - EDGE - 34)

    parts = [f'<text class="title" x="{left + EDGE}" y="{top + 18}">{escape(panel.title)}</text>']
    for power in range(bottom, upper + 1):
        at = y(10.0**power)
        parts.append(
            f'<line class="grid" x1="{left + EDGE}" x2="{left + WIDTH - 20}" y1="{at:.1f}"'
            f' y2="{at:.1f}"/><text x="{left + EDGE - 6}" y="{at + 4:.1f}" text-anchor="end">'
            f"{seconds(10.0**power)}</text>")
    for value in xs:
        parts.append(
            f'<text x="{x(value):.1f}" y="{top + HEIGHT - EDGE + 18}" text-anchor="middle">'
            f"{short(value)}</text>")
    for number, (name, line) in enumerate(panel.lines):
        colour = COLOURS[number]
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in line)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        parts += [
            f'<circle fill="{colour}" r="3" cx="{x(a):.1f}" cy="{y(b):.1f}"/>' for a, b in line]
        parts.append(
            f'<text fill="{colour}" x="{left + EDGE + number * 130}" y="{top + HEIGHT - 6}">'
            f"{escape(name)}</text>")
    return parts


def svg(panels: list[Panel]) -> str:
    rows = (len(panels) + 1) // 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDTH}" height="{rows * HEIGHT}">',
        "<style>text{font:11px sans-serif;fill:#444}.title{font-size:13px;font-weight:bold}"
        ".grid{stroke:#ddd}</style>",
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, panel in enumerate(panels):
        parts += drawn(panel, number % 2 * WIDTH, number // 2 * HEIGHT)
    return "\n".join([*parts, "</svg>", ""])
