extension Dialect {
  /// Spark 4.3 in its ANSI mode.
  public static let spark = Dialect(
    name: "spark",
    identifierQuote: "`",
    parameterPrefix: ":p",
    types: [
      "bool": "BOOLEAN", "int": "BIGINT", "float": "DOUBLE", "decimal": "DECIMAL({p}, {s})",
      "string": "STRING", "date": "DATE", "timestamp": "TIMESTAMP_NTZ",
      "duration": "INTERVAL DAY TO SECOND",
    ],
    functions: sparkFunctions,
    rowCount: "CAST(least({0}, 2147483647) AS INT)",
    aggregates: [
      "count/0": "count(*){tail}",
      "count": "count({0}){tail}",
      "count_distinct": "count(DISTINCT {0}){tail}",
      "approx_distinct": "approx_count_distinct({0}){tail}",
      "sum": "CAST(sum({0}){tail} AS {type})",
      "mean": "avg(CAST({0} AS DOUBLE)){tail}",
      "min": "min({0}){tail}",
      "max": "max({0}){tail}",
      "median": "percentile(CAST({0} AS DOUBLE), 0.5){tail}",
      "quantile": "percentile(CAST({0} AS DOUBLE), {1}){tail}",
      "stddev": "stddev_samp(CAST({0} AS DOUBLE)){tail}",
      "variance": "var_samp(CAST({0} AS DOUBLE)){tail}",
      "covariance": "covar_samp(CAST({0} AS DOUBLE), CAST({1} AS DOUBLE)){tail}",
      "correlation": "corr(CAST({0} AS DOUBLE), CAST({1} AS DOUBLE)){tail}",
      "mode": "mode({0}, true){tail}",
      "first": "first({0}){tail}",
      "last": "last({0}){tail}",
      "any": "bool_or({0}){tail}",
      "all": "bool_and({0}){tail}",
      "list": "collect_list({0}){tail}",
    ],
    numberedAggregates: [
      "first": "min_by({0}, {row}){tail}",
      "last": "max_by({0}, {row}){tail}",
      "list":
        "transform(array_sort(collect_list(CASE WHEN {0} IS NOT NULL"
        + " THEN struct({row} AS n, {0} AS v) END){tail}), x -> x.v)",
    ],
    windows: [
      "count_distinct": "CAST(size(collect_set({0}){tail}) AS BIGINT)",
      "row_number": "CAST(row_number(){tail} AS BIGINT)",
      "rank": "CAST(rank(){tail} AS BIGINT)",
      "dense_rank": "CAST(dense_rank(){tail} AS BIGINT)",
      "lag/1": "lag({0}){tail}",
      "lag/2": "lag({0}, CAST({1} AS INT)){tail}",
      "lag/3": "lag({0}, CAST({1} AS INT), {2}){tail}",
      "lead/1": "lead({0}){tail}",
      "lead/2": "lead({0}, CAST({1} AS INT)){tail}",
      "lead/3": "lead({0}, CAST({1} AS INT), {2}){tail}",
      "first": "first_value({0}){tail}",
      "last": "last_value({0}){tail}",
    ],
    windowOrder: "NULL",
    range: "SELECT id AS {name} FROM range({0}, {1} + sign({2}), {2})",
    asofJoin: nil,
    timeCodes: [
      "%Y": "yyyy", "%m": "MM", "%d": "dd", "%H": "HH", "%I": "hh", "%M": "mm", "%S": "ss",
      "%f": "SSSSSS", "%p": "a", "%b": "MMM", "%B": "MMMM", "%a": "E", "%A": "EEEE", "%j": "DDD",
      "%y": "yy", "%%": "%",
    ])

