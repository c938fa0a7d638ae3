"""Arrow streams as pyarrow writes and reads them, for ArrowIPCTests.

    python3 streams.py write FOLDER         writes the streams NAME.arrows and their rows NAME.txt
    python3 streams.py compare OURS THEIRS  whether pyarrow reads the same out of two streams

Needs pyarrow 26.0.1. The rows are one line each, the values of a row between tabs:

    null, true, false       numbers and times as the whole number that Arrow stores
    float bits in hex       as `3ff0000000000000` of 1.0
    decimals                unscaled
    text and bytes          in hex between quotes
    intervals               months/days/nanoseconds
    lists [a, b]            structs (a, b)            maps {k: v, l: w}
"""

import datetime
import decimal
import pathlib
import struct
import sys

import pyarrow as pa

ROWS = 64
TEXTS = ["", "a", "Ωmega", "🚗", "tab\t", "x" * 40]
CODECS = [None, "lz4", "zstd"]
WIDE = decimal.Context(prec=60)


def mixed(i):
    """A number that looks like noise and is the same everywhere."""
    return (i * 2654435761 + 12345) % 4294967296


def signed(bits):
    ends = [-(1 << bits - 1), (1 << bits - 1) - 1, 0, -1]

    def make(i):
        if i < len(ends):
            return ends[i]
        return mixed(i) * (mixed(i + 1) | 1) % (1 << bits) - (1 << bits - 1)

    return make


def unsigned(bits):
    return lambda i: (1 << bits) - 1 if i == 1 else mixed(i) * (mixed(i + 1) | 1) % (1 << bits)


def double(i):
    ends = [0.0, -0.0, float("inf"), float("-inf"), 5e-324, 1.7976931348623157e308]
    return ends[i] if i < len(ends) else (mixed(i) - (1 << 31)) / 1024


def single(i):
    return struct.unpack("f", struct.pack("f", double(i) if i not in (4, 5) else 1.5))[0]


def unscaled(digits):
    largest = 10**digits - 1
    return lambda i: [-largest, largest][i] if i < 2 else (
        mixed(i) ** 4 % (largest + 1) * (1 if i % 3 else -1)
    )


def scaled(digits, scale):
    whole = unscaled(digits)
    return lambda i: decimal.Decimal(whole(i)).scaleb(-scale, WIDE)


def text(i):
    return TEXTS[i % len(TEXTS)] + (str(i) if i % 5 == 0 else "")


def blob(i):
    return bytes((i * k) % 256 for k in range(i % 9))


def micros(i):
    return (mixed(i) - (1 << 31)) * 1_000_003


def moment(zone):
    epoch = datetime.datetime(1970, 1, 1, tzinfo=zone)
    return lambda i: epoch + datetime.timedelta(microseconds=micros(i))


def day(i):
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=i * 97 - 4000)


def with_nulls(make, phase):
    return lambda i: None if (i + phase) % 7 == 0 else make(i)


UTC = datetime.timezone.utc
SCALARS = {
    "null": (pa.null(), lambda i: None),
    "bool": (pa.bool_(), lambda i: mixed(i) % 3 == 0),
    **{f"i{n}": (getattr(pa, f"int{n}")(), signed(n)) for n in (8, 16, 32, 64)},
    **{f"u{n}": (getattr(pa, f"uint{n}")(), unsigned(n)) for n in (8, 16, 32, 64)},
    "f32": (pa.float32(), single),
    "f64": (pa.float64(), double),
    "dec9": (pa.decimal128(9, 2), scaled(9, 2)),
    "dec18": (pa.decimal128(18, 0), scaled(18, 0)),
    "dec38": (pa.decimal128(38, 18), scaled(38, 18)),
    "text": (pa.string(), text),
    "large": (pa.large_string(), text),
    "bin": (pa.binary(), blob),
    "lbin": (pa.large_binary(), blob),
    "fixed": (pa.binary(3), lambda i: bytes([i, i + 1, 255])),
    "day": (pa.date32(), day),
    "ntz": (pa.timestamp("us"), moment(None)),
    "utc": (pa.timestamp("us", tz="UTC"), moment(UTC)),
    "zone": (pa.timestamp("us", tz="Europe/Athens"), moment(UTC)),
    "clock": (pa.time64("us"), lambda i: datetime.time(i % 24, i % 60, (i * 7) % 60, i)),
    "dur": (pa.duration("us"), lambda i: datetime.timedelta(microseconds=micros(i))),
    "span": (
        pa.month_day_nano_interval(),
        lambda i: pa.MonthDayNano([i - 50, 3 * i, micros(i) * 1000 % (1 << 60)]),
    ),
    "none": (pa.int64(), lambda i: None),
}

INTS = pa.list_(pa.int32())
PAIR = pa.struct([("a", pa.int16()), ("b", pa.string())])
INNER = pa.struct([("t", pa.timestamp("us", tz="UTC"))])
DEEP = pa.struct([("d", pa.decimal128(20, 3)), ("l", pa.list_(PAIR)), ("s", INNER)])


def ints(i):
    return [None if (i + k) % 5 == 0 else i * k for k in range(i % 4)]


def pair(i):
    return {"a": None if i % 4 == 0 else i, "b": None if i % 5 == 0 else text(i)}


