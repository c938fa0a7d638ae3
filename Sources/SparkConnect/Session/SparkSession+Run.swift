extension SparkSession {
  /// Runs a relation; its rows are fetched as they are asked for.
  ///
  /// Comes back when the server has resolved the plan and told its columns.
  public func run(
    _ relation: Relation, _ options: OperationOptions = OperationOptions()
  ) async throws -> QueryResult {
    let stream = ResultStream(transport, relation.plan, options)
    guard case .schema(let schema)? = try await stream.next() else {
      throw SparkError(.malformedResponse, "a result came without its schema")
    }
    return QueryResult(
      operation: options.id, schema: try schema.fields, progress: options.progress.updates,
      batches: RecordBatches(stream: stream))
  }

  /// Runs a statement in SQL at once, with all that it does; the relation is what it gives.
  ///
  /// `Relation.sql` is for queries, which are run with the plan that they are part of; a statement
  /// such as `CREATE TABLE` in one would run each time the server resolves that plan.
  @discardableResult
  public func execute(
    sql text: String, _ values: [Literal] = [],
    _ options: OperationOptions = OperationOptions()
  ) async throws -> Relation {
    var command = WireCommand()
    command.sqlCommand.input = Relation.sql(text, values).wire
    let outcome = try await execute(command, options)
    return outcome.relation ?? .sql(text, values)
  }

  /// Runs a command to its end.
  func execute(
    _ command: WireCommand, _ options: OperationOptions
  ) async throws -> CommandOutcome {
    let reader = CommandReader(options.progress)
    let execution = Execution(transport, .with { $0.command = command }, options) {
      try await reader.read($0)
    }
    defer { options.progress.finish() }
    try await execution.run()
    return await reader.outcome
  }
}

/// What a command gave.
struct CommandOutcome: Sendable {
  var relation: Relation?
  var checkpoint: String?
  var ml: WireMlCommandResult?
  var observations: [Observation] = []
}

/// Sorts the answers of a command.
private actor CommandReader {
  private(set) var outcome = CommandOutcome()
  private let progress: ProgressMonitor

  init(_ progress: ProgressMonitor) {
    self.progress = progress
  }

  func read(_ response: WireExecutePlanResponse) throws {
    outcome.observations += try response.observedMetrics.map(Observation.init)
    switch response.responseType {
    case .sqlCommandResult(let result): outcome.relation = Relation(wire: result.relation)
    case .checkpointCommandResult(let result): outcome.checkpoint = result.relation.relationID
    case .mlCommandResult(let result): outcome.ml = result
    case .executionProgress(let update): progress.tell(OperationProgress(update))
    default: break
    }
  }
}
