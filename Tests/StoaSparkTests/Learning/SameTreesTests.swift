import Foundation
import StoaDuckDB
import StoaEngine
import StoaLearning
import StoaPlan
import StoaSpark
import Testing

extension SparkTests {
  /// With `bins = mllib` the embedded engine grows the very trees of MLlib, node by node, but where
  /// two splits gain the same: which is then taken hangs on the rounding of logarithms and sums.
  @Suite(.timeLimit(.minutes(5))) struct SameTrees {
    /// The check-ins with their places and the weather of the day, and two labels more.
    private static func visits() async throws -> Table {
      let engine = try DuckDBEngine()
      let folder = SparkServer.samples
      let sql = """
        WITH visits AS (
          SELECT column1 AS venue, strptime(column2, '%a %b %d %H:%M:%S +0000 %Y')
            + column3 * INTERVAL 1 MINUTE AS moment
          FROM read_csv('\(folder)/checkins.tsv', header = false, delim = '\t'))
        SELECT p.column3 AS category, p.column1 AS lat, p.column2 AS lon,
          CAST(month(moment) AS BIGINT) AS month, CAST(day(moment) AS BIGINT) AS day,
          CAST(hour(moment) AS BIGINT) AS hour, tmean, tmax, tmin,
          CASE WHEN hour(moment) < 6 THEN 'night' WHEN hour(moment) < 12 THEN 'morning'
            WHEN hour(moment) < 18 THEN 'afternoon' ELSE 'evening' END AS part,
          tmax > 25 AS hot, dayname(moment) AS weekday
        FROM visits JOIN read_csv('\(folder)/venues.tsv', header = false, delim = '\t') p
          ON venue = p.column0
        JOIN read_csv('\(folder)/weather.csv') w ON CAST(moment AS DATE) = w.date
        ORDER BY ALL
        """
      let schema = try await engine.schema(ofSQL: sql, frames: [:], ExecutionContext())
      let table = try await engine.run(.sql(sql, schema, frames: [:]), ExecutionContext()).collect()
      await engine.close()
      return table
    }

    fileprivate struct Case: Sendable, CustomTestStringConvertible {
      var name: String
      var label: String
      var terms: [String]
      var parameters: [String: ParameterValue]
      /// Splits that gain as much as others, and are others.
      var ties = 0

      var testDescription: String { name }
    }

    private static let places = ["lat", "lon", "month", "day", "hour", "tmean", "tmax", "tmin"]
    fileprivate static let cases = [
      Case(
        name: "depth 5, gini", label: "category", terms: places,
        parameters: ["max_depth": .int(5)]),
      Case(
        name: "depth 10, entropy", label: "category", terms: places,
        parameters: ["max_depth": .int(10), "impurity": .word("entropy")], ties: 27),
      Case(
        name: "two classes, a category", label: "hot", terms: ["lat", "weekday", "month", "hour"],
        parameters: ["max_depth": .int(6)]),
      Case(
        name: "subsets of few levels", label: "weekday", terms: ["part", "lat", "tmax"],
        parameters: ["max_depth": .int(4)]),
      Case(
        name: "levels by impurity", label: "part", terms: ["weekday", "lat", "tmax"],
        parameters: ["max_depth": .int(5), "max_bins": .int(20)]),
      Case(
        name: "a number, by variance", label: "tmax", terms: ["lat", "weekday", "month", "day"],
        parameters: ["max_depth": .int(6)], ties: 1),
    ]

    @Test(arguments: cases) fileprivate func oneIsTheOther(_ one: Case) async throws {
      let table = try await Self.visits()
      let spark = try await SparkServer.engine()
      let duckdb = try DuckDBEngine()
      let there = try await spark.ingest(table, ExecutionContext())
      let here = try await duckdb.ingest(table, ExecutionContext())
      let trees = try await [
        Self.tree(one, .materialized(there, origin: nil), spark),
        Self.tree(one, .materialized(here, origin: nil), duckdb),
      ]
      var comparison = Comparison(one, table)
      comparison.compare(trees[0], 0, trees[1], 0, "root", Array(0..<table.rowCount))
      #expect(trees[0].count > 8)
      #expect(comparison.differences == [])
      #expect(
        comparison.ties.count == one.ties, "\(comparison.ties.joined(separator: "\n"))")
      await spark.close()
      await duckdb.close()
    }