  private static let sparkFunctions: [String: String] = [
    "+": "({0} + {1})", "-": "({0} - {1})", "*": "({0} * {1})",
    "/": "({0} / nullif({1}, 0))",
    "//:int": "({0} div nullif({1}, 0))",
    "//": "(sign({0} / nullif({1}, 0)) * floor(abs({0} / nullif({1}, 0))))",
    "%": "({0} % nullif({1}, 0))",
    "**": "pow({0}, {1})",
    "negate": "(- {0})",
    "and": "({0} AND {1})", "or": "({0} OR {1})", "not": "(NOT {0})",
    "==": "({0} = {1})", "!=": "({0} <> {1})", "<": "({0} < {1})", "<=": "({0} <= {1})",
    ">": "({0} > {1})", ">=": "({0} >= {1})",
    "like": "({0} LIKE {1})",
    "time+": "CAST({0} + {1} AS {type})", "time-": "CAST({0} - {1} AS {type})",
    "elapsed": "(CAST({0} AS TIMESTAMP_NTZ) - CAST({1} AS TIMESTAMP_NTZ))",
    "duration*": "({0} * {1})", "duration/": "({0} / nullif({1}, 0))",
    "ratio:duration":
      "(CAST(\(micros("{0}")) AS DOUBLE) / nullif(CAST(\(micros("{1}")) AS DOUBLE), 0))",
    "ratio": "(CAST({0} AS DOUBLE) / nullif(CAST({1} AS DOUBLE), 0))",

    "abs": "abs({0})",
    "ceil:int": "{0}", "ceil": "CAST(ceil({0}) AS {type})",
    "floor:int": "{0}", "floor": "CAST(floor({0}) AS {type})",
    "round/1": "CAST(round({0}) AS {type})", "round/2": "CAST(round({0}, {1}) AS {type})",
    "sqrt": "CASE WHEN {0} >= 0 THEN sqrt({0}) END",
    "exp": "exp({0})", "ln": "ln({0})", "log": "ln({0})", "log10": "log10({0})",
    "log2": "log2({0})", "sin": "sin({0})", "cos": "cos({0})", "tan": "tan({0})",
    "asin": "CASE WHEN abs({0}) <= 1 THEN asin({0}) END",
    "acos": "CASE WHEN abs({0}) <= 1 THEN acos({0}) END",
    "atan": "atan({0})", "atan2": "atan2({0}, {1})",
    "sign": "CAST(sign({0}) AS BIGINT)",
    "least": "least({*})", "greatest": "greatest({*})",
    "clamp": "CASE WHEN {0} IS NOT NULL THEN least(greatest({0}, {1}), {2}) END",

    "length": "CAST(char_length({0}) AS BIGINT)", "lower": "lower({0})", "upper": "upper({0})",
    "trim": "trim({0})", "ltrim": "ltrim({0})", "rtrim": "rtrim({0})",
    "replace": "replace({0}, {1}, {2})",
    "substring/2": "substring({0}, CAST({1} AS INT))",
    "substring/3": "substring({0}, CAST({1} AS INT), CAST({2} AS INT))",
    "starts_with": "startswith({0}, {1})", "ends_with": "endswith({0}, {1})",
    "contains": "contains({0}, {1})",
    "matches": "({0} RLIKE {1})",
    "extract/2": "CASE WHEN {0} RLIKE {1} THEN regexp_extract({0}, {1}, 0) END",
    // Spark refuses a group that the pattern has not, so there are always enough, of no text.
    "extract/3":
      "CASE WHEN {0} RLIKE {1} THEN"
      + " regexp_extract({0}, {1} || repeat('()', CAST({2} AS INT)), CAST({2} AS INT)) END",
    "split_part": "split_part({0}, {1}, CAST({2} AS INT))",
    "concat": "({||})",
    "pad_left/2": "lpad({0}, CAST({1} AS INT), ' ')",
    "pad_left/3": "lpad({0}, CAST({1} AS INT), {2})",
    "pad_right/2": "rpad({0}, CAST({1} AS INT), ' ')",
    "pad_right/3": "rpad({0}, CAST({1} AS INT), {2})",

    "year": "CAST(year({0}) AS BIGINT)", "month": "CAST(month({0}) AS BIGINT)",
    "day": "CAST(day({0}) AS BIGINT)", "hour": "CAST(hour({0}) AS BIGINT)",
    "minute": "CAST(minute({0}) AS BIGINT)", "second": "CAST(second({0}) AS BIGINT)",
    "weekday": "CAST(weekday({0}) + 1 AS BIGINT)",
    "day_of_year": "CAST(dayofyear({0}) AS BIGINT)",
    "week": "CAST(weekofyear({0}) AS BIGINT)", "quarter": "CAST(quarter({0}) AS BIGINT)",
    "date": "CAST({0} AS DATE)", "timestamp": "CAST({0} AS TIMESTAMP_NTZ)",
    "now": "to_utc_timestamp(CAST(now() AS TIMESTAMP_NTZ), current_timezone())",
    "bin:int": "CAST(floor({0} / nullif({1}, 0)) * {1} AS BIGINT)",
    "bin": "CAST(floor({0} / nullif({1}, 0)) * {1} AS {type})",
    "bin:date":
      "CAST(\(anchor) + \(binned(elapsed("CAST({0} AS TIMESTAMP_NTZ)"))) AS DATE)",
    "bin:timestamp": "(\(anchor) + \(binned(elapsed("{0}"))))",
    "bin:duration": "\(binned(micros("{0}")))",
    "trunc": "CAST(date_trunc({1}, {0}) AS {type})",
    "parse_date/1": "try_cast(\(numeric("{0}")) AS DATE)",
    "parse_date/2": "CAST(try_to_timestamp({0}, {1f}) AS DATE)",
    "parse_timestamp/1": "try_cast(\(numeric("{0}")) AS TIMESTAMP_NTZ)",
    // Spark writes the name of a weekday, and does not read it.
    "without_first_word": "regexp_replace({0}, '^\\\\s*\\\\p{L}+[^\\\\p{L}0-9]*', '')",
    "struct": "struct({*})",
    "parse_timestamp/2": "CAST(try_to_timestamp({0}, {1f}) AS TIMESTAMP_NTZ)",
    "format_time": "date_format({0}, {1f})",
    "days_between": "CAST(datediff({1}, {0}) AS BIGINT)",

    "int:string":
      "CASE WHEN trim({0}) RLIKE '^[+-]?[0-9]+$' THEN try_cast({0} AS BIGINT)"
      + " ELSE try_cast(try_cast({0} AS DOUBLE) AS BIGINT) END",
    "int": "try_cast({0} AS BIGINT)",
    "float": "try_cast({0} AS DOUBLE)",
    "string": "CAST({0} AS STRING)",
    "bool:string":
      "CASE lower(trim({0})) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
    "bool": "try_cast({0} AS BOOLEAN)",
    "decimal": "try_cast({0} AS {type})",

    "is_missing:float": "({0} IS NULL OR isnan({0}))", "is_missing": "({0} IS NULL)",
    "coalesce": "coalesce({*})", "null_if": "nullif({0}, {1})",
    "haversine_km":
      "CASE WHEN {0} + {1} + {2} + {3} IS NOT NULL THEN (12742.0176 * asin(least(1, sqrt("
      + "pow(sin(radians({2} - {0}) / 2), 2)"
      + " + cos(radians({0})) * cos(radians({2})) * pow(sin(radians({3} - {1}) / 2), 2))))) END",

    "random": "rand()",
    "row_hash": "xxhash64({*})",
    "row_value:int": "{0}", "row_value:string": "{0}", "row_value:bool": "CAST({0} AS BIGINT)",
    "row_value:float":
      "try_cast(rint({0} * 1e6) AS BIGINT), CASE WHEN abs({0}) >= 9e12 THEN {0} END",
    "row_value": "CAST({0} AS STRING)",
  ]

  /// Monday, from which bins of times are counted.
  private static let anchor = "TIMESTAMP_NTZ '2000-01-03 00:00:00'"

  private static func elapsed(_ time: String) -> String {
    "timestampdiff(MICROSECOND, \(anchor), \(time))"
  }

  /// A duration as a number.
  private static func micros(_ duration: String) -> String { elapsed("\(anchor) + \(duration)") }

  /// A number of microseconds down to a multiple of the duration `{1}`, as a duration.
  private static func binned(_ number: String) -> String {
    "((\(number) - pmod(\(number), \(micros("{1}")))) * INTERVAL '0.000001' SECOND)"
  }

  /// A text, but for the words that Spark takes for a day, such as `tomorrow`.
  private static func numeric(_ text: String) -> String {
    "CASE WHEN \(text) RLIKE '^\\\\s*[+-]?[0-9]' THEN \(text) END"
  }
}
