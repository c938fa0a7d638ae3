import Foundation
import StoaDuckDB
import StoaEngine
import StoaLearning
import StoaPlan
import StoaSpark
import Testing

extension SparkTests {
  /// Forests and boosted trees draw by generators of their own, so their quality is compared: the
  /// means of ten seeds agree within two standard errors of their difference.
  @Suite(.timeLimit(.minutes(8))) struct SameQuality {
    private static func frame(_ file: String) async throws -> Table {
      let engine = try DuckDBEngine()
      let sql = "SELECT * FROM read_csv('\(SparkServer.samples)/\(file)')"
      let schema = try await engine.schema(ofSQL: sql, frames: [:], ExecutionContext())
      let table = try await engine.run(.sql(sql, schema, frames: [:]), ExecutionContext()).collect()
      await engine.close()
      return table
    }

    /// What a seed reaches on every fourth row: the root of the mean squared error, or accuracy.
    private static func figure(
      _ request: FitRequest, _ test: [[String: Value]], _ engine: any StoaEngine.Engine
    ) async throws -> Double {
      let model = try #require(try await engine.fit(request, ExecutionContext()) as? TreeModel)
      let label = request.formula.label.name
      var sum = 0.0
      for row in test {
        let guess = try model.predict(row: row).value
        if case .float(let number) = guess, let truth = row[label].flatMap(number(of:)) {
          sum += (number - truth) * (number - truth)
        } else {
          sum += guess == row[label] ? 1 : 0
        }
      }
      let mean = sum / Double(test.count)
      return model.task == .regression ? mean.squareRoot() : mean
    }

    private static func number(of value: Value) -> Double? {
      switch value {
      case .float(let number): number
      case .int(let number): Double(number)
      default: nil
      }
    }

    @Test(arguments: [
      (ModelKind.forest, "seattle-weather.csv", "weather", ["temp_max", "temp_min", "wind"]),
      (.forest, "used-cars-2005.csv", "Price", ["Mileage", "Cylinder", "Doors", "Leather", "Saab"]),
      (.boosted, "used-cars-2005.csv", "Price", ["Mileage", "Cylinder", "Doors", "Leather"]),
    ]) func seedsReachTheSame(
      _ kind: ModelKind, _ file: String, _ label: String, _ terms: [String]
    ) async throws {
      let table = try await Self.frame(file)
      let names = table.schema.names
      func part(_ isTest: Bool) -> [[Value]] {
        (0..<table.rowCount).filter { $0.isMultiple(of: 4) == isTest }.map(table.row)
      }
      let training = Table(schema: table.schema, rows: part(false))
      let test = part(true).map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
      let spark = try await SparkServer.engine()
      let duckdb = try DuckDBEngine()
      var figures: [[Double]] = []
      for engine in [spark, duckdb] as [any StoaEngine.Engine] {
        let plan = Plan.materialized(
          try await engine.ingest(training, ExecutionContext()), origin: nil)
        func named(_ name: String) -> NamedExpression {
          NamedExpression(name, .column(name, plan.schema[name] ?? .null))
        }
        var reached: [Double] = []
        for seed in 0..<10 {
          var parameters: [String: ParameterValue] = [
            "bins": .word("mllib"), "seed": .int(Int64(seed)), "subsample_rate": .float(0.8),
          ]
          // Boosting draws rows and features, so that its seeds differ.
          if kind == .boosted { parameters["feature_subset"] = .word("sqrt") }
          let request = FitRequest(
            kind: kind, task: label == "Price" ? .regression : .classification,
            formula: Formula(
              label: named(label), terms: terms.map { Formula.Term(factors: [named($0)]) },
              text: label),
            parameters: parameters, input: plan)
          reached.append(try await Self.figure(request, test, engine))
        }
        figures.append(reached)
      }
      func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
      func variance(_ values: [Double]) -> Double {
        let centre = mean(values)
        return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1)
      }
      let error = ((variance(figures[0]) + variance(figures[1])) / 10).squareRoot()
      #expect(
        abs(mean(figures[0]) - mean(figures[1])) <= 2 * error,
        "MLlib \(mean(figures[0])), here \(mean(figures[1])), standard error \(error)")
      await spark.close()
      await duckdb.close()
    }
  }
}