    private static func tree(
      _ one: Case, _ plan: Plan, _ engine: any StoaEngine.Engine
    ) async throws -> DecisionTree {
      func named(_ name: String) -> NamedExpression {
        NamedExpression(name, .column(name, plan.schema[name] ?? .null))
      }
      let label = named(one.label)
      let request = FitRequest(
        kind: .tree, task: label.value.type.isNumeric ? .regression : .classification,
        formula: Formula(
          label: label, terms: one.terms.map { Formula.Term(factors: [named($0)]) },
          text: one.label),
        parameters: one.parameters.merging(["bins": .word("mllib"), "seed": .int(1)]) { $1 },
        input: plan)
      let model = try await engine.fit(request, ExecutionContext())
      return try #require((model as? TreeModel)?.content.trees.first)
    }
  }
}

/// Two trees side by side, with the rows that come to their nodes.
private struct Comparison {
  /// What the trees look at: numbers, or positions of levels.
  private let features: [[Double]]
  /// Numbers, or positions of classes.
  private let labels: [Double]
  private let impurity: String
  private(set) var ties: [String] = []
  private(set) var differences: [String] = []

  init(_ one: SparkTests.SameTrees.Case, _ table: Table) {
    func numbers(_ name: String) -> [Double] {
      let values = (0..<table.rowCount).map { table[name]?[$0] ?? .null }
      let levels = Set(values).compactMap { value -> String? in
        switch value {
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
      }.sorted()
      return values.map { value in
        switch value {
        case .string(let text): Double(levels.firstIndex(of: text) ?? -1)
        case .bool(let flag): flag ? 1 : 0
        case .int(let number): Double(number)
        case .float(let number): number
        default: .nan
        }
      }
    }
    features = one.terms.map(numbers)
    labels = numbers(one.label)
    if case .word(let word)? = one.parameters["impurity"] {
      impurity = word
    } else {
      impurity = table[one.label]?.type == .float ? "variance" : "gini"
    }
  }

  /// Compares two nodes and, where they split alike, what is below them.
  mutating func compare(
    _ a: DecisionTree, _ i: Int, _ b: DecisionTree, _ j: Int, _ path: String, _ rows: [Int]
  ) {
    let (one, other) = (a[i], b[j])
    var isSame = one.rows == other.rows && one.feature == other.feature
    switch (one.split, other.split) {
    case (nil, nil):
      isSame = isSame && close(one.prediction, other.prediction) && one.counts == other.counts
    case (.threshold(let x)?, .threshold(let y)?): isSame = isSame && close(x, y)
    case (.levels(let x)?, .levels(let y)?): isSame = isSame && x == y
    default: isSame = false
    }
    guard isSame else {
      let gains = (gain(one, rows), gain(other, rows))
      let text = "\(path): \(one) gains \(gains.0), \(other) gains \(gains.1)"
      if one.rows == other.rows, abs(gains.0 - gains.1) < 1e-9 {
        ties.append(text)
      } else {
        differences.append(text)
      }
      return
    }
    guard one.split != nil else { return }
    compare(a, one.left, b, other.left, path + ".l", rows.filter { goesLeft(one, $0) })
    compare(a, one.right, b, other.right, path + ".r", rows.filter { !goesLeft(one, $0) })
  }

  private func close(_ x: Double, _ y: Double) -> Bool { abs(x - y) <= 1e-9 * max(1, abs(x)) }

  private func goesLeft(_ node: DecisionTree.Node, _ row: Int) -> Bool {
    let value = features[node.feature][row]
    switch node.split {
    case .threshold(let most): return value <= most
    case .levels(let levels): return levels.contains(Int(value))
    case nil: return false
    }
  }

  /// What a node's split takes away of the impurity; nothing where it has none.
  private func gain(_ node: DecisionTree.Node, _ rows: [Int]) -> Double {
    guard node.split != nil else { return 0 }
    let left = rows.filter { goesLeft(node, $0) }
    let right = rows.filter { !goesLeft(node, $0) }
    let count = Double(rows.count)
    return impurity(of: rows) - Double(left.count) / count * impurity(of: left)
      - Double(right.count) / count * impurity(of: right)
  }

  private func impurity(of rows: [Int]) -> Double {
    let count = Double(rows.count)
    if impurity == "variance" {
      let mean = rows.reduce(0.0) { $0 + labels[$1] / count }
      return rows.reduce(0.0) { $0 + (labels[$1] - mean) * (labels[$1] - mean) / count }
    }
    let shares = Dictionary(grouping: rows) { labels[$0] }.values.map { Double($0.count) / count }
    return impurity == "gini"
      ? 1 - shares.reduce(0) { $0 + $1 * $1 } : -shares.reduce(0) { $0 + $1 * log2($1) }
  }
}
