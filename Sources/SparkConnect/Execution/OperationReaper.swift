import Synchronization

/// Waits for operations that nobody wants any more until they can be stopped.
final class OperationReaper: Sendable {
  private struct State {
    var last = 0
    var running: [Int: Task<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  /// Begins to see to an operation's end.
  func add(_ work: @escaping @Sendable () async -> Void) {
    state.withLock { state in
      state.last += 1
      let number = state.last
      state.running[number] = Task { [weak self] in
        await work()
        self?.state.withLock { _ = $0.running.removeValue(forKey: number) }
      }
    }
  }

  /// Waits until all of them have ended.
  func finish() async {
    for task in state.withLock({ Array($0.running.values) }) { await task.value }
  }
}
