import StoaEngine
import StoaLanguage
import StoaPlan

extension EngineSuite {
  /// Where a pipeline breaks a rule: each prefix runs; the stages after it give the same rows from
  /// the prefix as from its rows kept by the engine; formatting it changes nothing.
  public static func prefixMistakes(
    of pipeline: RandomPipeline, engine: any Engine
  ) async throws -> [String] {
    var session = SuiteSession(engine: engine)
    _ = try await session.run(pipeline.setup)
    guard let whole = try await session.run(pipeline.program) else { return ["it gives no rows"] }
    let expected = ExpectedTable(
      fields: whole.plan.schema.fields, rows: (0..<whole.table.rowCount).map(whole.table.row))
    var mistakes: [String] = []
    for count in 1...pipeline.parts.count {
      guard let prefix = try await session.run(pipeline.prefix(count)) else { continue }
      try await session.keep(prefix.plan, as: "kept")
      let answer = try await session.run(pipeline.rest(from: count, after: "kept"))
      guard let answer else { continue }
      let difference = TableComparison.difference(
        answer.table, expected, isOrdered: pipeline.isOrdered)
      if let difference { mistakes.append("after part \(count) was kept: \(difference)") }
    }
    let formatted = try Formatter.format(pipeline.program)
    if try await session.run(formatted)?.plan.canonical != whole.plan.canonical {
      mistakes.append("formatting changes it: \(formatted)")
    }
    try await session.close()
    return mistakes
  }

  /// What is lost or doubled where rows are parted by a predicate: those for which it is true, is
  /// false, and is null are all rows.
  public static func partitionMistake(
    of pipeline: RandomPipeline, engine: any Engine
  ) async throws -> String? {
    var pipeline = pipeline
    let predicate = pipeline.predicate()
    var session = SuiteSession(engine: engine)
    _ = try await session.run(pipeline.setup)
    _ = try await session.run("whole = \(pipeline.program)")
    var parts: [[Value]] = []
    for condition in [predicate, "not (\(predicate))", "(\(predicate)) is null"] {
      guard let part = try await session.run("whole | where \(condition)")?.table else { continue }
      parts += (0..<part.rowCount).map(part.row)
    }
    guard let whole = try await session.run("whole")?.table else { return "it gives no rows" }
    let rows = (0..<whole.rowCount).map(whole.row)
    return TableComparison.bagDifference(parts, rows).map { "\(predicate): \($0)" }
  }

  /// What differs between the rows of a pipeline on two engines, or nil where nothing does.
  public static func difference(
    of pipeline: RandomPipeline, between first: any Engine, and second: any Engine
  ) async throws -> String? {
    var answers: [(plan: Plan, table: Table)] = []
    for engine in [first, second] {
      var session = SuiteSession(engine: engine)
      _ = try await session.run(pipeline.setup)
      guard let answer = try await session.run(pipeline.program) else { return "it gives no rows" }
      answers.append(answer)
    }
    let table = answers[0].table
    let expected = ExpectedTable(
      fields: answers[0].plan.schema.fields, rows: (0..<table.rowCount).map(table.row))
    return TableComparison.difference(
      answers[1].table, expected, isOrdered: pipeline.isOrdered)
  }

  /// The rows of a pipeline, each as text, in an order that does not depend on the engine.
  public static func rows(
    of pipeline: RandomPipeline, engine: any Engine
  ) async throws -> [String] {
    var session = SuiteSession(engine: engine)
    _ = try await session.run(pipeline.setup)
    guard let table = try await session.run(pipeline.program)?.table else { return [] }
    return (0..<table.rowCount).map { TableComparison.text(table.row($0)) }.sorted()
  }
}
