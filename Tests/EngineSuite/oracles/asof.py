"""The expected rows of cases/asof.stoatest, by pandas.merge_asof. Run: python3 asof.py"""

import pandas as pd

sales = pd.DataFrame(
    [("n", "2024-01-01T10:00:00", 1), ("n", "2024-01-01T12:00:00", 2),
     ("n", "2024-01-02T00:00:00", 3), ("s", "2024-01-01T09:00:00", 4),
     ("s", "2024-01-01T11:00:00", 5), ("q", "2024-01-01T11:00:00", 6)],
    columns=["shop", "t", "amount"])
prices = pd.DataFrame(
    [("n", "2024-01-01T11:00:00", 1.5), ("n", "2024-01-01T12:00:00", 1.6),
     ("n", "2024-01-03T00:00:00", 1.7), ("s", "2024-01-01T10:00:00", 2.0)],
    columns=["shop", "t", "price"])
for frame in (sales, prices):
    frame["t"] = pd.to_datetime(frame["t"])

# Rows with a null key or a null time are left out here: in Stoa they find nothing, by rule.
joined = pd.merge_asof(sales.sort_values("t"), prices.sort_values("t"), on="t", by="shop")
print(joined.sort_values("amount")[["amount", "price"]].to_string(index=False))
