"""Writes cases/samples.stoatest: questions about the sample files, answered by pandas.

Run: python3 samples.py > ../cases/samples.stoatest   (pandas 2 or later)
"""

from pathlib import Path

import pandas as pd

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
TYPES = {"i": "int", "f": "float", "s": "string", "d": "date", "t": "timestamp"}


def show(value, kind):
    if pd.isna(value):
        return "null"
    if kind == "i":
        return str(int(value))
    if kind == "f":
        return repr(float(value))
    if kind == "d":
        return "@" + str(value)[:10]
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def case(title, program, frame, kinds, ordered=True):
    """One case: `kinds` has a letter for the type of each column of `frame`."""
    print(f"# {title}\nrows{'' if ordered else ' unordered'}\n{program.strip()}\n----")
    print(" | ".join(f"{name} {TYPES[k]}" for name, k in zip(frame.columns, kinds)))
    for row in frame.itertuples(index=False):
        print(" | ".join(show(value, k) for value, k in zip(row, kinds)))
    print()


def one(**values):
    return pd.DataFrame([values])


print("# Questions about the sample files. Written by oracles/samples.py with pandas;")
print("# to change this file, change the script.\n")

print('''setup
cars = load "{samples}/cars.csv"
used = load "{samples}/used-cars-2005.csv"
trips = load "{samples}/recreation-demand.csv" schema (ski string, userfee string)
travel = load "{samples}/travel-mode.csv" schema (choice string)
seattle = load "{samples}/seattle-weather.csv" schema (date string)
weather = load "{samples}/weather.csv"
checkins = load "{samples}/checkins.tsv" with header = false, delimiter = "\\t" \
schema (user int, venue string, time string, offset int)
venues = load "{samples}/venues.tsv" with header = false, delimiter = "\\t" \
schema (venue string, lat float, lon float, category string, country string)
''')

cars = pd.read_csv(SAMPLES / "cars.csv")
used = pd.read_csv(SAMPLES / "used-cars-2005.csv")
trips = pd.read_csv(SAMPLES / "recreation-demand.csv")
travel = pd.read_csv(SAMPLES / "travel-mode.csv")
seattle = pd.read_csv(SAMPLES / "seattle-weather.csv", parse_dates=["date"])
weather = pd.read_csv(SAMPLES / "weather.csv", parse_dates=["date"])
checkins = pd.read_csv(
    SAMPLES / "checkins.tsv", sep="\t", header=None, names=["user", "venue", "time", "offset"])
venues = pd.read_csv(
    SAMPLES / "venues.tsv", sep="\t", header=None, keep_default_na=False,
    names=["venue", "lat", "lon", "category", "country"])
checkins["at"] = pd.to_datetime(checkins["time"], format="%a %b %d %H:%M:%S %z %Y")
checkins["local"] = checkins["at"].dt.tz_localize(None) + pd.to_timedelta(
    checkins["offset"], unit="min")

for name, frame in [
    ("cars", cars), ("used", used), ("trips", trips), ("travel", travel), ("seattle", seattle),
    ("weather", weather), ("checkins", checkins), ("venues", venues),
]:
    case(f"rows of {name}", f"{name} | count", one(count=len(frame)), "i")

case(
    "nulls of the cars' columns",
    "cars | summarize year = count(year), manufacturer = count(manufacturer), "
    "cylinders = count(cylinders), odometer = count(odometer), size = count(size), "
    "lat = count(lat)",
    one(**{c: cars[c].count() for c in
           ["year", "manufacturer", "cylinders", "odometer", "size", "lat"]}), "iiiiii")

case(
    "prices of the cars",
    "cars | summarize s = sum(price), m = mean(price), lo = min(price), hi = max(price), "
    "md = median(price), q = quantile(price, 0.95), sd = stddev(price)",
    one(s=cars.price.sum(), m=cars.price.mean(), lo=cars.price.min(), hi=cars.price.max(),
        md=cars.price.median(), q=cars.price.quantile(0.95), sd=cars.price.std()), "ifiifff")

by_maker = (
    cars.groupby("manufacturer", dropna=False)
    .agg(n=("id", "size"), m=("price", "mean"), o=("odometer", "median")).reset_index()
    .sort_values(["n", "manufacturer"], ascending=[False, True], na_position="last"))
case(
    "the makers with the most cars",
    "cars | summarize n = count(), m = mean(price), o = median(odometer) by manufacturer "
    "| sort n desc, manufacturer | take 8",
    by_maker.head(8), "siff")

