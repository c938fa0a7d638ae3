import Foundation
import StoaEngine
import StoaLearning
import StoaPlan
import StoaSpark
import Testing

extension SparkTests {
  /// Many classes, what is refused, and models in HDFS.
  @Suite struct Classes {
    /// Rows of 310 classes, each with its own range of x.
    private static let sql = """
      SELECT CAST(id % 310 AS DOUBLE) AS x, concat('kind ', id % 310) AS kind,
        id % 310 AS number, CASE WHEN id % 50 = 0 THEN NULL ELSE id % 3 END AS part
      FROM range(0, 6200, 1, 4)
      """
    private static let rows = Plan.sql(
      sql,
      Schema([
        Field("x", .float), Field("kind", .string), Field("number", .int), Field("part", .int),
      ]), frames: [:])

    private static let x = Field("x", .float)
    private static let kind = Field("kind", .string)

    private func error(_ body: () async throws -> Void) async -> EngineError? {
      do {
        try await body()
        return nil
      } catch {
        return error as? EngineError
      }
    }

    @Test(.timeLimit(.minutes(3))) func threeHundredClasses() async throws {
      let engine = try await SparkServer.engine()
      let model = try #require(
        try await engine.fit(
          FitRequest(
            .tree, Self.kind, [Self.x], [
              "max_depth": .int(10), "max_bins": .int(400), "impurity": .word("entropy"),
            ], of: Self.rows),
          ExecutionContext()) as? TreeModel)
      #expect(model.classes.count == 310 && model.scores == nil && model.isPortable)
      let best = try await engine.run(
        Self.rows.scored(by: model, .best("prediction")), ExecutionContext()
      ).collect()
      let right = (0..<best.rowCount).count { best.row($0)[1] == best["prediction"]?[$0] }
      #expect(best.rowCount == 6200 && right == 6200, "\(right) of 6200")

      // The five likeliest, best first, and together with the others' no more than 1.
      let top = try await engine.run(
        Plan.limit(
          Self.rows.scored(by: model, .top("prediction", count: 5)), skip: 0, take: 5), ExecutionContext()
      ).collect()
      let shares = (0..<5).compactMap { top["probability"]?[$0].float }
      let sum = shares.reduce(0, +)
      #expect(shares.count == 5 && sum <= 1 + 1e-9)
      #expect(shares == shares.sorted(by: >))

      let truth = try await engine.run(
        Self.rows.scored(by: model, .truth("kind")), ExecutionContext()
      ).collect()
      let better = (0..<truth.rowCount).count { truth[Scoring.better]?[$0] == .int(0) }
      #expect(better >= right)
      await engine.close()
    }

    /// Ints are classes in the order of numbers, not of their digits.
    @Test func intsAreClassesInOrder() async throws {
      let engine = try await SparkServer.engine()
      let model = try await engine.fit(
        FitRequest(
          .tree, Field("number", .int), [Self.x],
          [
            "max_depth": .int(10), "max_bins": .int(400), "impurity": .word("entropy"),
          ], of: Self.rows), ExecutionContext())
      #expect(model.classes == (0..<310).map { Value.int($0) })
      let predictor = try #require(model as? any RowPredictor)
      #expect(try predictor.predict(row: ["x": .float(101)]).value == .int(101))
      await engine.close()
    }

    @Test func rowsWithNullsAreLeftOutAndCounted() async throws {
      let engine = try await SparkServer.engine()
      let model = try await engine.fit(
        FitRequest(.forest, Self.x, [Field("part", .int)], ["num_trees": .int(2)], of: Self.rows),
        ExecutionContext())
      #expect(model.facts.rows == 6076 && model.facts.dropped == 124)
      #expect(model.summary.notes.contains { $0.hasPrefix("124 rows were left out") })
      // What was drawn is said, so that the fit can be repeated.
      #expect(model.facts.parameters["seed"] != nil)
      await engine.close()
    }

