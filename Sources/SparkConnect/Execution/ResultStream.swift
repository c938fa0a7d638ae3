/// The reading end of an operation that gives rows; letting go of it stops the operation.
final class ResultStream: Sendable {
  enum Event: Sendable {
    case schema(WireDataType)
    case batch(BatchAssembler.Whole)
  }

  private let handoff = Handoff<Event>()
  private let reader: ResultReader
  private let producer: Task<Void, Never>

  init(_ transport: SessionTransport, _ plan: WirePlan, _ options: OperationOptions) {
    let (handoff, reader) = (handoff, ResultReader(handoff, options.progress))
    self.reader = reader
    let execution = Execution(transport, plan, options) { try await reader.read($0) }
    producer = Task {
      do {
        try await execution.run()
        handoff.finish()
      } catch {
        handoff.finish(throwing: error)
      }
      options.progress.finish()
    }
  }

  deinit {
    producer.cancel()
  }

  /// What comes next; nil at the end.
  func next() async throws -> Event? {
    do {
      return try await handoff.take()
    } catch let error as CancellationError {
      await cancel()
      throw error
    }
  }

  /// Stops the operation, and waits until the server knows.
  func cancel() async {
    producer.cancel()
    await producer.value
  }

  /// What the operators have measured, told after the last batch.
  var metrics: [OperatorMetrics] {
    get async { await reader.metrics }
  }

  /// What was observed, told after the last batch.
  var observations: [Observation] {
    get async { await reader.observations }
  }
}

/// Sorts the answers of an operation that gives rows.
private actor ResultReader {
  private let handoff: Handoff<ResultStream.Event>
  private let progress: ProgressMonitor
  private var assembler = BatchAssembler()
  private(set) var metrics: [OperatorMetrics] = []
  private(set) var observations: [Observation] = []

  init(_ handoff: Handoff<ResultStream.Event>, _ progress: ProgressMonitor) {
    self.handoff = handoff
    self.progress = progress
  }

  func read(_ response: WireExecutePlanResponse) async throws {
    if response.hasMetrics { metrics = response.metrics.metrics.map(OperatorMetrics.init) }
    observations += try response.observedMetrics.map(Observation.init)
    if response.hasSchema { try await handoff.give(.schema(response.schema)) }
    switch response.responseType {
    case .arrowBatch(let chunk):
      // An answer that could not be handed over comes again, so nothing of it may be kept.
      var next = assembler
      if let batch = try next.add(chunk) { try await handoff.give(.batch(batch)) }
      assembler = next
    case .executionProgress(let update): progress.tell(OperationProgress(update))
    default: break
    }
  }
}
