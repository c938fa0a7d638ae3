"""The expected figures of `describe` in cases/pivot.stoatest, by pandas.

Run: python3 describe.py
"""

import pandas as pd

frame = pd.DataFrame({
    "k": ["a", "b", "b", None], "v": [1, 2, 3, 6], "x": [0.5, None, 2.5, 4.5]})
for name in frame:
    column = frame[name]
    there = column.dropna()
    print(
        name, column.count(), column.isna().sum(), column.nunique(), there.min(), there.max())
    if name != "k":
        print("  ", column.mean(), repr(column.std()), list(column.quantile([0.25, 0.5, 0.75])))
