import StoaEngine

/// The way between a client and an engine far away: a message passes when the test lets it, so
/// that nothing depends on time.
actor RemoteGate {
  private struct Waiter {
    var operation: OperationID
    var continuation: CheckedContinuation<Void, any Error>
  }

  private var permits: Int
  private var waiters: [Waiter] = []
  private var stopped: Set<OperationID> = []
  private var arrivals: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  private var arrived = 0

  /// Makes a gate that lets so many messages pass at once.
  init(permits: Int = .max) {
    self.permits = permits
  }

  /// Waits until the message of an operation may pass; throws where the operation is stopped.
  func pass(_ operation: OperationID) async throws {
    arrived += 1
    for waiting in arrivals where waiting.count <= arrived { waiting.continuation.resume() }
    arrivals.removeAll { $0.count <= arrived }
    if stopped.contains(operation) { throw EngineError(.cancelled, "stopped") }
    if permits > 0 {
      if permits < .max { permits -= 1 }
      return
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        (continuation: CheckedContinuation<Void, any Error>) in
        if Task.isCancelled {
          continuation.resume(throwing: EngineError(.cancelled, "stopped"))
        } else {
          waiters.append(Waiter(operation: operation, continuation: continuation))
        }
      }
    } onCancel: {
      Task { await self.stop(operation) }
    }
  }

  /// Lets some further messages pass.
  func open(_ count: Int) {
    permits += count
    while permits > 0, !waiters.isEmpty {
      permits -= 1
      waiters.removeFirst().continuation.resume()
    }
  }

  /// Ends the waiting of an operation, now and later.
  func stop(_ operation: OperationID) {
    stopped.insert(operation)
    for waiter in waiters where waiter.operation == operation {
      waiter.continuation.resume(throwing: EngineError(.cancelled, "stopped"))
    }
    waiters.removeAll { $0.operation == operation }
  }

  /// Waits until so many messages in all have come to the gate.
  func arrival(of count: Int) async {
    guard arrived < count else { return }
    await withCheckedContinuation { arrivals.append((count, $0)) }
  }
}
