import GRPCCore

/// One operation on the server, from its request to its last answer.
///
/// It is started once. Where its stream breaks, or the server ends it to go on in another, it is
/// taken up again after the last answer that was handled; answers are handled one after the
/// other, each once. However it ends, the server is told to let go of it.
actor Execution {
  private let transport: SessionTransport
  private let request: WireExecutePlanRequest
  private let timeout: Duration?
  private let handle: @Sendable (WireExecutePlanResponse) async throws -> Void

  private let releases: ReleaseQueue
  private var backoff: Backoff
  private var isStarted = false
  private var isComplete = false
  private var isExpired = false
  /// Whether the server has ended the operation, so that there is nothing left to interrupt.
  private var isEnded = false
  private var lastResponseID: String?
  /// Whether a job of the operation's is known to run, or to have run.
  private var hasBegun = false
  /// Whether answers are only waited for, and not handled any more.
  private var isUnwanted = false

  init(
    _ transport: SessionTransport, _ plan: WirePlan, _ options: OperationOptions,
    handle: @escaping @Sendable (WireExecutePlanResponse) async throws -> Void
  ) {
    self.transport = transport
    self.handle = handle
    timeout = options.timeout
    request = .with {
      $0.operationID = options.id.uuidString.lowercased()
      $0.tags = options.tags
      $0.plan = plan
      $0.requestOptions = [
        .with { $0.reattachOptions.reattachable = true },
        .with {
          $0.resultChunkingOptions.allowArrowBatchChunking = true
          $0.resultChunkingOptions.preferredArrowChunkSize = Int64(
            transport.configuration.chunkSize)
        },
      ]
    }
    releases = ReleaseQueue(transport, operationID: request.operationID)
    backoff = Backoff(transport.configuration.retryPolicy)
  }

  /// Runs the operation to its end.
  func run() async throws {
    let alarm = timeout.map { timeout in
      Task {
        try await Task.sleep(for: timeout)
        await self.expire()
      }
    }
    defer { alarm?.cancel() }
    do {
      while !isComplete { try await attempt() }
      let releases = releases
      Task { await releases.releaseAll() }
    } catch {
      await abandon(after: error)
      if Task.isCancelled { throw CancellationError() }
      throw isExpired ? Self.expired(timeout) : error
    }
  }

  /// Reads one stream to where it ends or breaks.
  private func attempt() async throws {
    let before = lastResponseID
    do {
      if isStarted {
        try await reattach()
      } else {
        isStarted = true
        try await start()
      }
      // A server that ends streams at once is not asked again at once.
      if !isComplete && lastResponseID == before { try await pause(after: nil) }
    } catch let error as RPCError {
      try Task.checkCancellation()
      let status = ErrorStatus(error)
      if status.isUnknownOperation && lastResponseID == nil && isStarted && !isUnwanted {
        // The request never arrived.
        isStarted = false
        try await pause(after: status)
      } else if status.isTransient {
        try await pause(after: status)
      } else {
        isEnded = true
        throw await transport.error(status)
      }
    } catch is RuntimeError {
      throw SessionTransport.closedSession
    } catch is CancellationError {
      // The transport cancels the handling of a stream that broke; that is not our task's end.
      try Task.checkCancellation()
      try await pause(after: nil)
    }
  }

  private func start() async throws {
    var request = request
    transport.identify(&request)
    try await transport.connection.stream(.executePlan, request) { try await self.receive($0) }
  }

  private func reattach() async throws {
    var request = WireReattachExecuteRequest()
    request.operationID = self.request.operationID
    if let lastResponseID { request.lastResponseID = lastResponseID }
    transport.identify(&request)
    try await transport.connection.stream(.reattachExecute, request) {
      try await self.receive($0)
    }
  }

  private func receive(_ response: WireExecutePlanResponse) async throws {
    try transport.check(response)
    backoff.reset()
    if response.tellsOfJobs { hasBegun = true }
    if isUnwanted {
      if hasBegun { throw Begun() }
    } else {
      try await handle(response)
    }
    lastResponseID = response.responseID
    if case .resultComplete = response.responseType {
      isComplete = true
    } else {
      await releases.release(until: response.responseID)
    }
  }

  private func pause(after status: ErrorStatus?) async throws {
    guard let delay = backoff.next(asked: status?.retryDelay) else {
      if let status { throw await transport.error(status) }
      throw SparkError(.unreachable, "\(transport.server) stopped answering")
    }
    try await Task.sleep(for: delay)
  }

  private func expire() async {
    isExpired = true
    await transport.interrupt(operation: request.operationID)
  }

  /// Stops the operation where it still runs, and lets go of it.
  private func abandon(after error: any Error) async {
    // Nobody is there to be told.
    if let error = error as? SparkError, [.unreachable, .sessionLost].contains(error.kind) {
      return
    }
    guard !isStarted || isEnded || hasBegun else {
      return transport.reaper.add { await self.stopOnceBegun() }
    }
    // In a task of its own, for this one may be cancelled.
    await Task { await stop() }.value
  }

  private func stop() async {
    if !isEnded { await transport.interrupt(operation: request.operationID) }
    await releases.releaseAll()
  }

  /// How long an operation that is not wanted may take to begin its first job.
  private static let patience: Duration = .seconds(5)

  /// Waits for the operation's first job, and stops it then.
  ///
  /// With adaptive execution another thread than the operation's gives a stage to the scheduler. A
  /// server that is told before to stop ends the operation's jobs first and starts that one then,
  /// and no request finds it any more.
  private func stopOnceBegun() async {
    isUnwanted = true
    let waiting = Task {
      while !isComplete { try await attempt() }
    }
    let alarm = Task {
      try await Task.sleep(for: Self.patience)
      waiting.cancel()
    }
    // However that ends, there is nothing more to wait for.
    _ = await waiting.result
    alarm.cancel()
    await stop()
  }

  /// Ends the reading of a stream whose answers are not wanted.
  private struct Begun: Error {}

  private static func expired(_ timeout: Duration?) -> SparkError {
    SparkError(
      .timedOut, "the operation took longer than \(timeout.map { "\($0)" } ?? "its time")")
  }
}

extension WireExecutePlanResponse {
  /// Whether the answer could not be there before a job of the operation's has been started.
  fileprivate var tellsOfJobs: Bool {
    switch responseType {
    case .arrowBatch: true
    case .executionProgress(let progress): !progress.stages.isEmpty
    default: false
    }
  }
}
