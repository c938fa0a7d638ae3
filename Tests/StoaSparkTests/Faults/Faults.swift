import StoaEngine
import StoaPlan
import Synchronization

@testable import SparkConnect
@testable import StoaSpark

/// What the tests of faults have in common.
enum Faults {
  static let numbers = Plan.range(column: "n", first: 1, last: 1000, step: 1)

  /// The sum of a column `n` of a plan.
  static func sum(of plan: Plan) -> Plan {
    let sum = AggregateCall(function: "sum", arguments: [.column("n", .int)], type: .int)
    return .aggregate(plan, keys: [], values: [NamedExpression("s", .aggregate(sum))])
  }

  static func error(_ body: () async throws -> Void) async -> EngineError? {
    do {
      try await body()
      return nil
    } catch {
      return error as? EngineError
    }
  }

  /// Ends an engine's session on the server, as another client or a time-out does.
  static func endSession(of engine: SparkEngine) async throws {
    var server = engine.session.server
    server.sessionID = engine.session.id
    try await SparkSession(server).close()
  }
}

/// What an operation was told.
final class Notices: Sendable {
  private let all = Mutex<[String]>([])

  var context: ExecutionContext {
    ExecutionContext(onNotice: { notice in self.all.withLock { $0.append(notice) } })
  }

  var texts: [String] { all.withLock { $0 } }
}
