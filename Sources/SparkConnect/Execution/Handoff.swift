import Synchronization

/// Passes values from one task to another, one at a time: the giver waits until its value has been
/// taken, so that nothing is fetched that nobody asked for.
final class Handoff<Value: Sendable>: Sendable {
  private enum State {
    case idle
    case offered(Value, CheckedContinuation<Void, any Error>)
    case wanted(CheckedContinuation<Value?, any Error>)
    case finished((any Error)?)
  }

  private let state = Mutex(State.idle)

  /// Gives a value, and waits until it has been taken.
  func give(_ value: Value) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (giver: CheckedContinuation<Void, any Error>) in
        let resume = state.withLock { state -> (@Sendable () -> Void)? in
          if Task.isCancelled { return { giver.resume(throwing: CancellationError()) } }
          switch state {
          case .idle:
            state = .offered(value, giver)
            return nil
          case .wanted(let taker):
            state = .idle
            return {
              taker.resume(returning: value)
              giver.resume()
            }
          case .offered, .finished:
            return { giver.resume(throwing: CancellationError()) }
          }
        }
        resume?()
      }
    } onCancel: {
      let giver = state.withLock { state -> CheckedContinuation<Void, any Error>? in
        guard case .offered(_, let giver) = state else { return nil }
        state = .idle
        return giver
      }
      giver?.resume(throwing: CancellationError())
    }
  }

  /// Takes the next value; nil when there are no more.
  func take() async throws -> Value? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (taker: CheckedContinuation<Value?, any Error>) in
        let resume = state.withLock { state -> (@Sendable () -> Void)? in
          if Task.isCancelled { return { taker.resume(throwing: CancellationError()) } }
          switch state {
          case .idle:
            state = .wanted(taker)
            return nil
          case .offered(let value, let giver):
            state = .idle
            return {
              giver.resume()
              taker.resume(returning: value)
            }
          case .wanted:
            return { taker.resume(throwing: Self.twoTakers) }
          case .finished(let error):
            // An error is told once; after it there are no more values.
            state = .finished(nil)
            return {
              if let error { taker.resume(throwing: error) } else { taker.resume(returning: nil) }
            }
          }
        }
        resume?()
      }
    } onCancel: {
      let taker = state.withLock { state -> CheckedContinuation<Value?, any Error>? in
        guard case .wanted(let taker) = state else { return nil }
        state = .idle
        return taker
      }
      taker?.resume(throwing: CancellationError())
    }
  }

  /// Says that there are no more values, or why.
  func finish(throwing error: (any Error)? = nil) {
    let resume = state.withLock { state -> (@Sendable () -> Void)? in
      switch state {
      case .idle:
        state = .finished(error)
        return nil
      case .wanted(let taker):
        state = .finished(nil)
        return {
          if let error { taker.resume(throwing: error) } else { taker.resume(returning: nil) }
        }
      case .offered(_, let giver):
        state = .finished(error)
        return { giver.resume(throwing: CancellationError()) }
      case .finished: return nil
      }
    }
    resume?()
  }

  private static var twoTakers: SparkError {
    SparkError(.invalidArgument, "two tasks read the batches of one result")
  }
}
