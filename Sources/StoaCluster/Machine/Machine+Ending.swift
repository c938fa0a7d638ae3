import Foundation

extension Machine {
  /// Ends processes: asks first, insists after the grace, and returns when all are gone.
  ///
  /// - Throws: ``ClusterError`` where one does not go.
  func end(_ processes: some Collection<ProcessIdentity>, grace: Duration) async throws {
    var left = try await running(Array(processes))
    for process in left { _ = try await signal(.terminate, process) }
    left = try await waitForEnd(of: left, limit: grace)
    for process in left { _ = try await signal(.kill, process) }
    left = try await waitForEnd(of: left, limit: .seconds(10))
    guard left.isEmpty else {
      let numbers = left.map { String($0.pid) }.sorted().joined(separator: ", ")
      throw ClusterError(
        .failed, "processes that do not end on \(name): \(numbers)",
        hint: "the system keeps them, most often for a disk that does not answer; "
          + "restart the machine")
    }
  }

  /// Ends whatever carries the mark of a run. An executor ends by itself soon after its worker,
  /// so it is given the time to.
  func endMarked(run: String) async throws {
    let left = try await waitForEnd(of: try await marked(run: run), limit: .seconds(4))
    try await end(left, grace: .seconds(2))
    // One that was being started while we looked.
    try await end(try await marked(run: run), grace: .zero)
  }

  /// Waits until processes have ended, and says which still run.
  private func waitForEnd(
    of processes: Set<ProcessIdentity>, limit: Duration
  ) async throws -> Set<ProcessIdentity> {
    let deadline = ContinuousClock.now + limit
    var left = processes
    while !left.isEmpty {
      left = try await running(Array(left))
      guard !left.isEmpty, ContinuousClock.now < deadline else { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    return left
  }
}
