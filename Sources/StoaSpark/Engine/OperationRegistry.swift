import StoaEngine
import Synchronization

/// What runs now, and how to stop it.
final class OperationRegistry: Sendable {
  typealias Ticket = Int

  private struct State {
    var last = 0
    var running: [OperationID: [Ticket: @Sendable () -> Void]] = [:]
  }

  private let state = Mutex(State())

  /// Notes how a part of an operation is stopped.
  func add(_ operation: OperationID, stop: @escaping @Sendable () -> Void) -> Ticket {
    state.withLock { state in
      state.last += 1
      state.running[operation, default: [:]][state.last] = stop
      return state.last
    }
  }

  func remove(_ ticket: Ticket, of operation: OperationID) {
    state.withLock { state in
      state.running[operation]?[ticket] = nil
      if state.running[operation]?.isEmpty == true { state.running[operation] = nil }
    }
  }

  func cancel(_ operation: OperationID) {
    let stops = state.withLock { Array(($0.running[operation] ?? [:]).values) }
    for stop in stops { stop() }
  }

  func cancelAll() {
    let stops = state.withLock { $0.running.values.flatMap(\.values) }
    for stop in stops { stop() }
  }
}
