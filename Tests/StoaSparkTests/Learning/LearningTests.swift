import Foundation
import StoaDuckDB
import StoaEngine
import StoaLearning
import StoaPlan
import StoaSpark
import Synchronization
import Testing

extension SparkTests {
  /// Models that MLlib trains, against the embedded engine's and their own `transform`.
  @Suite struct Learning {
    /// Cars with their make as text, as the embedded engine has them.
    private static func cars() async throws -> Table {
      let engine = try DuckDBEngine()
      let path = SparkServer.samples + "/used-cars-2005.csv"
      let sql = """
        SELECT Price, Mileage, Cylinder, CASE WHEN Buick = 1 THEN 'Buick' WHEN Saab = 1 THEN 'Saab'
          WHEN Chevy = 1 THEN 'Chevy' ELSE 'other' END AS Make, Leather = 1 AS Leather
        FROM '\(path)'
        """
      let schema = try await engine.schema(ofSQL: sql, frames: [:], ExecutionContext())
      let table = try await engine.run(.sql(sql, schema, frames: [:]), ExecutionContext()).collect()
      await engine.close()
      return table
    }

    private static let price = Field("Price", .float)
    private static let make = Field("Make", .string)
    private static let leather = Field("Leather", .bool)
    private static let mileage = Field("Mileage", .int)
    private static let cylinder = Field("Cylinder", .int)

    /// Runs a body with the cars on both engines.
    private func onBoth(
      _ body: (SparkEngine, Plan, DuckDBEngine, Plan) async throws -> Void
    ) async throws {
      let table = try await Self.cars()
      let spark = try await SparkServer.engine()
      let duckdb = try DuckDBEngine()
      let there = try await spark.ingest(table, ExecutionContext())
      let here = try await duckdb.ingest(table, ExecutionContext())
      try await body(
        spark, .materialized(there, origin: nil), duckdb, .materialized(here, origin: nil))
      await spark.close()
      await duckdb.close()
    }

    private func expectClose(
      _ a: [CoefficientEstimate], _ b: [CoefficientEstimate], _ tolerance: Double,
      errors: Bool = true
    ) {
      #expect(a.map(\.term) == b.map(\.term))
      for (one, other) in zip(a, b) {
        let (x, y) = (one.value ?? .nan, other.value ?? .nan)
        #expect(abs(x - y) <= tolerance * max(abs(y), 1e-3), "\(one.term): \(x) and \(y)")
        guard errors else { continue }
        let (s, t) = (one.standardError ?? .nan, other.standardError ?? .nan)
        #expect(abs(s - t) <= tolerance * t, "the error of \(one.term): \(s) and \(t)")
      }
    }

    private static let penalties: [[String: ParameterValue]] = [
      [:], ["reg_param": .float(0.3), "elastic_net_param": .float(0)],
    ]

    @Test(arguments: penalties)
    func linearIsTheEmbeddedEngines(_ parameters: [String: ParameterValue]) async throws {
      try await onBoth { spark, there, duckdb, here in
        let terms = [Self.mileage, Self.cylinder, Self.make, Self.leather]
        let a = try #require(
          try await spark.fit(
            FitRequest(.linear, Self.price, terms, parameters, of: there),
            ExecutionContext()) as? LinearModel)
        let b = try #require(
          try await duckdb.fit(
            FitRequest(.linear, Self.price, terms, parameters, of: here),
            ExecutionContext()) as? LinearModel)
        let isPlain = parameters.isEmpty
        expectClose(a.coefficients, b.coefficients, 1e-6, errors: isPlain)
        expectClose(
          [try #require(a.intercept)], [try #require(b.intercept)], 1e-6, errors: isPlain)
        #expect(abs(a.statistics.rmse - b.statistics.rmse) < 1e-6 * b.statistics.rmse)
        #expect(a.facts.engine == "spark" && a.facts.rows == 804)
      }
    }