    @Test func whatMLlibCannotDoIsSaid() async throws {
      let engine = try await SparkServer.engine()
      let boosted = await error {
        _ = try await engine.fit(
          FitRequest(.boosted, Self.kind, [Self.x], of: Self.rows), ExecutionContext())
      }
      #expect(boosted?.kind == .unsupported)
      #expect(boosted?.message.contains("`kind` has 310") == true)
      let bins = await error {
        _ = try await engine.fit(
          FitRequest(.tree, Self.x, [Self.kind], of: Self.rows), ExecutionContext())
      }
      #expect(bins?.message == "`kind` has 310 levels, and `max_bins` is 32")
      #expect(bins?.hint?.contains("max_bins = 310") == true)
      let layers = await error {
        _ = try await engine.fit(
          FitRequest(
            .network, Self.kind, [Self.x], ["layers": .list([.int(2), .int(3)])], of: Self.rows),
          ExecutionContext())
      }
      #expect(layers?.message.contains("begin with 1, its columns, and end with 310") == true)
      let number = await error {
        _ = try await engine.fit(
          FitRequest(.network, Self.x, [Field("part", .int)], ["layers": .list([.int(1)])], of: Self.rows),
          ExecutionContext())
      }
      #expect(number?.kind == .unsupported)
      let impurity = await error {
        _ = try await engine.fit(
          FitRequest(.tree, Self.kind, [Self.x], ["impurity": .word("variance")], of: Self.rows),
          ExecutionContext())
      }
      #expect(impurity?.message.contains("is for numbers") == true)
      await engine.close()
    }

    @Test(.timeLimit(.minutes(2))) func aFitIsStoppedByItsLimit() async throws {
      let engine = try await SparkServer.engine()
      var context = ExecutionContext()
      context.timeLimit = .milliseconds(500)
      let limited = context
      let stopped = await error {
        _ = try await engine.fit(
          FitRequest(.forest, Self.kind, [Self.x], ["num_trees": .int(500)], of: Self.rows), limited)
      }
      #expect(stopped?.kind == .resources)
      #expect(stopped?.hint?.contains(":set fit_limit") == true)
      #expect(try await engine.run(Self.rows, ExecutionContext()).collect().rowCount == 6200)
      await engine.close()
    }

    /// A model in HDFS is read by Stoa, by another session, and by PySpark.
    @Test(.timeLimit(.minutes(3))) func modelsOfHDFSAreRead() async throws {
      let engine = try await SparkServer.engine()
      let path = try SparkServer.hdfs("forest")
      let model = try #require(
        try await engine.fit(
          FitRequest(
            .forest, Self.kind, [Self.x],
            ["num_trees": .int(3), "max_depth": .int(4), "seed": .int(1)], of: Self.rows),
          ExecutionContext()) as? TreeModel)
      try await engine.save(model, to: path, overwrite: false, ExecutionContext())
      let again = await error {
        try await engine.save(model, to: path, overwrite: false, ExecutionContext())
      }
      #expect(again?.kind == .input)
      try await engine.save(model, to: path, overwrite: true, ExecutionContext())
      await engine.close()

      let other = try await SparkServer.engine()
      let loaded = try #require(
        try await other.loadModel(path, ExecutionContext()) as? TreeModel)
      #expect(loaded.content == model.content && loaded.identity == model.identity)
      let table = try await other.run(
        Self.rows.scored(by: loaded, .best("prediction")), ExecutionContext()
      ).collect()
      #expect(table.rowCount == 6200)
      let missing = await error {
        _ = try await other.loadModel(path + "-none", ExecutionContext())
      }
      #expect(missing?.kind == .input)
      await other.close()

      let program = """
        from pyspark.sql import SparkSession
        from pyspark.ml.classification import RandomForestClassificationModel
        from pyspark.ml.linalg import Vectors
        spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false") \
            .getOrCreate()
        model = RandomForestClassificationModel.load("\(path)/mllib")
        print("read", model.getNumTrees, model.numClasses, int(model.predict(Vectors.dense([3.0]))))
        spark.stop()
        """
      let said = try SparkServer.python(program)
      let expected = try loaded.predict(row: ["x": .float(3)])
      let position = try #require(loaded.classes.firstIndex(of: expected.value))
      #expect(said.contains("read 3 310 \(position)"), "\(said)")
    }
  }
}
