import StoaEngine
import StoaLearning
import StoaPlan
import Testing

@testable import StoaSpark

extension SparkTests {
  /// The server forgets the session, and with it the models that it kept.
  @Suite(.timeLimit(.minutes(4))) struct LostModel {
    private static let n = Field("n", .int)
    private static let y = Field("y", .float)
    private static let rows = Plan.sql(
      "SELECT id AS n, CAST(pmod(hash(id), 1000) AS DOUBLE) AS y FROM range(4000)",
      Schema([n, y]), frames: [:])

    private static let large: [String: ParameterValue] = [
      "num_trees": .int(20), "max_depth": .int(20), "max_bins": .int(400), "seed": .int(1),
    ]

    /// What is small enough for a query needs nothing of the server.
    @Test func aSmallModelPredictsInTheNewSession() async throws {
      let engine = try await SparkServer.engine()
      let model = try await engine.fit(
        FitRequest(.linear, Self.y, [Self.n], of: Self.rows), ExecutionContext())
      let score = try #require(model.scores)[0]
      try await Faults.endSession(of: engine)
      let notices = Notices()
      let table = try await engine.run(
        .project(Self.rows, [NamedExpression("p", score)]), notices.context
      ).collect()
      #expect(table.rowCount == 4000 && notices.texts.count == 1)
      await engine.close()
    }

    @Test func aLargeModelIsTold() async throws {
      let engine = try await SparkServer.engine()
      let model = try await engine.fit(
        FitRequest(.forest, Self.y, [Self.n], Self.large, of: Self.rows), ExecutionContext())
      let isLarge = model.scores == nil
      #expect(isLarge)
      let scored = Self.rows.scored(by: model, .best("p"))
      #expect(try await engine.run(scored, ExecutionContext()).collect().rowCount == 4000)
      try await Faults.endSession(of: engine)
      // The first query finds out that the session is another one.
      _ = try await engine.run(Faults.numbers, ExecutionContext()).collect()
      let lost = await Faults.error { _ = try await engine.run(scored, ExecutionContext()) }
      #expect(lost?.kind == .connection)
      #expect(lost?.message.contains("the model of `y` went with the session") == true)
      #expect(lost?.hint?.contains("train it again") == true)
      // One row is scored here, with the trees that were brought over.
      let predictor = try #require(model as? any RowPredictor)
      #expect(try predictor.predict(row: ["n": .int(7)]).value.float != nil)
      await engine.close()
    }

    @Test func aModelOfHDFSIsLoadedInTheNewSession() async throws {
      let engine = try await SparkServer.engine()
      let path = try SparkServer.hdfs("forest")
      let model = try await engine.fit(
        FitRequest(.forest, Self.y, [Self.n], Self.large, of: Self.rows), ExecutionContext())
      try await engine.save(model, to: path, overwrite: false, ExecutionContext())
      let before = try await engine.run(
        Self.rows.scored(by: model, .best("p")), ExecutionContext()
      ).collect()
      try await Faults.endSession(of: engine)
      let notices = Notices()
      let loaded = try await engine.loadModel(path, notices.context)
      #expect(notices.texts.count == 1, "\(notices.texts)")
      let again = try await engine.run(
        Self.rows.scored(by: loaded, .best("p")), ExecutionContext()
      ).collect()
      #expect((0..<4000).allSatisfy { before.row($0) == again.row($0) })

      // What the server has lost it cannot write; what Stoa knows of the model is written.
      let second = try SparkServer.hdfs("lost")
      let told = Notices()
      try await engine.save(model, to: second, overwrite: false, told.context)
      #expect(told.texts.count == 1)
      #expect(told.texts.first?.contains("went with the session") == true, "\(told.texts)")
      _ = try await engine.loadModel(second, ExecutionContext())
      await engine.close()
    }
  }
}