    @Test func logisticIsTheEmbeddedEngines() async throws {
      try await onBoth { spark, there, duckdb, here in
        let terms = [Self.mileage, Self.price]
        let settled: [String: ParameterValue] = ["max_iter": .int(500)]
        for label in [Self.leather, Self.make] {
          let a = try #require(
            try await spark.fit(
              FitRequest(.logistic, label, terms, settled, of: there),
              ExecutionContext()) as? LogisticModel)
          let b = try #require(
            try await duckdb.fit(
              FitRequest(.logistic, label, terms, settled, of: here),
              ExecutionContext()) as? LogisticModel)
          #expect(a.classes == b.classes && a.equations.count == b.equations.count)
          for (one, other) in zip(a.equations, b.equations) {
            expectClose(one.coefficients, other.coefficients, 1e-6, errors: true)
            let (left, right) = ([one.intercept], [other.intercept])
            expectClose(left.compactMap { $0 }, right.compactMap { $0 }, 1e-6, errors: true)
          }
          #expect(
            abs(a.statistics.logLikelihood - b.statistics.logLikelihood)
              < 1e-6 * abs(b.statistics.logLikelihood))
        }
      }
    }

    /// Columns that depend on each other have a coefficient less, as on the embedded engine.
    @Test func dependentColumnsAreSaid() async throws {
      try await onBoth { spark, there, _, _ in
        let twice = Plan.project(
          there,
          [
            NamedExpression(Self.price), NamedExpression(Self.mileage),
            NamedExpression(
              "double", .call("*", [.column("Mileage", .int), .literal(.int(2), .int)], .int)),
          ])
        let model = try await spark.fit(
          FitRequest(.linear, Self.price, [Self.mileage, Field("double", .int)], of: twice),
          ExecutionContext())
        #expect(model.summary.notes.contains { $0.contains("linear combination") })
      }
    }

    /// What is exactly a line has an R² of 1, with an intercept and without.
    @Test(arguments: [true, false])
    func aFitThatLeavesNothingExplainsAll(_ hasIntercept: Bool) async throws {
      let engine = try await SparkServer.engine()
      let (n, y) = (Field("n", .int), Field("y", .float))
      let line = Plan.sql(
        "SELECT id AS n, 2.0D * id AS y FROM range(1, 6)", Schema([n, y]), frames: [:])
      let model = try #require(
        try await engine.fit(
          FitRequest(.linear, y, [n], ["fit_intercept": .bool(hasIntercept)], of: line),
          ExecutionContext()) as? LinearModel)
      #expect(abs((model.statistics.r2 ?? 0) - 1) < 1e-9)
      #expect(abs((model.statistics.adjustedR2 ?? 0) - 1) < 1e-9)
      #expect((model.statistics.f ?? 0) > 1e9)
      await engine.close()
    }

    private static let kinds: [(ModelKind, LearningTask, [String: ParameterValue])] = [
      (.tree, .classification, ["max_depth": .int(6), "impurity": .word("entropy")]),
      (.tree, .regression, ["max_depth": .int(6)]),
      (.forest, .classification, ["num_trees": .int(4), "seed": .int(7)]),
      (.forest, .regression, ["num_trees": .int(4), "seed": .int(7)]),
      (.boosted, .classification, ["max_iter": .int(3), "seed": .int(7)]),
      (.boosted, .regression, ["max_iter": .int(3), "seed": .int(7)]),
      (.network, .classification, ["layers": .list([.int(3), .int(4), .int(2)]), "seed": .int(7)]),
    ]

    /// What the server's `transform` says of every row, and what this process says of it.
    @Test(arguments: kinds.indices)
    func oneRowIsScoredAsTransformDoes(_ index: Int) async throws {
      let (kind, task, parameters) = Self.kinds[index]
      try await onBoth { spark, there, _, _ in
        let isClassifier = task == .classification
        let label = isClassifier ? Self.leather : Self.price
        let other = isClassifier ? Self.price : Self.leather
        let terms =
          kind == .network
          ? [Self.mileage, Self.cylinder, Self.price]
          : [Self.mileage, Self.cylinder, Self.make, other]
        let model = try await spark.fit(
          FitRequest(kind, label, terms, parameters, of: there), ExecutionContext())
        let predictor = try #require(model as? any RowPredictor)
        let scored = there.scored(by: model, .best("prediction"))
        let table = try await spark.run(scored, ExecutionContext()).collect()
        #expect(table.rowCount == 804)
        #expect(table.schema.names.last == (isClassifier ? "probability" : "prediction"))
        for position in 0..<table.rowCount {
          let row = Dictionary(zip(table.schema.names, table.row(position))) { $1 }
          let own = try predictor.predict(row: row)
          if isClassifier {
            #expect(own.value == row["prediction"])
            let share = try #require(own.probabilities.max())
            #expect(abs(share - (row["probability"]?.float ?? .nan)) < 1e-12)
          } else {
            let (x, y) = (own.value.float ?? .nan, row["prediction"]?.float ?? .nan)
            #expect(abs(x - y) <= 1e-12 * abs(y))
          }
        }
        #expect(!model.summary.tables.isEmpty && model.facts.rows == 804)
      }
    }

    /// The expressions of a small model on the embedded engine.
    @Test func aTreeOfTheClusterScoresHere() async throws {
      try await onBoth { spark, there, duckdb, here in
        let model = try await spark.fit(
          FitRequest(.tree, Self.price, [Self.mileage, Self.make],
            ["max_depth": .int(4)], of: there), ExecutionContext())
        let score = try #require(model.scores)[0]
        func predictions(_ engine: any StoaEngine.Engine, _ plan: Plan) async throws -> [Value] {
          let scored = Plan.sort(
            .project(
              plan,
              [
                NamedExpression(Self.price), NamedExpression(Self.mileage),
                NamedExpression("p", score),
              ]),
            [SortKey(.column("Price", .float)), SortKey(.column("Mileage", .int))])
          let table = try await engine.run(scored, ExecutionContext()).collect()
          return (0..<table.rowCount).map { table.row($0)[2] }
        }
        let (a, b) = (try await predictions(spark, there), try await predictions(duckdb, here))
        #expect(a == b && a.count == 804)
      }
    }

    @Test func aModelOfThisProcessScoresThere() async throws {
      try await onBoth { spark, there, duckdb, here in
        let model = try await duckdb.fit(
          FitRequest(.linear, Self.price, [Self.mileage, Self.make], of: here),
          ExecutionContext())
        let score = try #require(model.scores)[0]
        let table = try await spark.run(
          .project(there, [NamedExpression("p", score)]), ExecutionContext()
        ).collect()
        #expect(table.rowCount == 804 && table.columns[0].nullCount == 0)
      }
    }
  }
}
