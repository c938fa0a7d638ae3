import EngineSuite
import StoaDuckDB
import Testing

/// What the plan says of types, against what DuckDB gives.
@Suite struct EngineTypeTests {
  @Test(.timeLimit(.minutes(2))) func everyFunctionGivesTheTypeOfThePlan() async throws {
    let mistakes = try await EngineSuite.typeMistakes(engine: DuckDBEngine())
    for mistake in mistakes { Issue.record("\(mistake)") }
  }
}
