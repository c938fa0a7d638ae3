extension FunctionCatalogue {
  /// The examples are over the frame `x`, with the int column `v` of 1, 2, 2, 5 and null.
  static let aggregates: [FunctionEntry] = [
    entry(
      "count", "[x: any]", .int, "The number of rows, or of rows where x is not null.",
      "count(v)", "4", .aggregates),
    entry(
      "count_distinct", "x: any", .int, "The number of different values, without null.",
      "count_distinct(v)", "3", .aggregates),
    entry(
      "approx_distinct", "x: any", .int,
      "About the number of different values (HyperLogLog); engines may differ by a few percent.",
      "approx_distinct(v) between 2 and 4", "true", .aggregates),
    entry(
      "sum", "x: measurable", .same(0),
      "The sum; null of no values; an int sum that overflows is an error.",
      "sum(v)", "10", .aggregates),
    entry("mean", "x: number", .float, "The arithmetic mean.", "mean(v)", "2.5", .aggregates),
    entry("min", "x: ordered", .same(0), "The smallest value.", "min(v)", "1", .aggregates),
    entry("max", "x: ordered", .same(0), "The largest value.", "max(v)", "5", .aggregates),
    entry(
      "median", "x: number", .float, "The middle value, or the mean of the two in the middle.",
      "median(v)", "2.0", .aggregates),
    entry(
      "quantile", "x: number, q: number", .float,
      "The value below which the share q lies, interpolated (Hyndman and Fan's type 7).",
      "quantile(v, 0.25)", "1.75", .aggregates),
    entry(
      "stddev", "x: number", .float, "The sample standard deviation (n - 1).",
      "round(stddev(v), 4)", "1.7321", .aggregates),
    entry(
      "variance", "x: number", .float, "The sample variance (n - 1).", "round(variance(v), 9)",
      "3.0", .aggregates),
    entry(
      "covariance", "x: number, y: number", .float, "The sample covariance (n - 1).",
      "covariance(v, v)", "3.0", .aggregates),
    entry(
      "correlation", "x: number, y: number", .float, "Pearson's correlation.",
      "round(correlation(v, v), 9)", "1.0", .aggregates),
    entry(
      "mode", "x: ordered", .same(0), "The most frequent value; of several, the smallest.",
      "mode(v)", "2", .aggregates),
    entry(
      "first", "x: any", .same(0), "The value of the first row, in the order of the frame.",
      "first(v)", "1", .aggregates),
    entry(
      "last", "x: any", .same(0), "The value of the last row, in the order of the frame.",
      "last(v) is null", "true", .aggregates),
    entry(
      "any", "p: bool", .bool, "Whether it is true in some row.", "any(v > 4)", "true",
      .aggregates),
    entry(
      "all", "p: bool", .bool, "Whether it is true in every row where it is not null.",
      "all(v > 0)", "true", .aggregates),
    entry(
      "list", "x: any", .list, "All values that are not null, as a list.",
      "string(list(v)) == \"[1, 2, 2, 5]\"", "true", .aggregates),
  ]

  /// The examples are over the same frame, in `derive … by` with the rows sorted by `v`; the
  /// value is that of the second row.
  static let windows: [FunctionEntry] = [
    entry(
      "row_number", "", .int, "The position of the row in its group, from 1.", "row_number()", "2",
      .windows),
    entry("rank", "", .int, "The rank, with gaps after ties.", "rank()", "2", .windows),
    entry(
      "dense_rank", "", .int, "The rank, without gaps after ties.", "dense_rank()", "2", .windows),
    entry(
      "lag", "x: any, [n: wholeNumber], [otherwise: any]", .same(0),
      "The value n rows before (default 1), or `otherwise` (default null).", "lag(v)", "1", .windows
    ),
    entry(
      "lead", "x: any, [n: wholeNumber], [otherwise: any]", .same(0),
      "The value n rows after (default 1), or `otherwise` (default null).", "lead(v)", "2", .windows
    ),
  ]
}
