#!/usr/bin/env python3
"""Writes the shares of lines that tests have run, by module, into a page.

    llvm-cov export -summary-only … | coverage.py PAGE

What is generated from other people's protocols, and the packages that we use, are left out.
"""
import collections
import datetime
import json
import pathlib
import re
import sys

START, END = "<!-- coverage -->", "<!-- end of coverage -->"

page = pathlib.Path(sys.argv[1])
sums = collections.defaultdict(lambda: [0, 0])
for file in json.load(sys.stdin)["data"][0]["files"]:
    found = re.search(r"/Sources/(\w+)/(.*)", file["filename"])
    if not found or found[2].startswith("Generated/") or "/checkouts/" in file["filename"]:
        continue
    lines = file["summary"]["lines"]
    for module in (found[1], "all"):
        sums[module][0] += lines["covered"]
        sums[module][1] += lines["count"]
rows = [
    f"| {name} | {count:,} | {100 * covered / count:.1f} % |"
    for name, (covered, count) in sorted(sums.items(), key=lambda item: (item[0] == "all", item[0]))
]
table = "\n".join([
    START, f"As `scripts/coverage.sh` counted on {datetime.date.today()}, with Spark and HDFS:", "",
    "| module | lines | run by tests |", "| --- | --: | --: |", *rows, END,
])
text = page.read_text()
page.write_text(re.sub(f"{START}.*?{END}", lambda _: table, text, flags=re.DOTALL))
print(table)
