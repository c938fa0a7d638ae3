"""Writes the numbers that boosting is measured on: Friedman's first function (J. H. Friedman,
Annals of Statistics 19, 1991) of five of the uniform columns, with noise of deviation 1.

    python learning_data.py ROWS COLUMNS FILE
"""

import sys

import numpy
import polars

rows, columns, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
random = numpy.random.default_rng(1)
x = random.random((rows, columns))
y = (
    10 * numpy.sin(numpy.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2
    + 10 * x[:, 3] + 5 * x[:, 4] + random.normal(size=rows)
)
polars.DataFrame({**{f"x{i}": x[:, i] for i in range(columns)}, "y": y}).write_parquet(path)