clean = cars[(cars.price >= 500) & (cars.price <= 100_000) & cars.year.notna()
             & cars.odometer.notna()]
case(
    "cars that are clean enough to train on",
    "cars | where price between 500 and 100_000 | drop missing year, odometer "
    "| summarize n = count(), r = correlation(price, odometer), c = covariance(year, odometer)",
    one(n=len(clean), r=clean.price.corr(clean.odometer), c=clean.year.cov(clean.odometer)),
    "iff")

decade = (clean.assign(year=(clean.year // 10 * 10))
          .groupby("year").agg(n=("id", "size"), m=("price", "mean")).reset_index())
case(
    "cars by decade",
    "cars | where price between 500 and 100_000 | drop missing year, odometer "
    "| summarize n = count(), m = mean(price) by bin(year, 10) | sort year",
    decade, "iif")

# A cell with several fuels of one maker; no value where there is none.
table = (cars[cars.manufacturer.isin(["ford", "toyota", "tesla"]) & cars.fuel.notna()]
         .pivot_table(index="manufacturer", columns="fuel", values="price", aggfunc="max")
         .reset_index())
case(
    "the highest price by maker and fuel",
    'cars | where manufacturer in ["ford", "toyota", "tesla"] and fuel is not null '
    "| pivot fuel values max(price) by manufacturer | sort manufacturer",
    table, "s" + "i" * (len(table.columns) - 1))

case(
    "descriptions with line breaks are whole",
    "cars | summarize n = sum(length(description)), "
    'lines = count(where contains(description, "\\n"))',
    one(n=cars.description.str.len().sum(),
        lines=cars.description.str.contains("\n", regex=False).sum()), "ii")

models = cars.model.dropna()
case(
    "models whose names have a number",
    'cars | where matches(model, "[0-9]") | summarize n = count(), d = count_distinct(model)',
    one(n=models.str.contains("[0-9]").sum(), d=models[models.str.contains("[0-9]")].nunique()),
    "ii")

newest = cars.sort_values(["year", "price", "id"], ascending=[False, False, True],
                          na_position="last").head(5)
case(
    "the newest cars, the dearest of them first",
    "cars | sort id | sort year desc, price desc | take 5 | select id, year, price",
    newest[["id", "year", "price"]], "iii")

case(
    "2005 cars by cylinders",
    "used | summarize n = count(), m = mean(Price), k = mean(Mileage) by Cylinder | sort Cylinder",
    used.groupby("Cylinder").agg(n=("Price", "size"), m=("Price", "mean"), k=("Mileage", "mean"))
    .reset_index(), "iiff")

makes = (used.melt(id_vars=["Price"], value_vars=["Buick", "Cadillac", "Chevy", "Pontiac", "Saab",
                                                   "Saturn"], var_name="make")
         .query("value == 1").groupby("make").agg(n=("Price", "size"), m=("Price", "mean"))
         .reset_index())
case(
    "2005 cars by make, out of columns of zeros and ones",
    "used | unpivot Buick, Cadillac, Chevy, Pontiac, Saab, Saturn into make, is_it "
    "| where is_it == 1 | summarize n = count(), m = mean(Price) by make | sort make",
    makes, "sif")

case(
    "trips by ski and fee",
    "trips | summarize n = count(), t = sum(trips), i = mean(income) by ski, userfee "
    "| sort ski, userfee",
    trips.groupby(["ski", "userfee"]).agg(n=("trips", "size"), t=("trips", "sum"),
                                          i=("income", "mean")).reset_index(), "ssiff")

chosen = travel[travel.choice == "yes"]
case(
    "how the travellers went",
    'travel | where choice == "yes" | summarize n = count(), c = mean(gcost) by mode | sort mode',
    chosen.groupby("mode").agg(n=("gcost", "size"), c=("gcost", "mean")).reset_index(), "sif")

waits = travel.pivot_table(index="choice", columns="mode", values="wait", aggfunc="mean")
case(
    "waiting times by choice and mode",
    "travel | pivot mode values mean(wait) by choice | sort choice", waits.reset_index(), "sffff")

cheapest = travel.sort_values(["individual", "gcost", "mode"]).groupby("individual").first()
case(
    "how often the cheapest way was taken",
    "travel | derive r = row_number() by individual sort gcost, mode | where r == 1 "
    '| summarize n = count(), taken = count(where choice == "yes")',
    one(n=len(cheapest), taken=(cheapest.choice == "yes").sum()), "ii")

months = (seattle.assign(month=seattle.date.dt.month).groupby("month")
          .agg(rain=("precipitation", "sum"), high=("temp_max", "max")).reset_index())
case(
    "Seattle by month",
    'seattle | derive day = parse_date(date, "%Y/%m/%d") '
    "| summarize rain = sum(precipitation), high = max(temp_max) by month = month(day) "
    "| sort month",
    months, "iff")

weeks = (seattle.assign(week=seattle.date.dt.isocalendar().week.astype(int)).groupby("week")
         .size().reset_index(name="n"))
case(
    "Seattle's days by ISO week, at the ends of the year",
    'seattle | summarize n = count() by week = week(parse_date(date, "%Y/%m/%d")) '
    "| where week < 3 or week > 51 | sort week",
    weeks[(weeks.week < 3) | (weeks.week > 51)], "ii")

rolling = seattle.sort_values("date").assign(
    m=lambda f: f.temp_max.rolling(7, min_periods=1).mean())
warm = rolling.sort_values(["m", "date"], ascending=[False, True]).head(3)
case(
    "Seattle's warmest weeks, by the mean of seven days",
    'seattle | derive day = parse_date(date, "%Y/%m/%d"), one = 1 '
    "| derive m = mean(temp_max rows -6..0) by one sort day | derive m = round(m, 6) "
    "| sort m desc, day | take 3 | select day, m",
    warm.assign(day=warm.date, m=warm.m.round(6))[["day", "m"]], "df")

dry = seattle.assign(wet=seattle.precipitation > 0).sort_values("date")
changes = (dry.wet != dry.wet.shift()).iloc[1:].sum()
case(
    "how often Seattle's weather turned from wet to dry or back",
    'seattle | derive wet = precipitation > 0, day = parse_date(date, "%Y/%m/%d"), one = 1 '
    "| derive before = lag(wet) by one sort day | where wet != before | count",
    one(count=changes), "i")

attica = (weather.assign(date=weather.date.dt.to_period("Q").dt.start_time).groupby("date")
          .agg(n=("tmean", "size"), t=("tmean", "mean"), r=("rain", "sum")).reset_index())
case(
    "Attica by quarter",
    "weather | summarize n = count(), t = mean(tmean), r = sum(rain) "
    'by date = trunc(date, "quarter") | sort date',
    attica, "diff")

hours = checkins.assign(hour=checkins.local.dt.hour).groupby("hour").size().reset_index(name="n")
case(
    "check-ins by the hour of the place",
    'checkins | derive at = parse_timestamp(time, "%a %b %d %H:%M:%S +0000 %Y") '
    "| derive local = at + offset * 1m | summarize n = count() by hour = hour(local) | sort hour",
    hours, "ii")

days = (checkins.assign(day=checkins.local.dt.day_of_week + 1).groupby("day")
        .agg(n=("user", "size"), u=("user", "nunique")).reset_index())
case(
    "check-ins and people by the day of the week",
    'checkins | derive at = parse_timestamp(time, "%a %b %d %H:%M:%S +0000 %Y") '
    "| derive local = at + offset * 1m "
    "| summarize n = count(), u = count_distinct(user) by day = weekday(local) | sort day",
    days, "iii")

placed = checkins.merge(venues, on="venue")
top = (placed.groupby("category").agg(n=("user", "size"), v=("venue", "nunique")).reset_index()
       .sort_values(["n", "category"], ascending=[False, True]).head(6))
case(
    "the categories with the most check-ins",
    "checkins | join venues on venue "
    "| summarize n = count(), v = count_distinct(venue) by category "
    "| sort n desc, category | take 6",
    top, "sii")

case(
    "venues that nobody visited",
    "venues | join checkins on venue kind anti | count",
    one(count=len(venues[~venues.venue.isin(checkins.venue)])), "i")

hot = (placed.assign(date=placed.local.dt.normalize())
       .merge(weather, on="date").query("tmax >= 30 and local.dt.hour in [14, 15, 16, 17]"))
where = (hot.groupby("category").size().reset_index(name="n")
         .sort_values(["n", "category"], ascending=[False, True]).head(5))
case(
    "where people go on hot afternoons",
    'checkins | derive at = parse_timestamp(time, "%a %b %d %H:%M:%S +0000 %Y") '
    "| derive local = at + offset * 1m | derive date = date(local) | join weather on date "
    "| where tmax >= 30 and hour(local) between 14 and 17 | join venues on venue "
    "| summarize n = count() by category | sort n desc, category | take 5",
    where, "si")
