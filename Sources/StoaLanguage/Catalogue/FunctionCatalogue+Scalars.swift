extension FunctionCatalogue {
  static let numbers: [FunctionEntry] = [
    entry("abs", "x: number", .same(0), "The distance from zero.", "abs(-3)", "3", .numbers),
    entry("ceil", "x: number", .same(0), "The next whole number up.", "ceil(2.1)", "3.0", .numbers),
    entry(
      "floor", "x: number", .same(0), "The next whole number down.", "floor(-2.1)", "-3.0", .numbers
    ),
    entry(
      "round", "x: number, [digits: wholeNumber]", .same(0),
      "Rounded to `digits` after the point (default 0), halves away from zero.",
      "round(2.345, 1)", "2.3", .numbers),
    entry(
      "sqrt", "x: number", .float, "The square root; null below zero.", "sqrt(16)", "4.0",
      .numbers),
    entry("exp", "x: number", .float, "e to the power of x.", "exp(0)", "1.0", .numbers),
    entry(
      "ln", "x: number", .float, "The natural logarithm; null where x is not above zero.",
      "ln(1)", "0.0", .numbers),
    entry(
      "log10", "x: number", .float, "The logarithm to base 10; null where x is not above zero.",
      "log10(1000)", "3.0", .numbers),
    entry(
      "log2", "x: number", .float, "The logarithm to base 2; null where x is not above zero.",
      "log2(8)", "3.0", .numbers),
    entry(
      "log", "x: number", .float, "The natural logarithm, as formulas write it.", "log(1)", "0.0",
      .numbers),
    entry(
      "sin", "x: number", .float, "The sine of an angle in radians.", "sin(0)", "0.0", .numbers),
    entry(
      "cos", "x: number", .float, "The cosine of an angle in radians.", "cos(0)", "1.0", .numbers),
    entry(
      "tan", "x: number", .float, "The tangent of an angle in radians.", "tan(0)", "0.0", .numbers),
    entry(
      "asin", "x: number", .float, "The angle whose sine is x; null outside -1 to 1.",
      "asin(0)", "0.0", .numbers),
    entry(
      "acos", "x: number", .float, "The angle whose cosine is x; null outside -1 to 1.",
      "acos(1)", "0.0", .numbers),
    entry("atan", "x: number", .float, "The angle whose tangent is x.", "atan(0)", "0.0", .numbers),
    entry(
      "atan2", "y: number, x: number", .float, "The angle of the point (x, y), in radians.",
      "atan2(0, 1)", "0.0", .numbers),
    entry("sign", "x: number", .int, "-1, 0 or 1.", "sign(-2.5)", "-1", .numbers),
    entry(
      "least", "a: ordered, b: ordered…", .common(from: 0),
      "The smallest of its arguments that are not null.", "least(3, 1, 2)", "1", .numbers),
    entry(
      "greatest", "a: ordered, b: ordered…", .common(from: 0),
      "The largest of its arguments that are not null.", "greatest(3, 1, 2)", "3", .numbers),
    entry(
      "clamp", "x: ordered, low: ordered, high: ordered", .common(from: 0),
      "x, or the nearer bound where x is outside.", "clamp(12, 0, 10)", "10", .numbers),
  ]

  static let text: [FunctionEntry] = [
    entry("length", "s: text", .int, "The number of characters.", "length(\"Αθήνα\")", "5", .text),
    entry("lower", "s: text", .string, "In lower case.", "lower(\"Ford\")", "\"ford\"", .text),
    entry("upper", "s: text", .string, "In upper case.", "upper(\"Ford\")", "\"FORD\"", .text),
    entry(
      "trim", "s: text", .string, "Without the blanks at both ends.", "trim(\" a \")", "\"a\"",
      .text),
    entry(
      "ltrim", "s: text", .string, "Without the blanks at its beginning.", "ltrim(\" a \")",
      "\"a \"", .text),
    entry(
      "rtrim", "s: text", .string, "Without the blanks at its end.", "rtrim(\" a \")", "\" a\"",
      .text),
    entry(
      "replace", "s: text, old: text, new: text", .string, "With every `old` replaced by `new`.",
      "replace(\"a-b-c\", \"-\", \"+\")", "\"a+b+c\"", .text),
    entry(
      "substring", "s: text, start: int, [length: int]", .string,
      "From character `start`, the first being 1, for `length` characters or to the end.",
      "substring(\"Piraeus\", 2, 3)", "\"ira\"", .text),
    entry(
      "starts_with", "s: text, prefix: text", .bool, "Whether it begins with `prefix`.",
      "starts_with(\"Piraeus\", \"Pi\")", "true", .text),
    entry(
      "ends_with", "s: text, suffix: text", .bool, "Whether it ends with `suffix`.",
      "ends_with(\"Piraeus\", \"us\")", "true", .text),
    entry(
      "contains", "s: text, part: text", .bool, "Whether `part` is in it.",
      "contains(\"Piraeus\", \"rae\")", "true", .text),
    entry(
      "matches", "s: text, pattern: text", .bool,
      "Whether a regular expression is found in it.", "matches(\"F-150\", \"[0-9]+\")", "true",
      .text),
    entry(
      "extract", "s: text, pattern: text, [group: wholeNumber]", .string,
      "What a regular expression found, or its group; null where it found nothing.",
      "extract(\"8 cylinders\", \"[0-9]+\")", "\"8\"", .text),
    entry(
      "split_part", "s: text, separator: text, n: int", .string,
      "Part n between separators, the first being 1; empty where there is none.",
      "split_part(\"a,b,c\", \",\", 2)", "\"b\"", .text),
    entry(
      "concat", "a: text, b: text…", .string, "Put one after the other; null where one is null.",
      "concat(\"a\", \"b\")", "\"ab\"", .text),
    entry(
      "pad_left", "s: text, width: int, [fill: text]", .string,
      "Filled on the left to `width` characters, with blanks or `fill`; longer text is cut.",
      "pad_left(\"7\", 3, \"0\")", "\"007\"", .text),
    entry(
      "pad_right", "s: text, width: int, [fill: text]", .string,
      "Filled on the right to `width` characters, with blanks or `fill`; longer text is cut.",
      "pad_right(\"7\", 3, \".\")", "\"7..\"", .text),
  ]

  static let time: [FunctionEntry] = [
    entry("year", "t: time", .int, "The year.", "year(@2012-04-03)", "2012", .time),
    entry("month", "t: time", .int, "The month, 1 to 12.", "month(@2012-04-03)", "4", .time),
    entry("day", "t: time", .int, "The day of the month, 1 to 31.", "day(@2012-04-03)", "3", .time),
    entry(
      "hour", "t: timestamp", .int, "The hour, 0 to 23.", "hour(@2012-04-03T18:00:06)", "18",
      .time),
    entry(
      "minute", "t: timestamp", .int, "The minute, 0 to 59.", "minute(@2012-04-03T18:05:06)", "5",
      .time),
    entry(
      "second", "t: timestamp", .int, "The second, 0 to 59.", "second(@2012-04-03T18:00:06)", "6",
      .time),
    entry(
      "weekday", "t: time", .int, "The day of the week, Monday 1 to Sunday 7.",
      "weekday(@2012-04-03)", "2", .time),
    entry(
      "day_of_year", "t: time", .int, "The day of the year, from 1.", "day_of_year(@2012-04-03)",
      "94", .time),
    entry(
      "week", "t: time", .int, "The ISO 8601 week of the year, 1 to 53.", "week(@2012-04-03)", "14",
      .time),
    entry(
      "quarter", "t: time", .int, "The quarter of the year, 1 to 4.", "quarter(@2012-04-03)", "2",
      .time),
    entry(
      "date", "t: time", .date, "The day, without the time.",
      "date(@2012-04-03T18:00:06)", "@2012-04-03", .time),
    entry(
      "timestamp", "t: time", .timestamp, "The moment; of a day, its midnight.",
      "timestamp(@2012-04-03)", "@2012-04-03T00:00:00", .time),
    entry(
      "now", "", .timestamp, "The time in UTC at which the query began.", "now() > @2020-01-01",
      "true", .time),
    entry(
      "bin", "x: measurable, width: measurable", .same(0),
      "The lower end of the bin of this width that x is in; time is counted from "
        + "Monday 2000-01-03.",
      "bin(1234, 500)", "1000", .time),
    entry(
      "trunc", "t: time, unit: word", .same(0),
      "The beginning of its year, quarter, month, week (Monday), day, hour or minute.",
      "trunc(@2012-04-03, \"month\")", "@2012-04-01", .time),
    entry(
      "parse_date", "s: text, [format: word]", .date,
      "A day from text, ISO 8601 or by `format` (%Y %m %d %b %a …); null where it does not fit.",
      "parse_date(\"03/04/2012\", \"%d/%m/%Y\")", "@2012-04-03", .time),
    entry(
      "parse_timestamp", "s: text, [format: word]", .timestamp,
      "A moment from text, ISO 8601 or by `format` (%Y %m %d %H %M %S …); null where "
        + "it does not fit.",
      "parse_timestamp(\"Tue Apr 03 18:00:06 2012\", \"%a %b %d %H:%M:%S %Y\")",
      "@2012-04-03T18:00:06", .time),
    entry(
      "format_time", "t: time, format: word", .string, "As text, by `format` (%Y %m %d %H …).",
      "format_time(@2012-04-03, \"%d.%m.%Y\")", "\"03.04.2012\"", .time),
    entry(
      "add", "t: time, d: duration", .special, "A time later by a duration, as `t + d`.",
      "add(@2012-04-03, 7d)", "@2012-04-10", .time),
    entry(
      "days_between", "from: time, to: time", .int, "The days from one to the other.",
      "days_between(@2012-04-03, @2012-04-10)", "7", .time),
  ]

  static let types: [FunctionEntry] = [
    entry(
      "int", "x: any", .int,
      "As an int: text is read, a fraction is cut off; null where it does not fit.",
      "int(\"42\")", "42", .types),
    entry(
      "float", "x: any", .float, "As a float; null where it does not fit.", "float(\"2.5\")", "2.5",
      .types),
    entry("string", "x: any", .string, "As text.", "string(42)", "\"42\"", .types),
    entry(
      "bool", "x: any", .bool, "As a bool: from text, true and false; null where it does not fit.",
      "bool(\"true\")", "true", .types),
    entry(
      "decimal", "x: any, [precision: wholeNumber], [scale: wholeNumber]", .special,
      "As a decimal of at most 38 digits (default 18), `scale` of them after the point "
        + "(default 2).",
      "string(decimal(2.5, 10, 2))", "\"2.50\"", .types),
  ]

  static let missing: [FunctionEntry] = [
    entry(
      "is_missing", "x: any", .bool, "Whether it is null or not a number (NaN).",
      "is_missing(null)", "true", .missing),
    entry(
      "coalesce", "a: any, b: any…", .common(from: 0), "The first argument that is not null.",
      "coalesce(null, 2)", "2", .missing),
    entry(
      "null_if", "x: any, y: any", .same(0), "x, or null where it equals y.",
      "null_if(0, 0) is null", "true", .missing),
    entry(
      "if", "condition: bool, then: any, otherwise: any", .common(from: 1),
      "`then` where the condition is true, else `otherwise`.", "if(2 > 1, \"a\", \"b\")", "\"a\"",
      .missing),
    entry(
      "case", "condition: bool, value: any, rest: any…", .special,
      "The value after the first condition that is true; the last argument is for none.",
      "case(1 > 2, \"a\", 2 > 1, \"b\", \"c\")", "\"b\"", .missing),
  ]

  static let geography: [FunctionEntry] = [
    entry(
      "haversine_km", "lat1: number, lon1: number, lat2: number, lon2: number", .float,
      "The great-circle distance in km of two points in degrees, on a sphere of radius "
        + "6371.0088 km.",
      "round(haversine_km(37.9715, 23.7257, 37.9420, 23.6465), 1)", "7.7", .geography)
  ]
}