def some(make, i, count=3):
    return [None if (i + k) % 6 == 0 else make(i + k) for k in range(i % count)]


NESTED = {
    "list": (INTS, ints),
    "lists": (pa.list_(INTS), lambda i: some(ints, i)),
    "large": (pa.large_list(pa.large_string()), lambda i: some(text, i, 5)),
    "pair": (PAIR, pair),
    "pairs": (pa.list_(PAIR), lambda i: some(pair, i)),
    "map": (
        pa.map_(pa.string(), pa.float64()),
        lambda i: [(text(k), None if k == 2 else k / 2) for k in range(i % 4)],
    ),
    "maps": (
        pa.map_(pa.int64(), pa.list_(pa.map_(pa.string(), PAIR))),
        lambda i: [(k, some(lambda j: [("p", pair(j))], i + k)) for k in range(i % 3)],
    ),
    "deep": (
        DEEP,
        lambda i: {
            "d": None if i % 3 == 0 else scaled(20, 3)(i),
            "l": None if i % 4 == 0 else some(pair, i),
            "s": None if i % 5 == 0 else {"t": moment(UTC)(i)},
        },
    ),
    "three": (pa.list_(pa.int8(), 3), lambda i: [i % 100, None, -1]),
    "bits": (pa.list_(pa.bool_()), lambda i: [k % 3 == i % 3 for k in range(i % 20)]),
    "empty": (pa.struct([]), lambda i: {}),
}


def table(columns):
    """The columns with a null in every seventh row, each column in other ones."""
    schema = pa.schema([pa.field(n, t) for n, (t, _) in columns.items()])
    arrays = [
        pa.array([with_nulls(make, phase)(i) for i in range(ROWS)], type)
        for phase, (type, make) in enumerate(columns.values())
    ]
    return pa.record_batch(arrays, schema=schema)


def pieces(batch):
    """Slices that begin within a byte of the validity, one of them empty."""
    return [batch.slice(0, 13), batch.slice(13, 0), batch.slice(13, 30), batch.slice(43)]


def number(array):
    """The column as pyarrow stores it: times as whole numbers."""
    if pa.types.is_temporal(array.type) and not pa.types.is_interval(array.type):
        return array.cast(pa.int32() if pa.types.is_date32(array.type) else pa.int64())
    return array


def values(array):
    """The text of every value of an array."""
    type = array.type
    if pa.types.is_map(type):
        return nested(array, lambda a, b: render_map(array, a, b))
    if pa.types.is_fixed_size_list(type):
        return [
            render_list(array.values, i * type.list_size, (i + 1) * type.list_size)
            if array[i].is_valid
            else "null"
            for i in range(len(array))
        ]
    if pa.types.is_list(type) or pa.types.is_large_list(type):
        return nested(array, lambda a, b: render_list(array.values, a, b))
    if pa.types.is_struct(type):
        # `field` leaves the nulls of the struct itself aside; they are told here.
        members = [values(array.field(k)) for k in range(type.num_fields)]
        return [
            "(" + ", ".join(m[i] for m in members) + ")" if array[i].is_valid else "null"
            for i in range(len(array))
        ]
    return [scalar(type, v) for v in number(array).to_pylist()]


def nested(array, render):
    offsets = array.offsets.to_pylist()
    ranges = zip(offsets, offsets[1:])
    return [render(a, b) if array[i].is_valid else "null" for i, (a, b) in enumerate(ranges)]


def render_map(array, a, b):
    keys, items = (values(part.slice(a, b - a)) for part in (array.keys, array.items))
    return "{" + ", ".join(f"{key}: {item}" for key, item in zip(keys, items)) + "}"


def render_list(items, a, b):
    return "[" + ", ".join(values(items.slice(a, b - a))) + "]"


def scalar(type, value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if pa.types.is_float64(type):
        return struct.pack(">d", value).hex()
    if pa.types.is_float32(type):
        return struct.pack(">f", value).hex()
    if pa.types.is_decimal(type):
        return str(int(value.scaleb(type.scale, WIDE)))
    if isinstance(value, str):
        return f'"{value.encode().hex()}"'
    if isinstance(value, bytes):
        return f'"{value.hex()}"'
    if isinstance(value, pa.MonthDayNano):
        return f"{value.months}/{value.days}/{value.nanoseconds}"
    return str(value)


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in {"scalars": SCALARS, "nested": NESTED}.items():
        batch = table(columns)
        batch.validate(full=True)
        rows = zip(*(values(column) for column in batch.columns))
        (folder / f"{name}.txt").write_text("".join("\t".join(row) + "\n" for row in rows))
        for codec in CODECS:
            options = pa.ipc.IpcWriteOptions(compression=codec)
            path = folder / (f"{name}.{codec}.arrows" if codec else f"{name}.arrows")
            with pa.ipc.new_stream(str(path), batch.schema, options=options) as writer:
                for piece in pieces(batch):
                    writer.write_batch(piece)


def compare(ours, theirs):
    ours, theirs = (pa.ipc.open_stream(path).read_all() for path in (ours, theirs))
    ours.validate(full=True)
    if not ours.equals(theirs, check_metadata=True):
        sys.exit(f"differs:\n{ours}\n{theirs}")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(pathlib.Path(sys.argv[2]))
    else:
        compare(*sys.argv[2:])
